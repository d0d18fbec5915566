import { App, aws_eks as eks, CfnResource, Stack } from 'aws-cdk-lib';
import { TracingStatus, XRayTracing } from '../../src';
import { testApp, warningsOf } from '../contract/apps';
import { inspected, inspectedStatus } from '../support/inspect';

const { PASS_THROUGH, UNSUPPORTED } = TracingStatus;

test.each<[string, Record<string, any>, TracingStatus]>([
  ['AWS::ElasticLoadBalancingV2::LoadBalancer', {}, PASS_THROUGH],
  ['AWS::ElasticLoadBalancingV2::LoadBalancer', { Type: 'application' }, PASS_THROUGH],
  ['AWS::ElasticLoadBalancingV2::LoadBalancer', { Type: { Ref: 'Type' } }, PASS_THROUGH],
  ['AWS::ElasticLoadBalancingV2::LoadBalancer', { Type: 'network' }, UNSUPPORTED],
  ['AWS::ElasticLoadBalancingV2::LoadBalancer', { Type: 'gateway' }, UNSUPPORTED],
  ['AWS::ElasticLoadBalancing::LoadBalancer', {}, UNSUPPORTED],
  ['AWS::ApiGatewayV2::Api', { ProtocolType: 'HTTP' }, UNSUPPORTED],
  ['AWS::ApiGatewayV2::Api', { ProtocolType: 'WEBSOCKET' }, UNSUPPORTED],
  ['AWS::Serverless::HttpApi', {}, UNSUPPORTED],
  ['AWS::Serverless::WebSocketApi', {}, UNSUPPORTED],
  ['AWS::AppSync::Api', {}, UNSUPPORTED],
  ['AWS::SQS::Queue', {}, PASS_THROUGH],
  ['AWS::Events::EventBus', {}, PASS_THROUGH],
  ['AWS::Events::Rule', { EventPattern: {} }, PASS_THROUGH],
  ['AWS::Events::Rule', { ScheduleExpression: 'rate(1 day)' }, PASS_THROUGH],
  ['AWS::S3::Bucket', { NotificationConfiguration: { EventBridgeConfiguration: {} } }, PASS_THROUGH],
  ['Custom::S3BucketNotifications', {}, PASS_THROUGH],
  ['AWS::Kinesis::Stream', {}, UNSUPPORTED],
  ['AWS::MSK::Cluster', {}, UNSUPPORTED],
  ['AWS::MSK::ServerlessCluster', {}, UNSUPPORTED],
  ['AWS::DynamoDB::Table', { StreamSpecification: { StreamViewType: 'NEW_IMAGE' } }, UNSUPPORTED],
  ['AWS::DynamoDB::GlobalTable', { StreamSpecification: { StreamViewType: 'NEW_IMAGE' } }, UNSUPPORTED],
  ['AWS::ECS::ExpressGatewayService', { PrimaryContainer: { Image: 'nginx' } }, UNSUPPORTED],
  ['AWS::Batch::JobDefinition', {}, UNSUPPORTED],
  ['AWS::Batch::JobDefinition', { ContainerProperties: { Image: 'worker' } }, UNSUPPORTED],
  ['AWS::Batch::JobDefinition', { EcsProperties: { TaskProperties: [{ Containers: [{ Image: 'worker' }] }] } }, UNSUPPORTED],
  ['AWS::Batch::JobDefinition', { EcsProperties: { TaskProperties: [null, 7, { Containers: ['x', { Ref: 'X' }] }] } }, UNSUPPORTED],
  ['AWS::EKS::Cluster', {}, UNSUPPORTED],
  ['Custom::AWSCDK-EKS-Cluster', {}, UNSUPPORTED],
  ['AWS::Lambda::WebFunction', {}, UNSUPPORTED],
  ['AWS::Pipes::Pipe', {}, UNSUPPORTED],
  ['AWS::Scheduler::Schedule', {}, UNSUPPORTED],
])('%s %j is %s', (Type, Properties, status) => {
  const finding = inspected({ Type, Properties });
  expect(finding).toMatchObject({ status, reason: expect.stringMatching(/^.{20,}[^.]$/) });
  expect(finding?.advice).toEqual(status === UNSUPPORTED ? expect.stringMatching(/^.{10,}[^.]$/) : undefined);
});

