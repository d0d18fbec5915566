import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { arn, edgesOf, invocation, mapOf, mapOfSources, queue, ref, resource, traced, untraced } from './maps';
import { survey } from '../../../src/survey/survey';
import { buildTraceMap } from '../../../src/survey/trace-map/build';
import { isNodeType, STAND_INS } from '../../../src/survey/trace-map/node-types';
import { TRACERS } from '../../../src/tracers';
import { source } from '../templates';

describe('nodes', () => {
  test('an API stands for its stages, with the worst of their statuses and their findings', () => {
    const stage = (StageName: string, TracingEnabled?: boolean) => resource('AWS::ApiGateway::Stage', { RestApiId: ref('Api'), StageName, TracingEnabled });
    const { nodes } = mapOf({ Api: resource('AWS::ApiGateway::RestApi', { Name: 'orders' }), A: stage('live', true), B: stage('test') });
    expect(nodes.find(({ id }) => id === 'Stack/Api')).toMatchObject({
      name: 'orders', type: 'AWS::ApiGateway::Stage', status: 'UNTRACED', resources: ['Stack/A', 'Stack/Api', 'Stack/B'], findings: ['XRay::ApiGatewayStageTracing'],
    });
  });

  test('an API with one stage is called as X-Ray calls it', () => {
    const { nodes } = mapOf({
      Api: resource('AWS::ApiGateway::RestApi', { Name: 'orders' }), Stage: resource('AWS::ApiGateway::Stage', { RestApiId: ref('Api'), StageName: 'live', TracingEnabled: true }),
    });
    expect(nodes.map(({ name }) => name)).toEqual(['orders/live', 'Clients']);
  });

  test.each(['AWS::DynamoDB::GlobalTable', 'AWS::Serverless::SimpleTable', 'Custom::AmplifyDynamoDBTable'])('%s is called as X-Ray calls tables', (Type) => {
    const { nodes } = mapOf({ Fn: untraced({ Environment: { Variables: { TABLE: ref('Table') } } }), Table: resource(Type) });
    expect(nodes.map(({ type }) => type)).toEqual(['AWS::Lambda::Function', 'AWS::DynamoDB::Table']);
  });

  test('a part of a name that only the deployment knows is left open', () => {
    const Name = { 'Fn::Join': ['-', ['orders', { 'Fn::Select': [2, { 'Fn::Split': ['/', { Ref: 'AWS::StackId' }] }] }]] };
    expect(mapOf({ Api: resource('AWS::ApiGateway::RestApi', { Name }) }).nodes.map(({ name }) => name)).toContain('orders-…');
  });

  test('what could be traced is there though nothing calls it, other things are not', () => {
    const { nodes } = mapOf({ Fn: untraced(), Bucket: resource('AWS::S3::Bucket'), Role: resource('AWS::IAM::Role') });
    expect(nodes).toEqual([{
      id: 'Stack/Fn',
      kind: 'service',
      name: 'Fn',
      type: 'AWS::Lambda::Function',
      isExternal: false,
      stack: 'Stack',
      resources: ['Stack/Fn'],
      status: 'UNTRACED',
      findings: ['XRay::LambdaFunctionTracing'],
    }]);
  });

  describe('have the name that their code is told', () => {
    const environment = (variables: Record<string, any>) => Object.entries(variables).map(([Name, Value]) => ({ Name, Value }));
    const app = (variables: Record<string, any>, more: any = {}) => ({ Name: 'app', Image: 'nginx', Environment: environment(variables), ...more });
    const task = (...ContainerDefinitions: any[]) => resource('AWS::ECS::TaskDefinition', { Family: 'orders-task', ContainerDefinitions });
    const orders = { AWS_XRAY_TRACING_NAME: 'orders' };

    test.each<[string, any, string]>([
      ['by X-Ray\'s variable', task(app(orders)), 'orders'],
      ['by OpenTelemetry\'s', task(app({ OTEL_SERVICE_NAME: 'orders' })), 'orders'],
      ['by an attribute', task(app({ OTEL_RESOURCE_ATTRIBUTES: 'team=a, service.name=orders' })), 'orders'],
      ['by the variable before the attribute', task(app({ OTEL_SERVICE_NAME: 'orders', OTEL_RESOURCE_ATTRIBUTES: 'service.name=b' })), 'orders'],
      ['by both variables', task(app({ ...orders, OTEL_SERVICE_NAME: 'orders' })), 'orders'],
      ['in all containers that have one', task(app(orders), app({}), app(orders)), 'orders'],
      ['in containers of the application', task(app(orders), app({ OTEL_SERVICE_NAME: 'agent' }, { Image: 'public.ecr.aws/aws-observability/aws-otel-collector:v1' }),
        app({ OTEL_SERVICE_NAME: 'init' }, { Image: 'public.ecr.aws/aws-observability/adot-autoinstrumentation-python:v0.12.0' })), 'orders'],
      ['unless there is none', task(app({ OTEL_RESOURCE_ATTRIBUTES: 'team=a' }), 'x', null), 'orders-task'],
      ['unless containers differ', task(app(orders), app({ OTEL_SERVICE_NAME: 'b' })), 'orders-task'],
      ['unless the SDKs differ', task(app({ ...orders, OTEL_SERVICE_NAME: 'b' })), 'orders-task'],
      ['unless the deployment decides', task(app({ AWS_XRAY_TRACING_NAME: ref('Name') })), 'orders-task'],
      ['unless the deployment decides on the attributes', task(app({ OTEL_RESOURCE_ATTRIBUTES: ref('Attributes') })), 'orders-task'],
      ['unless it is a secret', task(app({}, { Secrets: [{ Name: 'AWS_XRAY_TRACING_NAME', ValueFrom: 'arn' }] })), 'orders-task'],
      ['in Express Mode', resource('AWS::ECS::ExpressGatewayService', { ServiceName: 'express', PrimaryContainer: app(orders) }), 'orders'],
      ['in AWS Batch', resource('AWS::Batch::JobDefinition', {
        JobDefinitionName: 'job',
        EcsProperties: {
          TaskProperties: [{
            Containers: [app(orders), app({ OTEL_SERVICE_NAME: 'agent' }, { Image: 'public.ecr.aws/aws-observability/aws-otel-collector:v1' })],
          }],
        },
      }), 'orders'],
      ['in App Runner', resource('AWS::AppRunner::Service', {
        SourceConfiguration: { ImageRepository: { ImageConfiguration: { RuntimeEnvironmentVariables: environment(orders) } } },
      }), 'orders'],
      ['in Elastic Beanstalk', resource('AWS::ElasticBeanstalk::Environment', {
        EnvironmentName: 'live', OptionSettings: [{ Namespace: 'aws:elasticbeanstalk:application:environment', OptionName: 'AWS_XRAY_TRACING_NAME', Value: 'orders' }],
      }), 'orders'],
      ['but not in Lambda, which X-Ray calls by its own name', traced({ FunctionName: 'fn', Environment: { Variables: orders } }), 'fn'],
    ])('%s', (_, It, name) => {
      expect(mapOf({ It }).nodes.find(({ id }) => id === 'Stack/It')).toMatchObject({ name });
    });
  });

  test('what runs in Amazon EKS and AWS Batch is there, and is not traced', () => {
    const { nodes } = mapOf({
      Job: resource('AWS::Batch::JobDefinition', { JobDefinitionName: 'nightly', ContainerProperties: { Image: 'worker' } }),
      A: resource('AWS::EKS::Cluster', { Name: 'shop' }),
      B: resource('Custom::AWSCDK-EKS-Cluster'),
    });
    expect(nodes).toMatchObject([
      { name: 'shop', type: 'AWS::EKS::Cluster', status: 'UNSUPPORTED' }, { name: 'B', type: 'AWS::EKS::Cluster', status: 'UNSUPPORTED' },
      { name: 'nightly', type: 'AWS::Batch::JobDefinition', status: 'UNSUPPORTED' },
    ]);
  });

  test('two resources of one name are two nodes', () => {
    expect(mapOfSources([source({ Fn: traced() }), source({ Fn: traced() })]).nodes.map(({ id }) => id)).toEqual(['Stack/Fn', 'Stack/Fn (2)']);
  });
});

