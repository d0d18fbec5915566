import {
  type App, aws_bedrockagentcore as agentcore, aws_iam as iam, aws_logs as logs, aws_sns as sns, CfnCondition, CfnParameter, CfnResource, Fn,
  NestedStack, Stack,
} from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import type { Construct } from 'constructs';
import { TransactionSearch, TracingStatus, XRayPermissions, XRayTracing } from '../../src';
import { templateOf, testApp, warningsOf } from '../contract/apps';
import { tracerContract } from '../contract/tracer-contract';
import { includeTemplate } from '../support/include';
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
  setSender: (properties, sender) => { properties.RoleArn = sender; },
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

describe('a delivery waits for the Transaction Search', () => {
  const idsOf = (template: any, type: string) => Object.keys(template.Resources).filter((id) => template.Resources[id].Type === type);

  test('of its stack', () => {
    const template = traced((stack) => { memoryIn(stack); new TransactionSearch(stack, 'Search'); });
    const [delivery] = idsOf(template, 'AWS::Logs::Delivery');
    expect(template.Resources[delivery].DependsOn).toEqual(idsOf(template, 'AWS::XRay::TransactionSearchConfig'));
  });

  test('of the stack around its own', () => {
    const template = traced((stack) => { memory(new NestedStack(stack, 'Nested'), 'Facts'); new TransactionSearch(stack, 'Search'); });
    const [nested] = idsOf(template, 'AWS::CloudFormation::Stack');
    expect(template.Resources[nested].DependsOn).toEqual(expect.arrayContaining(idsOf(template, 'AWS::XRay::TransactionSearchConfig')));
  });
});

test.each([
  ['and waits for', true, []],
  ['and has to be told to wait for', false, [expect.stringMatching(/^The delivery of its traces cannot be created before Settings\/Search\/Resource.*stack\.addStackDependency/)]],
])('a stack with agents knows of the Transaction Search of another stack, %s that', (_, isDependent, information) => {
  const app = testApp();
  const [settings, agents] = ['Settings', 'Agents'].map((id) => new Stack(app, id));
  new TransactionSearch(settings, 'Search');
  memoryIn(agents);
  if (isDependent) { agents.addStackDependency(settings); }
  XRayTracing.of(app).enable(OPT_IN);
  expect(informationOf(app)).toEqual(information);
});

test('what delivers the traces of a conditional agent exists on the same condition', () => {
  const template = traced((stack) => {
    memory(stack, 'Facts').cfnOptions.condition = new CfnCondition(stack, 'IsProd', { expression: Fn.conditionEquals('a', 'b') });
  });
  const conditional = Object.values<any>(template.Resources).filter(({ Condition }) => Condition === 'IsProd').map(({ Type }) => Type).sort();
  expect(conditional).toEqual([TYPES.Memory, 'AWS::Logs::Delivery', 'AWS::Logs::DeliveryDestination', 'AWS::Logs::DeliverySource']);
});

describe('ids', () => {
  const sources = (template: any) => Object.values<any>(template.Resources).filter(({ Type }) => Type === 'AWS::Logs::DeliverySource')
    .map(({ Properties }) => Properties.ResourceArn['Fn::GetAtt'][0]).sort();

  const Agent = { Type: TYPES.Memory, Properties: { Name: 'facts', EventExpiryDuration: 30 } };

  test('of two agents that are called the same in templates that are included', () => {
    const template = traced((stack) => ['Blue', 'Green'].forEach((id) => includeTemplate(stack, { Resources: { Agent } }, id, { preserveLogicalIds: false })));
    expect(sources(template)).toHaveLength(2);
    expect(new Set(sources(template)).size).toBe(2);
  });

  test('of two agents that are called the same below other resources', () => {
    const template = traced((stack) => ['Blue', 'Green'].forEach((id) => memory(new sns.CfnTopic(stack, id), 'Facts')));
    expect(sources(template)).toEqual([expect.stringMatching(/^BlueFacts/), expect.stringMatching(/^GreenFacts/)]);
  });

  test('leave what somebody else has called so alone', () => {
    const bucket = { name: 'mine', deliveryDestinationType: 'S3', destinationResourceArn: 'arn:aws:s3:::traces' };
    const build = (stack: Stack) => { new logs.CfnDeliveryDestination(stack, 'FactsTracesDeliveryDest', bucket); memoryIn(stack); };
    const [before, after] = [traced(build, {}), traced(build)];
    expect(after.Resources.FactsTracesDeliveryDest).toEqual(before.Resources.FactsTracesDeliveryDest);
    expect(after.Resources.FactsTracesDeliveryDest2.Properties.DeliveryDestinationType).toBe('XRAY');
  });

  test('of an L2 are those of the CDK, whatever it calls its L1', () => {
    const template = traced((stack) => void new agentcore.Memory(stack, 'Facts', { memoryName: 'facts' }));
    expect(Object.keys(template.Resources).filter((id) => id.startsWith('FactsTracesDelivery'))).toHaveLength(3);
  });
});

