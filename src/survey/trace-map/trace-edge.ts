/**
 * What becomes of the trace on the way from one node of the trace map to another.
 */
export enum TraceCrossing {
  /** The trace goes on: both ends are in the same trace. */
  CONTINUES = 'continues',
  /** Another trace begins, and X-Ray links the two. */
  LINKED = 'linked',
  /** A trace begins here, whatever was before. */
  RESTARTS = 'restarts',
  /** The trace ends here, and nothing leads to what comes after. */
  BREAKS = 'breaks',
  /** AWS does not document it, or the code decides. */
  UNKNOWN = 'unknown',
}

/**
 * Where a template shows that an edge exists.
 */
export interface TraceEvidence {
  /** The resource, by its construct path or its stack and logical id. */
  readonly resource: string;

  /** The path within the resource's entry of the template, such as `Properties.Integration.Uri`. */
  readonly path: string;

  /**
   * The file of the template.
   * @default - the template did not come from a file
   */
  readonly templateFile?: string;
}

/**
 * A way that requests or messages take from one node of the trace map to another.
 */
export interface TraceEdge {
  /** The id of the node that it leaves. */
  readonly from: string;

  /** The id of the node that it reaches. */
  readonly to: string;

  /** What it is, such as `integration`, `subscription` or `calls`. */
  readonly relation: string;

  /** What becomes of the trace. */
  readonly crossing: TraceCrossing;

  /** Why. */
  readonly reason: string;

  /**
   * What to do about it.
   * @default - nothing to do
   */
  readonly advice?: string;

  /** Where the templates show it. */
  readonly evidence: TraceEvidence[];

  /** The ids of the audit's findings about this way, such as `XRay::ApiIntegrationUntraced`, without those that somebody acknowledged. */
  readonly findings: string[];
}

/**
 * A trace in the making: where one begins, and the longest way that it goes without a break.
 */
export interface TraceChain {
  /** The id of the node where it begins. */
  readonly entry: string;

  /** The ids of the nodes on the longest unbroken way, the entry first. */
  readonly nodes: string[];
}
