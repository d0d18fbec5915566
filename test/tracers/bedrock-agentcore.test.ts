import { type App, aws_bedrockagentcore as agentcore, aws_logs as logs, aws_sns as sns, type CfnResource, NestedStack, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import type { Construct } from 'constructs';
import { TransactionSearch, TracingStatus, XRayPermissions, XRayTracing } from '../../src';
import { templateOf, testApp, warningsOf } from '../contract/apps';
import { tracerContract } from '../contract/tracer-contract';
import { inspected, inspectedStatus } from '../support/inspect';

const TYPES = {
  Browser: 'AWS::BedrockAgentCore::BrowserCustom',
  CodeInterpreter: 'AWS::BedrockAgentCore::CodeInterpreterCustom',
  Gateway: 'AWS::BedrockAgentCore::Gateway',
  Identity: 'AWS::BedrockAgentCore::WorkloadIdentity',
  Memory: 'AWS::BedrockAgentCore::Memory',
  Runtime: 'AWS::BedrockAgentCore::Runtime',
};

const COMPANIONS = ['AWS::Logs::Delivery', 'AWS::Logs::DeliveryDestination', 'AWS::Logs::DeliverySource', 'AWS::XRay::ResourcePolicy'];

/** What delivers the traces of a resource. */
function delivered(arnAttribute: string) {
  return {
    Source: { Type: 'AWS::Logs::DeliverySource', Properties: { Name: 'traces', LogType: 'TRACES', ResourceArn: { 'Fn::GetAtt': ['Resource', arnAttribute] } } },
    Destination: { Type: 'AWS::Logs::DeliveryDestination', Properties: { Name: 'xray', DeliveryDestinationType: 'XRAY' } },
    Delivery: { Type: 'AWS::Logs::Delivery', Properties: { DeliverySourceName: { Ref: 'Source' }, DeliveryDestinationArn: { 'Fn::GetAtt': ['Destination', 'Arn'] } } },
  };
}

const ARTIFACT = { containerConfiguration: { containerUri: '111122223333.dkr.ecr.eu-west-1.amazonaws.com/agent:1' } };

tracerContract({
  resourceType: TYPES.Runtime,
  isOptIn: true,
  properties: {
    AgentRuntimeName: 'agent',
    AgentRuntimeArtifact: { ContainerConfiguration: { ContainerUri: ARTIFACT.containerConfiguration.containerUri } },
    NetworkConfiguration: { NetworkMode: 'PUBLIC' },
  },
  l1: (scope, id, roleArn) => new agentcore.CfnRuntime(scope, id, {
    agentRuntimeName: 'agent', agentRuntimeArtifact: ARTIFACT, networkConfiguration: { networkMode: 'PUBLIC' }, roleArn,
  }),
  traced: {},
  tracedBy: delivered('AgentRuntimeArn'),
  service: 'bedrock-agentcore.amazonaws.com',
  companions: COMPANIONS,
});

const GATEWAY = { authorizerType: 'AWS_IAM', name: 'tools', protocolType: 'MCP', roleArn: 'arn:aws:iam::111122223333:role/tools' };

tracerContract({
  resourceType: TYPES.Gateway,
  isOptIn: true,
  properties: { AuthorizerType: 'AWS_IAM', Name: 'tools', ProtocolType: 'MCP', RoleArn: GATEWAY.roleArn },
  l1: (scope, id) => new agentcore.CfnGateway(scope, id, GATEWAY),
  traced: {},
  tracedBy: delivered('GatewayArn'),
  companions: COMPANIONS,
});

tracerContract({
  resourceType: TYPES.Memory,
  isOptIn: true,
  properties: { Name: 'facts', EventExpiryDuration: 30 },
  l1: memory,
  traced: {},
  tracedBy: delivered('MemoryArn'),
  companions: COMPANIONS,
});

const NETWORK = { networkMode: 'PUBLIC' };

tracerContract({
  resourceType: TYPES.Browser,
  isOptIn: true,
  properties: { Name: 'browser', NetworkConfiguration: { NetworkMode: 'PUBLIC' } },
  l1: (scope, id) => new agentcore.CfnBrowserCustom(scope, id, { name: 'browser', networkConfiguration: NETWORK }),
  traced: {},
  tracedBy: delivered('BrowserArn'),
  companions: COMPANIONS,
});

tracerContract({
  resourceType: TYPES.CodeInterpreter,
  isOptIn: true,
  properties: { Name: 'interpreter', NetworkConfiguration: { NetworkMode: 'PUBLIC' } },
  l1: (scope, id) => new agentcore.CfnCodeInterpreterCustom(scope, id, { name: 'interpreter', networkConfiguration: NETWORK }),
  traced: {},
  tracedBy: delivered('CodeInterpreterArn'),
  companions: COMPANIONS,
});

tracerContract({
  resourceType: TYPES.Identity,
  isOptIn: true,
  properties: { Name: 'agent' },
  l1: (scope, id) => new agentcore.CfnWorkloadIdentity(scope, id, { name: 'agent' }),
  traced: {},
  tracedBy: delivered('WorkloadIdentityArn'),
  companions: COMPANIONS,
});

function memory(scope: Construct, id: string): CfnResource {
  return new agentcore.CfnMemory(scope, id, { name: 'facts', eventExpiryDuration: 30 });
}

const OPT_IN = { optInResourceTypes: Object.values(TYPES) };
const IMAGE = agentcore.AgentRuntimeArtifact.fromImageUri(ARTIFACT.containerConfiguration.containerUri);

function runtime(scope: Construct, id: string, props: Partial<agentcore.RuntimeProps> = {}): agentcore.Runtime {
  return new agentcore.Runtime(scope, id, { agentRuntimeArtifact: IMAGE, ...props });
}

/** The template of a stack, as it is traced. */
function traced(build: (stack: Stack) => void, options: object = OPT_IN): any {
  const app = testApp();
  const stack = new Stack(app, 'Stack');
  build(stack);
  XRayTracing.of(app).enable(options);
  return structuredClone(templateOf(stack));
}

const countOf = (template: any, type: string) => Object.values<any>(template.Resources).filter(({ Type }) => Type === type).length;

test('an agent is left alone, without a warning, unless it is asked for', () => {
  const app = testApp();
  const stack = new Stack(app, 'Stack');
  runtime(stack, 'Agent');
  const before = structuredClone(templateOf(stack));
  const tracedApp = testApp();
  const tracedStack = new Stack(tracedApp, 'Stack');
  runtime(tracedStack, 'Agent');
  XRayTracing.of(tracedApp).enable({ overrideExplicitSettings: true });
  expect(templateOf(tracedStack)).toEqual(before);
  expect(warningsOf(tracedStack)).toEqual([]);
});

test('the L2 gets what the CDK makes for `tracingEnabled`, under the same ids and names', () => {
  const ours = traced((stack) => runtime(stack, 'Agent'), { ...OPT_IN, permissions: XRayPermissions.inline() });
  const app = testApp();
  const stack = new Stack(app, 'Stack');
  runtime(stack, 'Agent', { tracingEnabled: true });
  const theirs = structuredClone(templateOf(stack));
  for (const { Resources } of [ours, theirs]) {
    for (const [id, each] of Object.entries<any>(Resources)) {
      if (each.Type === 'AWS::XRay::ResourcePolicy') { delete Resources[id]; }
      delete each.DependsOn;
    }
  }
  expect(ours).toEqual(theirs);
});

test('an agent that the CDK traces is left as it is', () => {
  const build = (stack: Stack) => runtime(stack, 'Agent', { tracingEnabled: true });
  expect(traced(build)).toEqual(traced(build, { resourceTypes: ['AWS::SNS::Topic'] }));
});

describe('the X-Ray resource policy', () => {
  const POLICY = 'AWS::XRay::ResourcePolicy';

  test('lets deliveries of Amazon Bedrock AgentCore send, and stands before them', () => {
    const template = traced((stack) => { runtime(stack, 'Agent'); memory(stack, 'Facts'); });
    const [[id, policy]] = Object.entries<any>(template.Resources).filter(([, { Type }]) => Type === POLICY);
    expect(countOf(template, POLICY)).toBe(1);
    const document = JSON.stringify(policy.Properties.PolicyDocument);
    expect(document).toContain('delivery.logs.amazonaws.com');
    expect(document).toContain('xray:PutTraceSegments');
    expect(document).toContain(':bedrock-agentcore:');
    const destinations = Object.values<any>(template.Resources).filter(({ Type }) => Type === 'AWS::Logs::DeliveryDestination');
    expect(destinations.map(({ DependsOn }) => DependsOn)).toEqual([[id], [id]]);
  });

  test('is that of the stack of the agent, whatever the topics of the environment share', () => {
    const app = testApp();
    const env = { account: '111122223333', region: 'eu-west-1' };
    const [topics, agents] = ['Topics', 'ZAgents'].map((id) => new Stack(app, id, { env }));
    new sns.Topic(topics, 'Topic');
    new sns.Topic(agents, 'Topic');
    runtime(agents, 'Agent');
    XRayTracing.of(app).enable(OPT_IN);
    for (const [stack, service] of [[topics, 'sns.amazonaws.com'], [agents, 'delivery.logs.amazonaws.com']] as const) {
      Template.fromStack(stack).resourceCountIs(POLICY, 1);
      Template.fromStack(stack).hasResourceProperties(POLICY, { PolicyDocument: Match.objectLike({ 'Fn::Join': ['', Match.arrayWith([Match.stringLikeRegexp(service)])] }) });
    }
  });

  test('is one that exists already with `createResourcePolicy: false`', () => {
    const template = traced(memoryIn, { ...OPT_IN, createResourcePolicy: false });
    expect(countOf(template, POLICY)).toBe(0);
    expect(countOf(template, 'AWS::Logs::Delivery')).toBe(1);
  });

  test('of a nested stack stands in the stack around it, before the nested one', () => {
    const app = testApp();
    const stack = new Stack(app, 'Stack');
    memory(new NestedStack(stack, 'Nested'), 'Facts');
    XRayTracing.of(app).enable(OPT_IN);
    const template = Template.fromStack(stack);
    const [policy] = Object.keys(template.findResources(POLICY));
    template.hasResource('AWS::CloudFormation::Stack', { DependsOn: [policy] });
  });
});

test('a delivery waits for the Transaction Search of its stack', () => {
  const template = traced((stack) => { memoryIn(stack); new TransactionSearch(stack, 'Search'); });
  const [search] = Object.keys(template.Resources).filter((id) => template.Resources[id].Type === 'AWS::XRay::TransactionSearchConfig');
  const delivery = Object.values<any>(template.Resources).find(({ Type }) => Type === 'AWS::Logs::Delivery');
  expect(delivery.DependsOn).toEqual([search]);
});

describe('an agent whose traces a source takes already', () => {
  const source = (stack: Stack, agent: agentcore.Runtime, logType = 'TRACES') =>
    new logs.CfnDeliverySource(stack, 'Source', { name: 'traces', logType, resourceArn: agent.agentRuntimeArn });

  test.each(['the same stack', 'another stack'])('in %s gets no second one', (where) => {
    const app = testApp();
    const stack = new Stack(app, 'Stack');
    source(where === 'the same stack' ? stack : new Stack(app, 'Deliveries'), runtime(stack, 'Agent'));
    XRayTracing.of(app).enable(OPT_IN);
    expect(countOf(templateOf(stack), 'AWS::Logs::DeliverySource')).toBe(where === 'the same stack' ? 1 : 0);
    expect(countOf(templateOf(stack), 'AWS::Logs::Delivery')).toBe(0);
    expect(informationOf(app)).toEqual([expect.stringMatching(/^A delivery source takes the traces of this resource already.*\[ack: XRay::BedrockAgentCoreRuntimeTracing\]$/)]);
  });

  test('is traced where the source takes its logs only', () => {
    const template = traced((stack) => source(stack, runtime(stack, 'Agent'), 'APPLICATION_LOGS'));
    expect(countOf(template, 'AWS::Logs::DeliverySource')).toBe(2);
  });
});

describe('inspect', () => {
  const AGENT = { Type: TYPES.Runtime, Properties: {} };
  const { Source, Destination, Delivery } = delivered('AgentRuntimeArn');
  const delivery = (properties: object) => ({ ...Delivery, Properties: { ...Delivery.Properties, ...properties } });

  test.each<[string, Record<string, any>, TracingStatus]>([
    ['a source that is named', { Source, Destination, Delivery: delivery({ DeliverySourceName: 'traces' }) }, TracingStatus.TRACED],
    ['a destination elsewhere', { Source, Delivery: delivery({ DeliveryDestinationArn: 'arn:aws:logs:eu-west-1:111122223333:delivery-destination:x' }) }, TracingStatus.TRACED],
    ['a log group', { Source, Destination: { ...Destination, Properties: { DeliveryDestinationType: 'CWL' } }, Delivery }, TracingStatus.EXCLUDED],
    ['another source', { Source, Destination, Delivery: delivery({ DeliverySourceName: 'others' }) }, TracingStatus.EXCLUDED],
    ['a name that only the deployment knows', { Source, Destination, Delivery: delivery({ DeliverySourceName: { 'Fn::Select': [0, []] } }) }, TracingStatus.EXCLUDED],
    ['logs', { Source: { ...Source, Properties: { ...Source.Properties, LogType: 'USAGE_LOGS' } }, Destination, Delivery }, TracingStatus.EXCLUDED],
    ['no delivery', { Source, Destination }, TracingStatus.EXCLUDED],
  ])('%s', (_, beside, status) => {
    expect(inspectedStatus(AGENT, { Resources: beside })).toBe(status);
  });

  test('what is not delivered can be asked for', () => {
    expect(inspected(AGENT)).toMatchObject({ isOptIn: true, reason: expect.stringContaining('`optInResourceTypes`') });
  });
});

function memoryIn(stack: Stack): void {
  memory(stack, 'Facts');
}

/** The information that the synthesis of an app gives. */
function informationOf(app: App): string[] {
  return app.synth().stacks.flatMap(({ messages }) => messages).filter(({ level }) => level === 'info').map(({ entry }) => String(entry.data));
}
