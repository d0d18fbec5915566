import type { TracingFinding } from '../../../tracing/tracing-finding';
import type { FoundEdge } from '../edge-source';
import type { MapEnd } from '../map-end';
import type { NodeInstrumentation } from '../node-instrumentation';
import { TraceCrossing } from '../trace-edge';

/** What becomes of the trace on an edge, and why. */
export interface Judgement {
  readonly crossing: TraceCrossing;
  readonly reason: string;
  readonly advice?: string;
}

/** What is known of a node by those who judge its edges. */
export interface NodeFacts {
  /** What the table says of its tracing. */
  readonly finding?: Pick<TracingFinding, 'status' | 'reason' | 'advice'>;
  readonly instrumentation?: NodeInstrumentation;
}

/** Judges the edges of a relation. */
export type CrossingRule = (edge: FoundEdge, factsOf: (end: MapEnd) => NodeFacts) => Judgement;

/** The trace goes on. */
export function continues(reason: string, advice?: string): Judgement {
  return { crossing: TraceCrossing.CONTINUES, reason, advice };
}

/** Another trace begins, and is linked. */
export function linked(reason: string): Judgement {
  return { crossing: TraceCrossing.LINKED, reason };
}

/** A trace begins. */
export function restarts(reason: string, advice?: string): Judgement {
  return { crossing: TraceCrossing.RESTARTS, reason, advice };
}

/** The trace ends. */
export function breaks(reason: string, advice?: string): Judgement {
  return { crossing: TraceCrossing.BREAKS, reason, advice };
}

/** Nobody can tell. */
export function unknown(reason: string, advice?: string): Judgement {
  return { crossing: TraceCrossing.UNKNOWN, reason, advice };
}

/** The same for every edge. */
export function always(judgement: Judgement): CrossingRule {
  return () => judgement;
}