describe('across stacks', () => {
  test.each<[string, unknown, string[]]>([
    ['that it names', 'orders', ['A/Service > B/Task: runs, continues']],
    ['that its template composes, as the other does', { 'Fn::Sub': '${AWS::StackName}-orders' }, []],
  ])('a service runs the tasks of the family %s', (_, family, expected) => {
    const service = source({ Service: resource('AWS::ECS::Service', { TaskDefinition: family }) }, { name: 'A' });
    const task = source({ Task: resource('AWS::ECS::TaskDefinition', { Family: family }) }, { name: 'B' });
    expect(edgesOf(mapOfSources([service, task]))).toEqual(expected);
  });

  test('an export, and a nested stack', () => {
    const parent = source({ Child: resource('AWS::CloudFormation::Stack', { Parameters: { QueueArn: arn('Queue') } }), Queue: queue() }, {
      name: 'Parent', template: { Outputs: { Out: { Value: arn('Queue'), Export: { Name: 'queue' } } } },
    });
    const child = source({ Fn: traced({ Environment: { Variables: { QUEUE: ref('QueueArn') } } }) }, { name: 'Child', nestedIn: { parent, logicalId: 'Child' } });
    const other = source({ Fn: traced({ Environment: { Variables: { QUEUE: { 'Fn::ImportValue': 'queue' } } } }) }, { name: 'Other' });
    expect(edgesOf(mapOfSources([parent, child, other]))).toEqual(['Child/Fn > Parent/Queue: calls, continues', 'Other/Fn > Parent/Queue: calls, continues']);
  });
});