test.each<[string, any]>([
  ['a rule forwards the trace header of the event to its targets', { EventPattern: { source: ['aws.s3', 'shop'] } }],
  ['a rule forwards the trace header of the event to its targets', { EventPattern: {}, EventBusName: { Ref: 'Bus' } }],
  ['a schedule starts without a trace header: the trace begins at the target', { ScheduleExpression: 'rate(1 day)' }],
  ['events of AWS services and of partners have no trace header: the trace begins at the target', { EventPattern: { source: ['aws.s3'] } }],
  ['events of AWS services and of partners have no trace header: the trace begins at the target', { EventPattern: {}, EventBusName: 'aws.partner/shop.com/1' }],
  ['events of AWS services and of partners have no trace header: the trace begins at the target', { EventPattern: {}, EventBusName: { Ref: 'Partner' } }],
  ['events of AWS services and of partners have no trace header: the trace begins at the target', { EventPattern: {}, EventBusName: { Ref: 'Other' } }],
])('%s: %j', (reason, Properties) => {
  const Resources = {
    Bus: { Type: 'AWS::Events::EventBus', Properties: { Name: 'shop' } },
    Partner: { Type: 'AWS::Events::EventBus', Properties: { Name: 'aws.partner/shop.com/1' } },
    Other: { Type: 'AWS::Events::EventBus', Properties: { Name: { Ref: 'Source' }, EventSourceName: { Ref: 'Source' } } },
  };
  expect(inspected({ Type: 'AWS::Events::Rule', Properties }, { Resources })).toMatchObject({ reason });
});

test('the stream that replicas need is not known to be read by anybody else', () => {
  const table = (...Replicas: any[]) => ({ Type: 'AWS::DynamoDB::GlobalTable', Properties: { StreamSpecification: { StreamViewType: 'NEW_AND_OLD_IMAGES' }, Replicas } });
  expect(inspectedStatus(table({ Region: 'eu-west-1' }))).toBe(UNSUPPORTED);
  expect(inspectedStatus(table({ Region: 'eu-west-1' }, { Region: 'us-east-1' }))).toBeUndefined();
});

test.each(['AWS::S3::Bucket', 'AWS::DynamoDB::Table', 'AWS::DynamoDB::GlobalTable'])('%s without notifications or a stream has nothing to do with tracing', (Type) => {
  expect(inspected({ Type, Properties: {} })).toBeUndefined();
});

test.each([
  ['OTEL_EXPORTER_OTLP_TRACES_ENDPOINT', { 'Fn::Sub': 'https://xray.${AWS::Region}.amazonaws.com/v1/traces' }, TracingStatus.TRACED],
  ['AWS_XRAY_DAEMON_ADDRESS', '10.0.0.1:2000', TracingStatus.TRACED],
  ['AWS_XRAY_DAEMON_ADDRESS', '127.0.0.1:2000', UNSUPPORTED],
])('an Express Mode service whose container has %s %j is %s', (Name, Value, status) => {
  const PrimaryContainer = { Image: 'nginx', Environment: [{ Name, Value }] };
  expect(inspected({ Type: 'AWS::ECS::ExpressGatewayService', Properties: { PrimaryContainer } })).toMatchObject({ status });
});

test('an Express Mode service with a task definition of its own is told of by that', () => {
  expect(inspected({ Type: 'AWS::ECS::ExpressGatewayService', Properties: { TaskDefinitionArn: { Ref: 'TaskDef' } } })).toBeUndefined();
});

