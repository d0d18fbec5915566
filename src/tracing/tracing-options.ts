import type { ResourceTracingProps } from './resource-tracing-props';

/**
 * What the aspect traces, and how.
 */
export interface XRayTracingAspectProps extends ResourceTracingProps {
  /**
   * The CloudFormation types to trace, for example `['AWS::Lambda::Function']`.
   *
   * @default - every type that the table knows or that a tracer was registered for
   */
  readonly resourceTypes?: string[];

  /**
   * Globs of construct paths: only resources whose path, or the path of a construct around them, matches one of them are traced.
   *
   * `*` stands for anything within one path element, `**` for any number of elements: `Orders/**`. `{Orders,Invoices}` stands for each of its
   * parts. A `!` before all turns a glob around: it matches resources of which neither the path nor that of a construct around them matches the rest.
   * A glob that no construct matches, or of which none matches the rest behind a `!`, is the warning `XRay::PathMatchesNothing`.
   *
   * @default - resources at every path
   */
  readonly includePaths?: string[];

  /**
   * Globs of construct paths: resources whose path, or the path of a construct around them, matches one of them are not traced.
   *
   * To leave something out for good, and say why, use `XRayTracing.of(scope).exclude(reason)` instead.
   *
   * @default - no path is left out
   */
  readonly excludePaths?: string[];
}

/**
 * Options of `XRayTracing.of(scope).enable()`.
 */
export interface TracingOptions extends XRayTracingAspectProps {
  /**
   * Whether a Stage that tracing could not reach is a warning (`XRay::StageMissed`) instead of an error that stops the synthesis.
   *
   * A Stage is missed where it is created after `enable()`, or was synthesized before it, as CDK Pipelines does inside `addStage`.
   *
   * @default false
   */
  readonly allowMissedStages?: boolean;
}