test('a receiver that sends no segments is told of', () => {
  const { edges } = mapOf({
    Api: resource('AWS::ApiGateway::RestApi'),
    Stage: resource('AWS::ApiGateway::Stage', { RestApiId: ref('Api'), TracingEnabled: true }),
    Method: resource('AWS::ApiGateway::Method', { RestApiId: ref('Api'), Integration: { Uri: invocation('Fn') } }),
    Fn: untraced(),
  });
  expect(edges[0]).toMatchObject({ crossing: 'continues', advice: 'turn on tracing of what is reached, which sends no segments' });
});

test.each([
  ['LaunchConfigurationName', ref('Template')],
  ['LaunchTemplate', { LaunchTemplateId: ref('Template'), Version: '1' }],
  ['MixedInstancesPolicy', { LaunchTemplate: { LaunchTemplateSpecification: { LaunchTemplateId: ref('Template') } } }],
])('servers have the status of what they are launched from by %s', (property, value) => {
  const { nodes } = mapOf({
    Template: resource('AWS::EC2::LaunchTemplate', { LaunchTemplateData: { ImageId: 'ami-1', UserData: { 'Fn::Base64': '#!/bin/bash\necho' } } }),
    Fleet: resource('AWS::AutoScaling::AutoScalingGroup', { [property]: value }),
  });
  expect(nodes).toMatchObject([{ type: 'AWS::AutoScaling::AutoScalingGroup', status: 'UNTRACED', resources: ['Stack/Fleet', 'Stack/Template'] }]);
});

test('an environment of Elastic Beanstalk is a node', () => {
  const { nodes } = mapOf({ Env: resource('AWS::ElasticBeanstalk::Environment', { EnvironmentName: 'shop', SolutionStackName: '64bit Amazon Linux 2023 v6.1.0 running Node.js 20' }) });
  expect(nodes).toMatchObject([{ name: 'shop', status: 'UNTRACED' }, { id: 'clients' }]);
});

