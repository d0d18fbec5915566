import type { RoleVerdict } from './role-verdict';
import type { TracingStatus } from '../tracing/tracing-finding';

/**
 * One resource of a survey, and what is known of its tracing.
 */
export interface SurveyedResource {
  /** The CloudFormation type. */
  readonly resourceType: string;

  /** The logical id within its template. */
  readonly logicalId: string;

  /** What the resource is called in a report: its construct path, or its stack's name and the logical id where no construct path is known. */
  readonly name: string;

  /**
   * The path of the construct that made it.
   * @default - not known: the template says nothing of constructs
   */
  readonly constructPath?: string;

  /** The stack: its construct path, or the file of its template. */
  readonly stack: string;

  /**
   * The file of its template.
   * @default - the template did not come from a file
   */
  readonly templateFile?: string;

  /**
   * The account that its stack is deployed to.
   * @default - not known before the deployment
   */
  readonly account?: string;

  /**
   * The region that its stack is deployed to.
   * @default - not known before the deployment
   */
  readonly region?: string;

  /** What is known of its tracing. */
  readonly status: TracingStatus;

  /**
   * Why the status is what it is.
   * @default - the status says all
   */
  readonly reason?: string;

  /**
   * What to do about it.
   * @default - nothing to do
   */
  readonly advice?: string;

  /** The id of the row's findings, such as `XRay::LambdaFunctionTracing`. */
  readonly ruleId: string;

  /**
   * The role that sends its segments: the name of the role's resource, or its ARN.
   * @default - no role of the templates sends segments for it
   */
  readonly roleName?: string;

  /**
   * Whether that role may send them.
   * @default - no role of the templates sends segments for it
   */
  readonly roleAccess?: RoleVerdict;

  /** Whether the row was registered by `XRayTracing.of(scope).registerTracer()`, so that only a check at synthesis knows it. */
  readonly isRegistered: boolean;
}
