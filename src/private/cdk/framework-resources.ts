import type { CfnResource } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { className } from './class-name';

/** Classes of the CDK below which it keeps functions and state machines of its own. */
const FRAMEWORK_CLASSES = [
  'aws-cdk-lib.CustomResourceProvider',
  'aws-cdk-lib.CustomResourceProviderBase',
  'aws-cdk-lib.aws_certificatemanager.DnsValidatedCertificate',
  'aws-cdk-lib.aws_eks_v2.KubectlProvider',
  'aws-cdk-lib.aws_stepfunctions_tasks.EvaluateExpression',
  'aws-cdk-lib.custom_resources.Provider',
];

/**
 * The ids below which the CDK keeps functions of its own, besides: of AwsCustomResource, log retention, bucket notifications and deployments, the
 * AwsApi target, cross-region calls, jobs of EMR on EKS, `dropSpam`, DynamoDB replicas, EKS, the draining of ECS instances, the security check of
 * pipelines, and EvaluateExpression (the functions that tasks share, and the role of those that they do not). Nobody else has them by chance.
 */
const FRAMEWORK_IDS = [
  /^AWS679f53fac002430cb0da5b7982bd2287/,
  /^LogRetentionaae0aa3c5b4d4f87b02d85b201efdd8a/,
  /^BucketNotificationsHandler050a0587b7544547bf325f094a3db834/,
  /^Custom::CDKBucketDeployment8693BB64968944B69AAFB0CC9EB8756C/,
  /^AWSb4cf1abd4e4f4bc699441af7ccd9ec37/,
  /^CrossRegionAwsSdk8a0c93f3dbef4b71ac137aaf2048ce7e/,
  /^SingletonLambda224e77f9a32e4b4dac32983477abba16/,
  /^SingletonLambda8693BB64968944B69AAFB0CC9EB8757C/,
  /^@aws-cdk--aws-dynamodb\.ReplicaProvider/,
  /^@aws-cdk--aws-eks\.(ClusterResource|Kubectl)Provider/,
  /^DrainECSHook$/,
  /^CDKPipelinesAutoApprove$/,
  /^Eval[0-9a-f]{32}$/,
  /^EvalServiceRolef4f556a4ef7a49cd8036c5b0567376fd$/,
];

/** Marks a construct of this library below which there are functions that the user did not define. The symbol is registered, for two copies of the library. */
const FRAMEWORK = Symbol.for('cdk-xray.framework');

/** Notes that what is below a construct is machinery, as the CDK's own is. */
export function markAsFramework(construct: IConstruct): void {
  (construct as IConstruct & { [FRAMEWORK]?: boolean })[FRAMEWORK] = true;
}

/** Whether a resource belongs to the machinery of the CDK, or of this library, rather than to the app. */
export function isFrameworkResource(resource: CfnResource): boolean {
  for (let scope: IConstruct | undefined = resource.node.scope; scope; scope = scope.node.scope) {
    const id = scope.node.id;
    if (FRAMEWORK in scope) { return true; }
    if (FRAMEWORK_IDS.some((pattern) => pattern.test(id)) || FRAMEWORK_CLASSES.includes(className(scope))) { return true; }
  }
  return false;
}