describe('rows of the table', () => {
  const OFF_THE_MAP: Record<string, string> = {
    'AWS::AppRunner::ObservabilityConfiguration': 'services name it, which are nodes with rows of their own',
    'AWS::AutoScaling::LaunchConfiguration': 'the servers behind it are nodes',
    'AWS::BedrockAgentCore::WorkloadIdentity': 'no request reaches it: agents get their tokens by it',
    'AWS::EC2::LaunchTemplate': 'the servers behind it are nodes',
    'AWS::EC2::SpotFleet': 'only target groups that it names by itself could lead there, which are not read',
    'AWS::ECS::DaemonTaskDefinition': 'it runs beside the tasks, and no request reaches it',
    'AWS::ElasticBeanstalk::ConfigurationTemplate': 'the environments behind it are nodes',
    'AWS::Lambda::EventSourceMapping': 'it is an edge',
    'Custom::S3BucketNotifications': 'it is an edge',
  };
  const types = TRACERS.map(({ resourceType }) => resourceType);

  test.each(types)('%s is a node, or stands for one, or there is a reason', (type) => {
    expect(isNodeType(type) || type in STAND_INS).toBe(!(type in OFF_THE_MAP));
  });

  test('no reason is left over', () => {
    expect(Object.keys(OFF_THE_MAP).filter((type) => !types.includes(type))).toEqual([]);
  });
});

test('properties of any shape are survived', () => {
  const shapes = [undefined, null, 'text', 7, [], [null], { Ref: 'Nothing' }, { 'Fn::If': ['C', 1, 2] }, { States: { A: null } }];
  const types = ['AWS::Lambda::Function', 'AWS::ApiGateway::Method', 'AWS::StepFunctions::StateMachine', 'AWS::Events::Rule', 'AWS::S3::Bucket', 'AWS::SNS::Topic',
    'AWS::Serverless::Function', 'AWS::CloudFront::Distribution', 'AWS::ECS::TaskDefinition', 'AWS::Pipes::Pipe', 'AWS::Scheduler::Schedule', 'AWS::Cognito::UserPool',
    'AWS::ElasticLoadBalancingV2::Listener', 'AWS::ElasticLoadBalancingV2::TargetGroup', 'AWS::AppSync::DataSource', 'AWS::ApiGatewayV2::Integration', 'AWS::SNS::Subscription',
    'AWS::ApiGateway::RestApi', 'AWS::ECS::Service', 'AWS::IAM::Role', 'AWS::IAM::Policy', 'AWS::Lambda::EventSourceMapping', 'AWS::Lambda::Permission', 'AWS::SSM::Parameter'];
  const names = ['Environment', 'Integration', 'Definition', 'DefinitionString', 'Targets', 'Target', 'EventPattern', 'NotificationConfiguration', 'Subscription', 'Events', 'Policies',
    'DistributionConfig', 'ContainerDefinitions', 'LambdaConfig', 'DefaultActions', 'Body', 'LoadBalancers', 'PolicyDocument', 'Roles', 'RequestParameters', 'Layers', 'Name', 'Value'];
  for (const shape of shapes) {
    const Properties = Object.fromEntries(names.map((name) => [name, shape]));
    const resources = Object.fromEntries(types.map((Type, index) => [`R${index}`, { Type, Properties }]));
    expect(() => mapOf(resources, {}, { inspectCode: true })).not.toThrow();
  }
});

