import type { InspectedResource } from './inspected-resource';
import type { TracerContext } from './tracer-context';
import type { TracingFinding } from './tracing-finding';
import { SAMPLING_ACTIONS, SEGMENT_ACTIONS, SENDING_ACTIONS } from '../private/iam/xray-actions';

/**
 * What the role of a traced resource must be allowed to do at X-Ray. Data, not statements: `XRayPermissions` decides how it is granted.
 */
export enum XRayAccess {
  /** Nothing: AWS sends the segments with a role of its own, or the resource sends none. */
  NONE = 'NONE',
  /** `xray:PutTraceSegments`. */
  SEND_SEGMENTS = 'SEND_SEGMENTS',
  /** `xray:PutTraceSegments` and `xray:PutTelemetryRecords`. */
  SEND = 'SEND',
  /** What `SEND` has, and `xray:GetSamplingRules` and `xray:GetSamplingTargets`. */
  SEND_AND_SAMPLE = 'SEND_AND_SAMPLE',
}

const ACTIONS: Readonly<Record<XRayAccess, readonly string[]>> = {
  [XRayAccess.NONE]: [],
  [XRayAccess.SEND_SEGMENTS]: SEGMENT_ACTIONS,
  [XRayAccess.SEND]: SENDING_ACTIONS,
  [XRayAccess.SEND_AND_SAMPLE]: [...SENDING_ACTIONS, ...SAMPLING_ACTIONS],
};

/** The X-Ray actions of an access, in the order that AWS documents them. */
export function actionsFor(access: XRayAccess): readonly string[] {
  return ACTIONS[access];
}

/**
 * One row of the table: how resources of one CloudFormation type are inspected and how their tracing is turned on.
 *
 * The aspect, the mixin and every report read the same rows. Register one of your own with `XRayTracing.of(scope).registerTracer()`.
 */
export interface IResourceTracer {
  /** The CloudFormation type, for example `AWS::Lambda::Function`. */
  readonly resourceType: string;

  /** The id of the row's warnings and findings, without the `XRay::` prefix, for example `LambdaFunctionTracing`. Never changes once released. */
  readonly ruleId: string;

  /** What the role that sends the segments must be allowed to do. */
  readonly access: XRayAccess;

  /**
   * The path of the property that names the role which sends the segments, for example `Role`.
   * @default - no role of the app sends segments
   */
  readonly roleProperty?: string;

  /**
   * Whether enabling adds constructs beside the resource. Such resources are enabled as soon as their stack is visited, so that other aspects
   * visit what is added.
   * @default false
   */
  readonly addsConstructs?: boolean;

  /**
   * Tells the status of a resource. A pure function of what the resource's template says: it changes nothing and reads nothing else.
   *
   * @param resource the resource
   * @returns undefined where the row has nothing to say about this resource
   */
  inspect(resource: InspectedResource): TracingFinding | undefined;

  /**
   * Turns tracing on. Must be idempotent, and must make `inspect` answer TRACED. Permission is not the row's business: it follows from `access`.
   *
   * Called for resources that are untraced, and also for those that are traced already: what tracing needs beside the property may be missing.
   *
   * @param context what may be changed
   */
  enable(context: TracerContext): void;
}
