import {
  App, aws_certificatemanager as acm, aws_cloudfront as cloudfront, aws_dynamodb as dynamodb, aws_ecr as ecr, aws_ecs as ecs, aws_eks as eks,
  aws_eks_v2 as eksV2, aws_ec2 as ec2, aws_events as events, aws_events_targets as targets, aws_iam as iam, aws_lambda as lambda,
  aws_logs as logs, aws_route53 as route53, aws_s3 as s3, aws_s3_deployment as deployment, aws_s3_notifications as notifications, aws_ses as ses,
  aws_stepfunctions as sfn, aws_stepfunctions_tasks as tasks, CfnResource, CustomResource, custom_resources as cr, pipelines, RemovalPolicy,
  Stack, Stage, triggers,
} from 'aws-cdk-lib';
import { XRayTracing } from '../../../src';
import { isFrameworkResource } from '../../../src/private/cdk/framework-resources';
import { templateOf, testApp, warningsOf } from '../../contract/apps';
import { ENV, lambdaFunction } from '../../support/contract-stacks/parts';

const TYPES = ['AWS::Lambda::Function', 'AWS::StepFunctions::StateMachine'];

/** The functions and state machines in an app that the user did not define, that is: all but those below a construct whose id begins with `Own`. */
function frameworkFunctions(app: App): { path: string; isFramework: boolean }[] {
  return app.node.findAll()
    .filter((construct): construct is CfnResource => CfnResource.isCfnResource(construct) && TYPES.includes(construct.cfnResourceType))
    .map((resource) => ({ path: resource.node.path, isFramework: isFrameworkResource(resource) }));
}

const isOwn = (path: string) => path.split('/').some((id) => id.startsWith('Own'));

