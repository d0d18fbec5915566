import { isNodeType, NODE_TYPES, typeOfService } from './node-types';
import { TraceNodeKind } from './trace-node';
import { arnName, type ArnParts } from '../../private/template/arns';
import type { TracingFinding } from '../../tracing/tracing-finding';
import type { ModelResource, ModelStack } from '../template-model';

/** Something that is not in the templates. */
export interface ExternalEnd {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly kind: TraceNodeKind;
  /** What is known of its tracing all the same, as of what SAM makes by itself. */
  readonly finding?: TracingFinding;
}

/** An end of an edge: a resource that is a node, or something that is not in the templates. */
export type MapEnd = ModelResource | ExternalEnd;

/** Whether an end is in the templates. */
export function isModelResource(end: MapEnd): end is ModelResource {
  return 'logicalId' in end;
}

/** Whether an end may be on the map: of resources, nodes alone. */
export function isOnMap(end: MapEnd): boolean {
  return !isModelResource(end) || isNodeType(end.type);
}

/** What two ends have in common that are the same: each statement that names a thing outside has an end of its own for it. */
export function keyOf(end: MapEnd): ModelResource | string {
  return isModelResource(end) ? end : end.id;
}

/** Each end once. */
export function distinctEnds(ends: readonly MapEnd[]): MapEnd[] {
  return [...new Map(ends.map((end) => [keyOf(end), end])).values()];
}

/** Whoever calls from outside. */
export const CLIENTS: ExternalEnd = { id: 'clients', name: 'Clients', type: 'client', kind: TraceNodeKind.CLIENT };

/** A thing of which the templates have the ARN alone. */
export function externalByArn(text: string, parts: ArnParts, type: string): ExternalEnd {
  return externalThing(text, arnName(parts), type);
}

/** A thing of which the templates have the name alone. */
export function externalByName(name: string, service: string): ExternalEnd {
  return externalThing(`${service}/${name}`, name, typeAt(service));
}

/** A thing that another app exports under a name. */
export function externalByExport(name: string, service: string): ExternalEnd {
  return externalThing(name, name, typeAt(service));
}

function typeAt(service: string): string {
  return typeOfService(service) ?? `AWS::${service}`;
}

function externalThing(id: string, name: string, type: string): ExternalEnd {
  return { id, name, type, kind: NODE_TYPES[type]?.kind ?? TraceNodeKind.SERVICE };
}

/** A service of AWS that is called as such, or calls. Those of Alexa are no services of AWS, and have another domain. */
export function externalService(service: string): ExternalEnd {
  return { id: `${service}.${service.startsWith('alexa-') ? 'amazon' : 'amazonaws'}.com`, name: service, type: `AWS::${service}`, kind: TraceNodeKind.SERVICE };
}

const REMOTE = 'remote';

/** A server at a web address. X-Ray names such a node by its host. */
export function externalAddress(url: string): ExternalEnd {
  const host = /^\w+:\/\/([^/]+)/.exec(url)?.[1] ?? url;
  return { id: host, name: host, type: REMOTE, kind: TraceNodeKind.SERVICE };
}

/** Whether an end is a server of which nothing but the web address is known. */
export function isAddress({ type }: MapEnd): boolean {
  return type === REMOTE;
}

/** What a transform makes in a stack, so that the template has it only once it is deployed. */
export function externalMadeIn({ source }: ModelStack, logicalId: string, type: string): ExternalEnd {
  return { id: `${source.name}/${logicalId}`, name: logicalId, type, kind: TraceNodeKind.SERVICE };
}

/** A bus of which the templates have the name alone. */
export function externalBus(name: string): ExternalEnd {
  return { id: `event-bus/${name}`, name, type: 'AWS::Events::EventBus', kind: TraceNodeKind.SERVICE };
}
