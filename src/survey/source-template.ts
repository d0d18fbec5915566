/** A CloudFormation template, with what is known of where it comes from. */
export interface SourceTemplate {
  /** The template, parsed. */
  readonly template: Record<string, any>;
  /** What its stack is called in a report: the construct path of the stack, or the file's name. */
  readonly name: string;
  /** The input that it was read from, as a person would write it: an assembly or a file. What is acknowledged in one is not in another. */
  readonly input?: string;
  /** What the paths of its constructs are told apart by from those of another input, in names; nothing where they are unique. */
  readonly pathPrefix?: string;
  /** The file, as a person would write it. */
  readonly file?: string;
  /** The construct path of the stack, where a CDK app made it. */
  readonly constructPath?: string;
  /** The name of the stack at CloudFormation, where it is known. */
  readonly stackName?: string;
  /** The account, where it is known. */
  readonly account?: string;
  /** The region, where it is known. */
  readonly region?: string;
  /** The stack that it is nested in. */
  readonly nestedIn?: NestedStackReference;
  /** The construct path of an element by its logical id, for those that do not have it as metadata. */
  readonly constructPathOf?: (logicalId: string) => string | undefined;
}

/** Where a nested stack stands in its parent. */
export interface NestedStackReference {
  readonly parent: SourceTemplate;
  /** The logical id of the `AWS::CloudFormation::Stack`, or of the SAM application. */
  readonly logicalId: string;
}

/** An acknowledgement by the CDK's own `Validations.of(construct).acknowledge()`. */
export interface Acknowledgement {
  /** The path of the construct on which it stands. */
  readonly constructPath: string;
  /** The whole id, such as `XRay::SnsTopicTracing`. */
  readonly ruleId: string;
  /** Why. */
  readonly reason: string;
  /** The input that it was read from, where there may be several. */
  readonly input?: string;
}

/** All that a survey is made of. */
export interface SurveyInput {
  readonly templates: readonly SourceTemplate[];
  readonly acknowledgements: readonly Acknowledgement[];
}