describe('instrumentation', () => {
  let folder: string;
  beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'cdk-xray-map-')); });
  afterEach(() => rmSync(folder, { recursive: true }));

  const HASH = 'a'.repeat(64);
  const image = { 'Fn::Sub': `\${AWS::AccountId}.dkr.ecr.eu-west-1.\${AWS::URLSuffix}/assets:${HASH}` };

  function write(file: string, text: string): void {
    mkdirSync(join(folder, file, '..'), { recursive: true });
    writeFileSync(join(folder, file), text);
  }

  function nodeOf(id: string, resources: Record<string, any>, file = 'Stack.template.json') {
    const templates = [source(resources, { file })];
    const { nodes, edges } = buildTraceMap(survey({ templates, acknowledgements: [] }), { folder, inspectCode: true });
    return { node: nodes.find((node) => node.id === `Stack/${id}`)!, edges };
  }

  const withAsset = (path: string, properties = {}) => ({ ...traced({ Runtime: 'nodejs22.x', ...properties }), Metadata: { 'aws:asset:path': path } });

  test('an SDK in the asset of a function is found', () => {
    write('asset.1/node_modules/aws-xray-sdk-core/index.js', '');
    expect(nodeOf('Fn', { Fn: withAsset('asset.1') }).node.instrumentation).toEqual({
      sdks: [{ sdk: 'AWS X-Ray SDK', evidence: 'node_modules/aws-xray-sdk-core/index.js' }], isComplete: true,
    });
  });

  test('where none is found, nobody can tell whether the calls of the code are in the trace', () => {
    write('asset.1/index.js', 'exports.handler = () => {};');
    const { node, edges } = nodeOf('Fn', { Fn: withAsset('asset.1', { Environment: { Variables: { QUEUE: ref('Queue') } } }), Queue: queue() });
    expect(node.instrumentation).toMatchObject({ sdks: [], isComplete: true, advice: expect.stringContaining('@aws-lambda-powertools/tracer') });
    expect(edges[0]).toMatchObject({ crossing: 'unknown', advice: node.instrumentation!.advice });
  });

  test('a layer of the template, a layer by its ARN and the environment are looked at', () => {
    write('asset.1/index.js', '');
    write('asset.2/nodejs/node_modules/aws-xray-sdk/index.js', '');
    const Layer = { Type: 'AWS::Lambda::LayerVersion', Metadata: { 'aws:asset:path': 'asset.2' } };
    const Layers = [ref('Layer'), 'arn:aws:lambda:eu-west-1:615299751070:layer:AWSOpenTelemetryDistroJs:5'];
    expect(nodeOf('Fn', { Fn: withAsset('asset.1', { Layers, Environment: { Variables: { POWERTOOLS_TRACE_ENABLED: 'true' } } }), Layer }).node.instrumentation!.sdks
      .map(({ sdk }) => sdk)).toEqual(['AWS X-Ray SDK', 'OpenTelemetry', 'Powertools for AWS Lambda']);
  });

  test('the build context of an image is found by the asset manifest', () => {
    write('asset.img/requirements.txt', 'aws-xray-sdk==2.14.0\n');
    write('Stack.assets.json', JSON.stringify({ dockerImages: { [HASH]: { source: { directory: 'asset.img' } } } }));
    const Task = resource('AWS::ECS::TaskDefinition', { ContainerDefinitions: [{ Image: image, Environment: [{ Name: 'QUEUE', Value: ref('Queue') }] }] });
    const { node } = nodeOf('Task', { Task, Queue: queue() });
    expect(node.instrumentation).toMatchObject({ sdks: [{ sdk: 'AWS X-Ray SDK' }], isComplete: true });
  });

  test.each<[string, any]>([
    ['code that is not on disk', withAsset('asset.gone')],
    ['code outside of the assembly', withAsset('../..')],
    ['code in the template', traced({ Code: { ZipFile: '//' } })],
    ['an image without a manifest', traced({ Code: { ImageUri: image } })],
    ['a layer that is not known', { ...withAsset('asset.gone'), Properties: { Layers: [ref('Parameter')] } }],
  ])('nothing is said of %s', (_, Fn) => {
    expect(nodeOf('Fn', { Fn }).node.instrumentation).toBeUndefined();
  });

  test('the assets of a Stage stand beside its folder', () => {
    write('asset.1/node_modules/aws-xray-sdk/index.js', '');
    write('assembly-Prod/manifest.json', '{}');
    expect(nodeOf('Fn', { Fn: withAsset('../asset.1') }, 'assembly-Prod/Stack.template.json').node.instrumentation!.sdks).toHaveLength(1);
  });
});