/** What makes the CDK add functions of its own. */
const PROVIDERS: [string, (stack: Stack) => void][] = [
  ['autoDeleteObjects', (stack) => new s3.Bucket(stack, 'Bucket', { autoDeleteObjects: true, removalPolicy: RemovalPolicy.DESTROY })],
  ['bucket notifications', (stack) => new s3.Bucket(stack, 'Bucket').addObjectCreatedNotification(new notifications.LambdaDestination(lambdaFunction(stack, 'Own')))],
  ['autoDeleteImages', (stack) => new ecr.Repository(stack, 'Repository', { autoDeleteImages: true, removalPolicy: RemovalPolicy.DESTROY })],
  ['a bucket deployment', (stack) => new deployment.BucketDeployment(stack, 'Deployment', { sources: [deployment.Source.data('a', 'b')], destinationBucket: new s3.Bucket(stack, 'Bucket') })],
  ['a bucket deployment with memory and a VPC', (stack) => new deployment.BucketDeployment(stack, 'Deployment', {
    sources: [deployment.Source.data('a', 'b')], destinationBucket: new s3.Bucket(stack, 'Bucket'), memoryLimit: 512, vpc: new ec2.Vpc(stack, 'Vpc'),
  })],
  ['log retention', (stack) => new logs.LogRetention(stack, 'Retention', { logGroupName: '/aws/x', retention: 7 })],
  ['AwsCustomResource', (stack) => new cr.AwsCustomResource(stack, 'Custom', {
    onCreate: { service: 'S3', action: 'listBuckets', physicalResourceId: cr.PhysicalResourceId.of('x') }, policy: cr.AwsCustomResourcePolicy.fromSdkCalls({ resources: ['*'] }),
  })],
  ['custom_resources.Provider', (stack) => new CustomResource(stack, 'Custom', { serviceToken: new cr.Provider(stack, 'Provider', { onEventHandler: lambdaFunction(stack, 'OwnHandler') }).serviceToken })],
  ['custom_resources.Provider that waits', (stack) => new CustomResource(stack, 'Custom', {
    serviceToken: new cr.Provider(stack, 'Provider', { onEventHandler: lambdaFunction(stack, 'OwnHandler'), isCompleteHandler: lambdaFunction(stack, 'OwnWaiter') }).serviceToken,
  })],
  ['the default security group of a VPC', (stack) => new ec2.Vpc(stack, 'Vpc', { restrictDefaultSecurityGroup: true })],
  ['an OpenID Connect provider', (stack) => new iam.OpenIdConnectProvider(stack, 'Provider', { url: 'https://example.com' })],
  ['cross-account zone delegation', (stack) => new route53.CrossAccountZoneDelegationRecord(stack, 'Delegation', {
    delegatedZone: new route53.PublicHostedZone(stack, 'Zone', { zoneName: 'a.example.com' }),
    parentHostedZoneName: 'example.com',
    delegationRole: iam.Role.fromRoleArn(stack, 'Role', 'arn:aws:iam::444455556666:role/r'),
  })],
  ['a certificate that is validated by DNS', (stack) => new acm.DnsValidatedCertificate(stack, 'Certificate', {
    domainName: 'example.com', hostedZone: new route53.PublicHostedZone(stack, 'Zone', { zoneName: 'example.com' }),
  })],
  ['a trigger', (stack) => new triggers.Trigger(stack, 'Trigger', { handler: lambdaFunction(stack, 'Own') })],
  ['the AwsApi target', (stack) => new events.Rule(stack, 'Rule', { schedule: events.Schedule.cron({}), targets: [new targets.AwsApi({ service: 'ECS', action: 'listClusters' })] })],
  ['dropSpam of a receipt rule set', (stack) => new ses.ReceiptRuleSet(stack, 'Rules', { dropSpam: true })],
  ['CallAwsServiceCrossRegion', (stack) => new sfn.StateMachine(stack, 'Own', {
    definitionBody: sfn.DefinitionBody.fromChainable(
      new tasks.CallAwsServiceCrossRegion(stack, 'Task', { service: 's3', action: 'listBuckets', region: 'us-east-1', iamResources: ['*'] })),
  })],
  ['the replicas of a table', (stack) => new dynamodb.Table(stack, 'Table', { partitionKey: { name: 'pk', type: dynamodb.AttributeType.STRING }, replicationRegions: ['us-east-1'] })],
  ['cross-region references', (stack) => {
    const other = new Stack(stack.node.root as App, 'Other', { env: { ...ENV, region: 'us-east-1' }, crossRegionReferences: true });
    const queue = new s3.Bucket(other, 'Bucket', { bucketName: 'name' });
    new CfnResource(stack, 'Consumer', { type: 'Test::A::B', properties: { Arn: queue.bucketArn } });
  }],
  ['an edge function in another region', (stack) => new cloudfront.experimental.EdgeFunction(stack, 'OwnEdge', {
    runtime: lambda.Runtime.NODEJS_22_X, handler: 'index.handler', code: lambda.Code.fromInline('x'),
  }).currentVersion],
  ['an EC2 cluster that drains', (stack) => new ecs.Cluster(stack, 'Cluster', { vpc: new ec2.Vpc(stack, 'Vpc') }).addCapacity('Capacity', { instanceType: new ec2.InstanceType('t3.small') })],
  ['an EKS cluster', (stack) => new eks.Cluster(stack, 'Cluster', { version: eks.KubernetesVersion.V1_32, kubectlLayer: kubectlLayer(stack) })],
  ['an EKS cluster of the second version', (stack) => new eksV2.Cluster(stack, 'Cluster', {
    version: eksV2.KubernetesVersion.V1_32, kubectlProviderOptions: { kubectlLayer: kubectlLayer(stack) }, mastersRole: iam.Role.fromRoleArn(stack, 'Masters', 'arn:aws:iam::111122223333:role/m'),
  }).addManifest('Manifest', {})],
  ['a job of EMR on EKS', (stack) => new sfn.StateMachine(stack, 'Own', {
    definitionBody: sfn.DefinitionBody.fromChainable(new tasks.EmrContainersStartJobRun(stack, 'Job', {
      virtualCluster: tasks.VirtualClusterInput.fromVirtualClusterId('v'),
      releaseLabel: tasks.ReleaseLabel.EMR_6_2_0,
      jobDriver: { sparkSubmitJobDriver: { entryPoint: sfn.TaskInput.fromText('local:///x.py') } },
    })),
  })],
  ['the security check of a pipeline', (stack) => {
    const source = pipelines.CodePipelineSource.s3(new s3.Bucket(stack, 'Source'), 'source.zip');
    const pipeline = new pipelines.CodePipeline(stack, 'Pipeline', { synth: new pipelines.ShellStep('Synth', { input: source, commands: ['cdk synth'] }) });
    const stage = new Stage(stack, 'Prod', { env: ENV });
    new CfnResource(new Stack(stage, 'Service'), 'Resource', { type: 'Test::A::B' });
    pipeline.addStage(stage, { pre: [new pipelines.ConfirmPermissionsBroadening('Check', { stage })] });
  }],
];

