/**
 * How much a finding matters.
 */
export enum FindingSeverity {
  /** Something is wrong: a check fails. */
  ERROR = 'error',
  /** Something is likely to surprise. */
  WARNING = 'warning',
  /** Worth knowing. */
  INFO = 'info',
  /** The rule is not looked at. */
  OFF = 'off',
}

/** The severities of findings, the worst first. */
export const SEVERITIES: readonly FindingSeverity[] = [FindingSeverity.ERROR, FindingSeverity.WARNING, FindingSeverity.INFO];

/** Whether a finding of a severity is as bad as another one, or worse. */
export function isAtLeast(severity: FindingSeverity, least: FindingSeverity): boolean {
  return SEVERITIES.indexOf(severity) <= SEVERITIES.indexOf(least);
}

/** The name of what is found about all stacks together. */
export const WHOLE_APP = 'the whole app';

/**
 * A way of requests or messages from one resource to another that something was found about: an edge of the trace map.
 */
export interface FindingWay {
  /**
   * What sends, by its construct path or its stack and logical id. The map has it among the `resources` of a node.
   * @default - it is not in the templates
   */
  readonly from?: string;

  /**
   * What receives, by its construct path or its stack and logical id. The map has it among the `resources` of a node.
   * @default - it is not in the templates
   */
  readonly to?: string;

  /** What it is, as on the map: `integration`, `subscription` or `task`, for example. */
  readonly relation: string;
}

/**
 * One thing that a rule found.
 */
export interface SurveyFinding {
  /** The whole id of the rule, such as `XRay::RoleCannotWrite`. It never changes, and the CDK's `Validations.of(x).acknowledge()` takes it. */
  readonly ruleId: string;

  /** How much it matters. */
  readonly severity: FindingSeverity;

  /** What is wrong, and why. */
  readonly message: string;

  /** What to do about it. */
  readonly fix: string;

  /** The page of AWS about it. */
  readonly url: string;

  /** What it is about, for people: a construct path, a stack and a logical id, or a stack. */
  readonly name: string;

  /**
   * The path of the construct that it is about.
   * @default - not known: the template says nothing of constructs
   */
  readonly constructPath?: string;

  /**
   * The stack: its construct path, or the file of its template.
   * @default - it is about no single stack
   */
  readonly stack?: string;

  /**
   * The file of the template.
   * @default - the template did not come from a file
   */
  readonly templateFile?: string;

  /**
   * The logical id of the resource.
   * @default - it is about no single resource
   */
  readonly logicalId?: string;

  /**
   * The CloudFormation type of the resource.
   * @default - it is about no single resource
   */
  readonly resourceType?: string;

  /**
   * The path of the property that it is about, such as `TracingConfig.Mode`.
   * @default - it is about the whole resource
   */
  readonly propertyPath?: string;

  /**
   * The ways that it is about, where what is wrong lies between two resources.
   * @default - it is about no way between resources
   */
  readonly ways?: FindingWay[];

  /**
   * The reason with which somebody acknowledged it. An acknowledged finding fails nothing.
   * @default - nobody did
   */
  readonly acknowledgement?: string;
}