describe('an agent whose traces are taken already', () => {
  const source = (scope: Construct, resourceArn: string, logType = 'TRACES') => new logs.CfnDeliverySource(scope, 'Source', { name: 'traces', logType, resourceArn });
  const branch = (stack: Stack, ...arns: string[]) => {
    const condition = new CfnCondition(stack, 'IsProd', { expression: Fn.conditionEquals('a', 'b') });
    return Fn.conditionIf(condition.logicalId, ...arns as [string, string]).toString();
  };

  test.each<[string, (stack: Stack, agent: agentcore.CfnRuntime) => CfnResource]>([
    ['a source of the same stack', (stack, agent) => source(stack, agent.attrAgentRuntimeArn)],
    ['a source of another stack', ({ node: { root } }, agent) => source(new Stack(root, 'Deliveries'), agent.attrAgentRuntimeArn)],
    ['a source below another resource', (stack, agent) => source(new sns.CfnTopic(stack, 'Topic'), agent.attrAgentRuntimeArn)],
    ['a source below an L2', (stack, agent) => source(new sns.Topic(stack, 'Topic'), agent.attrAgentRuntimeArn)],
    ['a source of one or another', (stack, agent) => source(stack, branch(stack, 'arn:aws:bedrock-agentcore:eu-west-1:111122223333:runtime/x', agent.attrAgentRuntimeArn))],
    ['a source that puts its ARN together', (stack, agent) =>
      source(stack, stack.formatArn({ service: 'bedrock-agentcore', resource: 'runtime', resourceName: agent.attrAgentRuntimeId }))],
    ['a source of which only the deployment knows what it takes', (stack, agent) => source(stack, agent.attrAgentRuntimeArn, new CfnParameter(stack, 'LogType').valueAsString)],
    ['a telemetry rule', (stack) => new CfnResource(stack, 'Rule', { type: 'AWS::ObservabilityAdmin::TelemetryRule', properties: { Rule: { TelemetryType: 'Traces' } } })],
  ])('by %s gets no second source', (_, take) => {
    const app = testApp();
    const stack = new Stack(app, 'Stack');
    const taker = take(stack, cfnRuntime(stack));
    const before = structuredClone(templateOf(stack));
    const tracedApp = testApp();
    const tracedStack = new Stack(tracedApp, 'Stack');
    take(tracedStack, cfnRuntime(tracedStack));
    XRayTracing.of(tracedApp).enable({ ...OPT_IN, resourceTypes: OPT_IN.optInResourceTypes });
    expect(templateOf(tracedStack)).toEqual(before);
    expect(informationOf(tracedApp)).toEqual([
      expect.stringMatching(new RegExp(`^${taker.node.path} takes the traces of this resource already.*\\[ack: XRay::BedrockAgentCoreRuntimeTracing\\]$`)),
    ]);
  });

  test.each<[string, (stack: Stack, agent: agentcore.CfnRuntime) => void]>([
    ['its logs', (stack, agent) => source(stack, agent.attrAgentRuntimeArn, 'APPLICATION_LOGS')],
    ['the traces of another', (stack) => source(stack, memory(stack, 'Facts').getAtt('MemoryArn').toString())],
    ['the traces of functions', (stack) => new CfnResource(stack, 'Rule', {
      type: 'AWS::ObservabilityAdmin::TelemetryRule', properties: { Rule: { ResourceType: 'AWS::Lambda::Function', TelemetryType: 'Traces' } },
    })],
  ])('is traced where only %s are taken', (_, take) => {
    const template = traced((stack) => take(stack, cfnRuntime(stack)), { optInResourceTypes: [TYPES.Runtime] });
    expect(countOf(template, 'AWS::Logs::Delivery')).toBe(1);
  });

  test('is not asked for a role that may send, because the delivery sends', () => {
    const app = testApp();
    const stack = new Stack(app, 'Stack');
    runtime(stack, 'Agent', { tracingEnabled: true, executionRole: iam.Role.fromRoleArn(stack, 'Role', 'arn:aws:iam::111122223333:role/agent') });
    XRayTracing.of(app).enable();
    XRayTracing.of(app).check();
    expect(warningsOf(stack)).toEqual([]);
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

function cfnRuntime(stack: Stack): agentcore.CfnRuntime {
  return new agentcore.CfnRuntime(stack, 'Agent', {
    agentRuntimeName: 'agent', agentRuntimeArtifact: ARTIFACT, networkConfiguration: NETWORK, roleArn: 'arn:aws:iam::111122223333:role/agent',
  });
}

function memoryIn(stack: Stack): void {
  memory(stack, 'Facts');
}

/** The information that the synthesis of an app gives. */
function informationOf(app: App): string[] {
  return app.synth().stacks.flatMap(({ messages }) => messages).filter(({ level }) => level === 'info').map(({ entry }) => String(entry.data));
}