const kubectlLayer = (stack: Stack) => new lambda.LayerVersion(stack, 'Layer', { code: lambda.Code.fromBucket(new s3.Bucket(stack, 'Code'), 'k') });

beforeEach(() => jest.spyOn(console, 'warn').mockImplementation());
afterEach(() => jest.restoreAllMocks());

test.each(PROVIDERS)('%s', (_, define) => {
  const app = testApp();
  define(new Stack(app, 'Stack', { env: ENV, crossRegionReferences: true }));
  app.synth();
  const functions = frameworkFunctions(app);
  expect(functions.length).toBeGreaterThan(0);
  expect(functions.filter(({ path }) => !isOwn(path)).length).toBeGreaterThan(0);
  expect(functions.filter(({ path, isFramework }) => isFramework === isOwn(path))).toEqual([]);
});

const DEDICATED_EVALUATORS = '@aws-cdk/aws-stepfunctions-tasks:evaluateExpressionDedicatedFunction';

test.each([true, false])('the function of EvaluateExpression is one, and its role may be changed, with a function for each task %s', (isDedicated) => {
  const app = testApp({ [DEDICATED_EVALUATORS]: isDedicated });
  XRayTracing.of(app).enable();
  const stack = new Stack(app, 'Stack', { env: ENV });
  new sfn.StateMachine(stack, 'Own', {
    definitionBody: sfn.DefinitionBody.fromChainable(new tasks.EvaluateExpression(stack, 'Task', { expression: '1 + 1' })),
  });
  const evaluators = frameworkFunctions(stack.node.root as App).filter(({ path }) => !isOwn(path));
  expect(evaluators).toEqual([{ path: expect.stringMatching(/^Stack\/(Eval\w+|Task\/EvalFunction)\/Resource$/), isFramework: true }]);
  const template = templateOf(stack);
  const [fn, ...others] = Object.values<any>(template.Resources).filter(({ Type }) => Type === 'AWS::Lambda::Function');
  expect([fn.Properties.TracingConfig, others]).toEqual([{ Mode: 'Active' }, []]);
  const { ManagedPolicyArns } = template.Resources[fn.Properties.Role['Fn::GetAtt'][0]].Properties;
  expect(JSON.stringify(ManagedPolicyArns)).toContain('AWSXrayWriteOnlyAccess');
  expect(warningsOf(stack).filter(({ text }) => text.includes('XRay::'))).toEqual([]);
});

test('a function of the app is none, whatever it is called', () => {
  const stack = new Stack(testApp(), 'Stack', { env: ENV });
  ['Provider', 'CustomResourceHandler', 'LogRetention', 'framework-onEvent'].forEach((id) => lambdaFunction(stack, id));
  new lambda.SingletonFunction(stack, 'Singleton', { uuid: 'f7d4f730-4ee1-11e8-9c2d-fa7ae01bbebc', runtime: lambda.Runtime.NODEJS_24_X, handler: 'h', code: lambda.Code.fromInline('x') });
  expect(frameworkFunctions(stack.node.root as App).map(({ isFramework }) => isFramework)).toEqual([false, false, false, false, false]);
});