test.each<[string, any]>([
  ['that sends to the OTLP endpoint', { ContainerProperties: { Image: 'worker', Environment: [{ Name: 'OTEL_EXPORTER_OTLP_TRACES_ENDPOINT', Value: 'https://xray.eu-west-1.amazonaws.com/v1/traces' }] } }],
  ['with a collector', { EcsProperties: { TaskProperties: [{ Containers: [{ Image: 'worker' }, { Image: 'public.ecr.aws/xray/aws-xray-daemon:3.x' }] }] } }],
])('a job of AWS Batch %s is traced', (_, Properties) => {
  expect(inspectedStatus({ Type: 'AWS::Batch::JobDefinition', Properties })).toBe(TracingStatus.TRACED);
});

describe.each(['AWS::EKS::Cluster', 'Custom::AWSCDK-EKS-Cluster'])('%s', (Type) => {
  const statusBeside = (type: string, properties: object) =>
    inspectedStatus({ Type, Properties: { Name: 'shop' } }, { Resources: { Installer: { Type: type, Properties: { ClusterName: { Ref: 'Resource' }, ...properties } } } });
  const pod = (image: string) => JSON.stringify([{ kind: 'DaemonSet', spec: { template: { spec: { containers: [{ image }] } } } }]);

  test.each<[string, Record<string, any>]>([
    ['AWS::EKS::Addon', { AddonName: 'amazon-cloudwatch-observability' }],
    ['AWS::EKS::Addon', { AddonName: 'amazon-cloudwatch-observability', ClusterName: 'shop' }],
    ['AWS::EKS::Addon', { AddonName: 'amazon-cloudwatch-observability', ConfigurationValues: '{"agent":{"config":{"traces":{"traces_collected":{}}}}}' }],
    ['AWS::EKS::Addon', { AddonName: 'adot', ConfigurationValues: 'collector:\n  traces:\n    xray:\n      enabled: true\n' }],
    ['AWS::EKS::Addon', { AddonName: 'adot', ConfigurationValues: '{"collector":{"otlpIngest":{"pipelines":{"traces":{"xray":{"enabled":true}}}}}}' }],
    ['Custom::AWSCDK-EKS-HelmChart', { Chart: 'amazon-cloudwatch-observability' }],
    ['Custom::AWSCDK-EKS-HelmChart', { Chart: 'oci://public.ecr.aws/charts/aws-xray' }],
    ['Custom::AWSCDK-EKS-HelmChart', { Chart: 'daemon', Values: '{"image":{"repository":"amazon/aws-xray-daemon"}}' }],
    ['Custom::AWSCDK-EKS-HelmChart', { Chart: 'opentelemetry-collector', Values: '{"config":{"exporters":{"awsxray":{}}}}' }],
    ['Custom::AWSCDK-EKS-KubernetesResource', { Manifest: pod('public.ecr.aws/xray/aws-xray-daemon:3.x') }],
    ['Custom::AWSCDK-EKS-KubernetesResource', { Manifest: '[{"data":{"config":"receivers:\\n  otlp:\\nexporters:\\n  debug:\\n  awsxray:\\n"}}]' }],
    ['Custom::AWSCDK-EKS-KubernetesResource', { Manifest: '[{"data":{"cwagentconfig.json":"{\\"traces\\":{\\"traces_collected\\":{\\"xray\\":{}}}}"}}]' }],
    ['Custom::AWSCDK-EKS-KubernetesResource', { Manifest: { 'Fn::Join': ['', ['[{"image":"', { Ref: 'Registry' }, '/aws-xray-daemon"}]']] } }],
  ])('has a collector by %s %j', (type, properties) => {
    expect(statusBeside(type, properties)).toBe(TracingStatus.TRACED);
  });

  test.each<[string, Record<string, any>]>([
    ['AWS::EKS::Addon', { AddonName: 'vpc-cni' }],
    ['AWS::EKS::Addon', { AddonName: 'adot' }],
    ['AWS::EKS::Addon', { AddonName: 'adot', ConfigurationValues: '{"collector":{"otlpIngest":{"pipelines":{"traces":{"xray":{"enabled":false}}}}}}' }],
    ['AWS::EKS::Addon', { AddonName: 'adot', ConfigurationValues: '{"role":"arn:aws:iam::111122223333:role/adot-xray-amp"}' }],
    ['AWS::EKS::Addon', { AddonName: 'amazon-cloudwatch-observability', ConfigurationValues: '{"agent":{"config":{"logs":{"metrics_collected":{}}}}}' }],
    ['AWS::EKS::Addon', { AddonName: 'aws-ebs-csi-driver', ConfigurationValues: '{"tags":{"team":"xray"}}' }],
    ['AWS::EKS::Addon', { AddonName: 'amazon-cloudwatch-observability', ClusterName: 'another' }],
    ['AWS::EKS::Addon', { AddonName: 'amazon-cloudwatch-observability', ClusterName: { Ref: 'Another' } }],
    ['Custom::AWSCDK-EKS-HelmChart', { Chart: 'opentelemetry-collector' }],
    ['Custom::AWSCDK-EKS-HelmChart', { Chart: 'my-aws-xray-viewer' }],
    ['Custom::AWSCDK-EKS-KubernetesResource', { Manifest: '[{"kind":"ServiceAccount","metadata":{"name":"aws-xray-daemon"}}]' }],
    ['Custom::AWSCDK-EKS-KubernetesResource', { Manifest: '[{"env":[{"name":"AWS_XRAY_DAEMON_ADDRESS","value":"aws-xray-daemon.default:2000"}]}]' }],
    ['Custom::AWSCDK-EKS-KubernetesResource', { Manifest: '[{"data":{"config":"receivers:\\n  awsxray:\\nexporters:\\n  debug:\\n"}}]' }],
    ['Custom::AWSCDK-EKS-KubernetesResource', { Manifest: '[{"env":[{"name":"AWS_XRAY_DAEMON_ADDRESS","value":"xray-service:2000"}]}]' }],
  ])('has none by %s %j', (type, properties) => {
    expect(statusBeside(type, properties)).toBe(UNSUPPORTED);
  });
});

