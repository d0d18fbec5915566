import { ALL_SAMPLING_ACTIONS, ALL_WRITE_ACTIONS, SEGMENT_ACTIONS, SPAN_ACTIONS } from './xray-actions';
import { partitionOfRegion } from '../template/arns';

/** Those of policies that allow `xray:*`: what X-Ray's OTLP endpoint asks for is in no other managed policy. */
const EVERY_ACTION = [...ALL_WRITE_ACTIONS, ...SPAN_ACTIONS];

/**
 * AWS managed policies that allow something of what a sender needs.
 * @see https://docs.aws.amazon.com/aws-managed-policy/latest/reference/policy-list.html
 */
const ALLOWING: Readonly<Record<string, readonly string[]>> = {
  AdministratorAccess: EVERY_ACTION,
  AWSElasticBeanstalkWebTier: ALL_WRITE_ACTIONS,
  AWSElasticBeanstalkWorkerTier: ALL_WRITE_ACTIONS,
  AWSXRayDaemonWriteAccess: ALL_WRITE_ACTIONS,
  AWSXrayFullAccess: EVERY_ACTION,
  AWSXrayReadOnlyAccess: ALL_SAMPLING_ACTIONS,
  AWSXrayWriteOnlyAccess: ALL_WRITE_ACTIONS,
  CloudWatchAgentAdminPolicy: ALL_WRITE_ACTIONS,
  CloudWatchAgentServerPolicy: ALL_WRITE_ACTIONS,
  CloudWatchFullAccessV2: EVERY_ACTION,
  CloudWatchLambdaApplicationSignalsExecutionRolePolicy: SEGMENT_ACTIONS,
  CloudWatchReadOnlyAccess: ALL_SAMPLING_ACTIONS,
  PowerUserAccess: EVERY_ACTION,
  ReadOnlyAccess: ALL_SAMPLING_ACTIONS,
};

/** AWS managed policies that roles of functions, tasks, instances and state machines often carry, and that allow nothing of it. */
const NOT_ALLOWING = new Set([
  // Lambda
  'AmazonS3ObjectLambdaExecutionRolePolicy', 'AWSLambdaBasicDurableExecutionRolePolicy', 'AWSLambdaBasicExecutionRole', 'AWSLambdaDynamoDBExecutionRole',
  'AWSLambdaENIManagementAccess', 'AWSLambdaExecute', 'AWSLambdaInvocation-DynamoDB', 'AWSLambdaKinesisExecutionRole', 'AWSLambdaMSKExecutionRole', 'AWSLambdaRole',
  'AWSLambdaSQSQueueExecutionRole', 'AWSLambdaVPCAccessExecutionRole', 'AWSLambda_FullAccess', 'CloudWatchLambdaInsightsExecutionRolePolicy',
  // containers
  'AmazonEC2ContainerRegistryFullAccess', 'AmazonEC2ContainerRegistryPowerUser', 'AmazonEC2ContainerRegistryPullOnly', 'AmazonEC2ContainerServiceforEC2Role',
  'AmazonECSTaskExecutionRolePolicy', 'AmazonEKSFargatePodExecutionRolePolicy',
  'AmazonEKSWorkerNodePolicy', 'AmazonEKS_CNI_Policy', 'AWSAppMeshEnvoyAccess', 'AWSAppRunnerServicePolicyForECRAccess',
  // servers
  'AmazonEC2RoleforAWSCodeDeploy', 'AmazonEC2RoleforSSM', 'AmazonSSMDirectoryServiceAccess', 'AmazonSSMManagedEC2InstanceDefaultPolicy', 'AmazonSSMManagedInstanceCore',
  'AmazonSSMPatchAssociation', 'AWSElasticBeanstalkEnhancedHealth', 'AWSElasticBeanstalkMulticontainerDocker', 'AWSElasticBeanstalkService',
  // what they call
  'AmazonAPIGatewayInvokeFullAccess', 'AmazonAPIGatewayPushToCloudWatchLogs', 'AmazonAthenaFullAccess', 'AmazonBedrockFullAccess', 'AmazonCognitoPowerUser',
  'AmazonDynamoDBFullAccess', 'AmazonEC2FullAccess', 'AmazonElasticFileSystemClientFullAccess', 'AmazonElasticFileSystemClientReadWriteAccess', 'AmazonEventBridgeFullAccess',
  'AmazonKinesisFirehoseFullAccess', 'AmazonKinesisFullAccess', 'AmazonRDSDataFullAccess', 'AmazonRDSFullAccess', 'AmazonRekognitionFullAccess', 'AmazonS3FullAccess',
  'AmazonSESFullAccess', 'AmazonSNSFullAccess', 'AmazonSQSFullAccess', 'AmazonSSMFullAccess', 'AmazonTextractFullAccess', 'AmazonVPCFullAccess', 'AWSAppSyncPushToCloudWatchLogs',
  'AWSGlueServiceRole', 'AWSStepFunctionsFullAccess', 'CloudWatchFullAccess', 'CloudWatchLogsFullAccess', 'ComprehendFullAccess', 'IAMFullAccess', 'SecretsManagerReadWrite',
  'TranslateFullAccess',
]);

/** The AWS managed policy that lets a role send, in a region that is known or not. */
export function sendingPolicyName(region: string): string {
  return partitionOfRegion(region) === 'aws' ? 'AWSXrayWriteOnlyAccess' : 'AWSXRayDaemonWriteAccess';
}

/**
 * The actions of a sender that an AWS managed policy allows; undefined where that is not known, as of most of the thousand and more there are.
 *
 * What lets only read lets nobody send. Of the sampling rules, which a sender reads, only those tell that are listed here.
 */
export function actionsOfAwsManaged(policyName: string): readonly string[] | undefined {
  if (Object.hasOwn(ALLOWING, policyName)) { return ALLOWING[policyName]; }
  return NOT_ALLOWING.has(policyName) || /ReadOnly(Access)?$/.test(policyName) ? [] : undefined;
}

/** The name in the ARN of an AWS managed policy, in whichever form it is written: the name is what follows the last slash of its text. */
export function awsManagedPolicyName(arn: any): string | undefined {
  const text = typeof arn === 'string' ? arn : JSON.stringify(arn) ?? '';
  return /:iam::aws:policy\/(?:[\w-]+\/)*([\w-]+)/.exec(text)?.[1];
}
