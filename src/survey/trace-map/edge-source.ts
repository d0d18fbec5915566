import type { Ends } from './ends';
import type { GrantedCalls } from './granted-calls';
import type { MapEnd } from './map-end';
import type { TargetGroups } from './target-groups';
import type { TraceEvidence } from './trace-edge';
import { valueAt } from '../../private/intrinsics';
import { pathOf } from '../../private/property-path';
import type { ModelResource, TemplateModel } from '../template-model';

/** What the ways of a trace are called. */
export type Relation =
  'calls' | 'data source' | 'dead letters' | 'delivers' | 'destination' | 'edge function' | 'event source' | 'forwards' | 'integration' | 'invokes' |
  'notification' | 'origin' | 'polls' | 'requests' | 'rule' | 'runs' | 'schedule' | 'service event' | 'subscription' | 'target' | 'task' | 'trigger';

/** An edge before anybody has judged what becomes of the trace on it. */
export interface FoundEdge {
  readonly from: MapEnd;
  readonly to: MapEnd;
  readonly relation: Relation;
  readonly evidence: TraceEvidence;
}

/** What a source of edges looks at. */
export interface SourceContext {
  readonly model: TemplateModel;
  readonly ends: Ends;
  readonly grants: GrantedCalls;
  readonly targetGroups: TargetGroups;
}

/** A kind of template entry that shows edges. One file each, listed in sources/index.ts. */
export interface EdgeSource {
  /** The types of the resources that show them. */
  readonly types: readonly string[];
  edges(resource: ModelResource, context: SourceContext): FoundEdge[];
}

/** Where a resource shows something. */
export function evidenceAt(resource: ModelResource, path: string): TraceEvidence {
  return { resource: resource.name, path: `Properties.${path}`, templateFile: resource.stack.source.file };
}

/** The edges from each of some ends to each of others. An end that passes on to itself is no edge. */
export function edgesBetween(from: readonly MapEnd[], to: readonly MapEnd[], relation: Relation, evidence: TraceEvidence): FoundEdge[] {
  return from.flatMap((sender) => to.filter((receiver) => receiver !== sender)
    .map((receiver) => ({ from: sender, to: receiver, relation, evidence })));
}

/** The ends that a property of a resource means. */
export function endsAt(resource: ModelResource, path: string, { ends }: SourceContext): MapEnd[] {
  const value = valueAt(resource.properties, pathOf(path));
  return value === undefined ? [] : ends.in(resource.stack, value);
}

/** The edges from a resource to what one of its properties means. */
export function edgesFrom(resource: ModelResource, path: string, relation: Relation, context: SourceContext): FoundEdge[] {
  return edgesBetween([resource], endsAt(resource, path, context), relation, evidenceAt(resource, path));
}