test('a cluster of the CDK with an add-on of the CDK is not warned of', () => {
  const app = testApp();
  const stack = new Stack(app, 'Stack');
  const cluster = new eks.CfnCluster(stack, 'Cluster', { roleArn: 'arn:aws:iam::111122223333:role/cluster', resourcesVpcConfig: { subnetIds: ['subnet-0a'] } });
  new eks.CfnAddon(stack, 'Agent', { clusterName: cluster.ref, addonName: 'amazon-cloudwatch-observability' });
  XRayTracing.of(app).enable();
  expect(warningsOf(stack)).toEqual([]);
});

test('enabling leaves them as they are, and warns of those that cannot be traced', () => {
  const app = new App();
  const stack = new Stack(app, 'Stack');
  const queue = new CfnResource(stack, 'Queue', { type: 'AWS::SQS::Queue' });
  const api = new CfnResource(stack, 'Api', { type: 'AWS::ApiGatewayV2::Api', properties: { Name: 'orders', ProtocolType: 'HTTP' } });
  XRayTracing.of(app).enable();
  const { Resources } = app.synth().getStackByName('Stack').template;
  expect(Resources).toEqual({
    [stack.resolve(queue.logicalId)]: { Type: 'AWS::SQS::Queue' },
    [stack.resolve(api.logicalId)]: { Type: 'AWS::ApiGatewayV2::Api', Properties: { Name: 'orders', ProtocolType: 'HTTP' } },
  });
  expect(warningsOf(stack).map((warning) => warning.text)).toEqual([expect.stringContaining('[ack: XRay::ApiGatewayV2ApiTracing]')]);
});
