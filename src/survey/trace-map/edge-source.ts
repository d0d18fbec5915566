import type { Ends } from './ends';
import type { GrantedCalls } from './granted-calls';
import type { HostNames } from './host-names';
import type { KeptNodes } from './kept-nodes';
import type { LocalDocuments } from './local-documents';
import { isOnMap, type MapEnd } from './map-end';
import type { TargetGroups } from './target-groups';
import { valueAt } from '../../private/template/intrinsics';
import { possibleItems } from '../../private/template/possible-items';
import { pathOf } from '../../private/template/property-path';
import { templateText } from '../../private/template/template-text';
import type { Relation } from '../relation';
import type { ModelResource, ModelStack, TemplateModel } from '../template-model';

/** The resource that shows an edge, and where. */
export interface FoundEvidence {
  readonly resource: ModelResource;
  /** The path within the resource's entry of the template. */
  readonly path: string;
}

/** An edge before anybody has judged what becomes of the trace on it. */
export interface FoundEdge {
  readonly from: MapEnd;
  readonly to: MapEnd;
  readonly relation: Relation;
  readonly evidence: FoundEvidence;
  /** Whether it carries events that AWS services send by themselves. */
  readonly isServiceEvent?: boolean;
  /** Whether a permission alone shows it, which may be given for another way between the same ends. */
  readonly isByGrant?: boolean;
}

/** What a source of edges looks at. */
export interface SourceContext {
  readonly model: TemplateModel;
  readonly ends: Ends;
  readonly grants: GrantedCalls;
  readonly kept: KeptNodes;
  readonly hosts: HostNames;
  readonly targetGroups: TargetGroups;
  readonly documents: LocalDocuments;
}

/** A kind of template entry that shows edges. One file each, listed in sources/index.ts. */
export interface EdgeSource {
  /** The types of the resources that show them. */
  readonly types: readonly string[];
  edges(resource: ModelResource, context: SourceContext): FoundEdge[];
}

/** Where a resource shows something. */
export function evidenceAt(resource: ModelResource, path: string): FoundEvidence {
  return { resource, path: `Properties.${path}` };
}

/** The edges from each of some ends to each of others. An end that passes on to itself is no edge, and what is no node has none. */
export function edgesBetween(from: readonly MapEnd[], to: readonly MapEnd[], relation: Relation, evidence: FoundEvidence): FoundEdge[] {
  const receivers = to.filter(isOnMap);
  return from.filter(isOnMap).flatMap((sender) => receivers.filter((receiver) => receiver !== sender)
    .map((receiver) => ({ from: sender, to: receiver, relation, evidence })));
}

/** The ends that a property of a resource means. */
export function endsAt(resource: ModelResource, path: string, { ends }: SourceContext): MapEnd[] {
  const value = valueAt(resource.properties, pathOf(path));
  return value === undefined ? [] : ends.in(resource.stack, value);
}

/** The ends that a value means, which may be a thing of a service by its name alone. */
export function endsNamed(stack: ModelStack, service: string, value: any, { ends }: SourceContext): MapEnd[] {
  const found = ends.in(stack, value);
  const name = found.length > 0 ? undefined : templateText(value);
  const named = name === undefined ? undefined : ends.named(stack, service, name);
  return named ? [named] : found;
}

/** The edges from a resource to what one of its properties means. */
export function edgesFrom(resource: ModelResource, path: string, relation: Relation, context: SourceContext): FoundEdge[] {
  return edgesBetween([resource], endsAt(resource, path, context), relation, evidenceAt(resource, path));
}

/** The edges from a resource to what the items of one of its lists mean at any of some paths. */
export function edgesFromItems(
  resource: ModelResource, list: string, paths: readonly string[], relation: Relation, { ends }: SourceContext,
): FoundEdge[] {
  return possibleItems(valueAt(resource.properties, pathOf(list))).flatMap(({ path: index, item }) => paths.flatMap((path) =>
    edgesBetween([resource], ends.in(resource.stack, valueAt(item, pathOf(path))), relation, evidenceAt(resource, `${list}.${index}.${path}`))));
}
