import { App, AspectPriority, Aspects, aws_logs as logs, CfnParameter, CfnResource, Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { type IResourceTracer, InspectedResource, mixins, type TracerContext, TracingFinding, XRayAccess, XRayTracing } from '../../src';
import { STABILIZATION, templateOf, testApp, warningsOf } from '../contract/apps';
import { cfnRole, ENV } from '../support/contract-stacks/parts';
import { rendered, resourcesOfType } from '../support/resources';

const TYPE = 'Test::Broker::Cluster';

/** What somebody else may write: a tracer with a nested property, a companion beside the resource, a resource policy, and a role. */
class BrokerTracer implements IResourceTracer {
  public readonly resourceType = TYPE;
  public readonly ruleId = 'BrokerClusterTracing';
  public readonly access = XRayAccess.SEND;
  public readonly roleProperty = 'Options.RoleArn';

  public inspect(resource: InspectedResource): TracingFinding {
    return TracingFinding.ofProperty(resource, 'Options.Tracing', 'ON');
  }

  public enable(context: TracerContext): void {
    context.set('Options.Tracing', 'ON');
    const group = context.findOrCreate(context.resource.stack, 'BrokerTraces', { create: (scope, id) => new logs.LogGroup(scope, id) }) as logs.LogGroup;
    context.findOrCreateResource('BrokerTopic', 'AWS::SNS::Topic', { DisplayName: 'traces' });
    if (context.inspected.property('Options.LogGroup') === undefined) { context.set('Options.LogGroup', group.logGroupName); }
    context.allowInResourcePolicy({ Effect: 'Allow', Principal: { Service: 'broker.example.com' }, Action: 'xray:PutTraceSegments', Resource: '*' });
  }
}

function stackWithTracer(app: App, options = {}): Stack {
  XRayTracing.of(app).registerTracer(new BrokerTracer());
  XRayTracing.of(app).enable(options);
  return new Stack(app, 'Stack', { env: ENV });
}

function cluster(scope: Construct, id: string, options: any): CfnResource {
  return new CfnResource(scope, id, { type: TYPE, properties: { Name: id, Options: options } });
}

describe.each([true, false])('a stranger\'s tracer, with aspect stabilization %s', (stabilization) => {
  const newStack = (options = {}) => stackWithTracer(testApp({ [STABILIZATION]: stabilization }), options);

  test('sets properties and leaves their neighbours alone', () => {
    const stack = newStack();
    const role = cfnRole(stack, 'Role', 'broker.example.com');
    const resource = cluster(stack, 'Cluster', { RoleArn: role.attrArn, Size: 3 });
    expect(rendered(resource).Properties).toEqual({
      Name: 'Cluster',
      Options: { RoleArn: { 'Fn::GetAtt': ['Role', 'Arn'] }, Size: 3, Tracing: 'ON', LogGroup: { Ref: stack.getLogicalId(stack.node.findChild('BrokerTraces').node.defaultChild as CfnResource) } },
    });
  });

  test('makes a companion once', () => {
    const stack = newStack();
    const { attrArn } = cfnRole(stack, 'Role', 'broker.example.com');
    ['A', 'B'].forEach((id) => cluster(stack, id, { RoleArn: attrArn }));
    expect(resourcesOfType(stack, 'AWS::Logs::LogGroup')).toHaveLength(1);
    expect(resourcesOfType(stack, 'AWS::SNS::Topic').map(({ Properties }) => Properties.DisplayName)).toEqual(['traces']);
  });

  test('adds its statement to the policy that topics share', () => {
    const stack = newStack();
    const { attrArn } = cfnRole(stack, 'Role', 'broker.example.com');
    ['A', 'B'].forEach((id) => cluster(stack, id, { RoleArn: attrArn }));
    new CfnResource(stack, 'Topic', { type: 'AWS::SNS::Topic' });
    const policies = resourcesOfType(stack, 'AWS::XRay::ResourcePolicy');
    expect(policies).toHaveLength(1);
    const text = JSON.stringify(policies[0].Properties.PolicyDocument);
    expect([text.match(/broker\.example\.com/g)?.length, text.match(/sns\.amazonaws\.com/g)?.length]).toEqual([1, 1]);
  });

  test('adds no statement with `createResourcePolicy: false`', () => {
    const stack = newStack({ createResourcePolicy: false });
    cluster(stack, 'Cluster', { RoleArn: cfnRole(stack, 'Role', 'broker.example.com').attrArn });
    expect(resourcesOfType(stack, 'AWS::XRay::ResourcePolicy')).toEqual([]);
  });

  test('has its role granted by its access', () => {
    const stack = newStack();
    const role = cfnRole(stack, 'Role', 'broker.example.com');
    cluster(stack, 'Cluster', { RoleArn: role.attrArn });
    expect(JSON.stringify(rendered(role).Properties.ManagedPolicyArns)).toContain('AWSXrayWriteOnlyAccess');
  });
});

test('companions get along with constructs of the user\'s that have their ids', () => {
  const stack = stackWithTracer(testApp());
  const theirs = new logs.LogGroup(stack, 'BrokerTraces');
  new logs.CfnLogGroup(stack, 'BrokerTopic');
  const { attrArn } = cfnRole(stack, 'Role', 'broker.example.com');
  const clusters = ['A', 'B'].map((id) => cluster(stack, id, { RoleArn: attrArn }));
  const group = { Ref: stack.getLogicalId(theirs.node.defaultChild as CfnResource) };
  expect(clusters.map((each) => rendered(each).Properties.Options.LogGroup)).toEqual([group, group]);
  expect(rendered(stack.node.findChild('BrokerTopic2'))).toEqual({ Type: 'AWS::SNS::Topic', Properties: expect.objectContaining({ DisplayName: 'traces' }) });
  expect(stack.node.tryFindChild('BrokerTopic3')).toBeUndefined();
});

test('a resource of the user\'s with the id and the type of a companion is taken for it', () => {
  const stack = stackWithTracer(testApp());
  new CfnResource(stack, 'BrokerTopic', { type: 'AWS::SNS::Topic', properties: { DisplayName: 'theirs' } });
  cluster(stack, 'Cluster', { RoleArn: cfnRole(stack, 'Role', 'broker.example.com').attrArn });
  expect(resourcesOfType(stack, 'AWS::SNS::Topic').map(({ Properties }) => Properties.DisplayName)).toEqual(['theirs']);
});

test('the context shows the resource as it is after what was set', () => {
  const seen: any[] = [];
  const stack = new Stack(testApp(), 'Stack');
  XRayTracing.of(stack).registerTracer({
    resourceType: TYPE,
    ruleId: 'Rule',
    access: XRayAccess.NONE,
    inspect: () => TracingFinding.untraced(),
    enable: (context) => {
      seen.push(context.resource.node.path, context.inspected.property('Options.Tracing'));
      context.set('Options.Tracing', 'ON');
      seen.push(context.inspected.property('Options.Tracing'));
    },
  });
  cluster(stack, 'Cluster', {}).with(new mixins.ResourceTracing());
  expect(seen).toEqual(['Stack/Cluster', undefined, 'ON']);
});

test('a property that an intrinsic function hides turns nothing else on', () => {
  const stack = new Stack(testApp(), 'Stack');
  XRayTracing.of(stack).registerTracer({
    resourceType: TYPE,
    ruleId: 'Rule',
    access: XRayAccess.NONE,
    inspect: () => TracingFinding.untraced(),
    enable: (context) => context.set('Options.Tracing', 'ON'),
  });
  XRayTracing.of(stack).enable();
  cluster(stack, 'Cluster', { 'Fn::If': ['C', { Size: 1 }, { Size: 2 }] });
  expect(warningsOf(stack)).toEqual([{
    path: '/Stack/Cluster',
    text: `Tracing was not turned on for this ${TYPE}: \`Options.Tracing\` cannot be set: its parent is an intrinsic function, a list or a plain value, which would be lost. Set it there yourself. [ack: XRay::Rule]`,
  }]);
  expect(templateOf(stack).Resources.Cluster.Properties.Options).toEqual({ 'Fn::If': ['C', { Size: 1 }, { Size: 2 }] });
});

/** A stack in which clusters are traced as `enable` says. */
function stackTracedBy(enable: (context: TracerContext) => void, app = testApp(), finding = TracingFinding.untraced()): Stack {
  const stack = new Stack(app, 'Stack', { env: ENV });
  XRayTracing.of(stack).registerTracer({
    resourceType: TYPE,
    ruleId: 'BrokerClusterTracing',
    access: XRayAccess.SEND,
    roleProperty: 'RoleArn',
    inspect: () => finding,
    enable,
  });
  XRayTracing.of(stack).enable();
  return stack;
}

test('a property that is derived has what others add until the end', () => {
  const stack = stackTracedBy((context) => context.derive('Options.Tags', { derive: (tags) => [...tags ?? [], 'traced'] }));
  const resource = cluster(stack, 'Cluster', { Tags: ['first'] });
  Aspects.of(resource).add({ visit: () => resource.addPropertyOverride('Options.Size', 3) }, { priority: AspectPriority.READONLY });
  expect(templateOf(stack).Resources.Cluster.Properties.Options).toEqual({ Tags: ['first', 'traced'], Size: 3 });
});

test('what is refused stays as it is, with a warning and without a grant', () => {
  const stack = stackTracedBy((context) => context.refuse('it would lose messages', 'upgrade it first', 'BrokerTooOld'));
  const role = cfnRole(stack, 'Role', 'broker.example.com');
  new CfnResource(stack, 'Cluster', { type: TYPE, properties: { RoleArn: role.attrArn } });
  expect(warningsOf(stack)).toEqual([{
    path: '/Stack/Cluster', text: `Tracing was not turned on for this ${TYPE}: it would lose messages. Upgrade it first. [ack: XRay::BrokerTooOld]`,
  }]);
  expect(rendered(role).Properties.ManagedPolicyArns).toBeUndefined();
});

test('why it was refused stands in the template, unless the row tells by itself', () => {
  const metadataOf = (inspect: TracingFinding) => {
    const stack = stackTracedBy((context) => context.refuse('it would lose messages', 'upgrade it first', 'BrokerTooOld'), testApp(), inspect);
    return rendered(new CfnResource(stack, 'Cluster', { type: TYPE })).Metadata;
  };
  expect(metadataOf(TracingFinding.untraced())).toEqual({ 'cdk-xray': { refused: { reason: 'it would lose messages', advice: 'upgrade it first' } } });
  expect(metadataOf(TracingFinding.untraced('it is old'))).toBeUndefined();
  expect(metadataOf(TracingFinding.traced())).toBeUndefined();
});

test('what is told by `inform` is no warning', () => {
  const app = testApp();
  const stack = stackTracedBy((context) => context.inform('BrokerRestarts', 'The cluster restarts'), app);
  new CfnResource(stack, 'Cluster', { type: TYPE, properties: { RoleArn: cfnRole(stack, 'Role', 'broker.example.com').attrArn } });
  const { messages } = app.synth().getStackByName('Stack');
  expect(messages.map(({ level, entry }) => [level, entry.data])).toEqual([['info', expect.stringContaining('The cluster restarts')]]);
});

test.each<[string, (context: TracerContext) => void, string[]]>([
  ['the role of `roleProperty`', () => undefined, ['Role']],
  ['a further role by `grantSender`', (context) => context.grantSender(context.inspected.reference('ReplicaRoleArn')), ['Role', 'Replica']],
  ['no role after `skipGrant`', (context) => context.skipGrant(), []],
])('may send: %s', (_, enable, expected) => {
  const stack = stackTracedBy(enable);
  const roles = ['Role', 'Replica'].map((id) => cfnRole(stack, id, 'broker.example.com'));
  new CfnResource(stack, 'Cluster', { type: TYPE, properties: { RoleArn: roles[0].attrArn, ReplicaRoleArn: roles[1].attrArn } });
  const resources = templateOf(stack).Resources;
  expect(roles.map(({ node }) => node.id).filter((id) => resources[id].Properties.ManagedPolicyArns !== undefined)).toEqual(expected);
});

test('the default of a parameter is found wherever the property stands', () => {
  const seen: any[] = [];
  const stack = stackTracedBy(({ inspected }) => { seen.push(inspected.parameterDefault('Size'), inspected.parameterDefault('Settings[Name=Level].Value'), inspected.parameterDefault('Name')); });
  const size = new CfnParameter(stack, 'SizeOfCluster', { default: 'small' });
  const level = new CfnParameter(stack, 'Level', { default: 'high' });
  const properties = { RoleArn: 'arn:aws:iam::111122223333:role/r', Name: 'c', Size: size.valueAsString, Settings: [{ Name: 'Level', Value: level.valueAsString }] };
  new CfnResource(stack, 'Cluster', { type: TYPE, properties });
  const inTemplate = InspectedResource.fromTemplate(templateOf(stack), 'Cluster');
  expect(seen).toEqual(['small', 'high', undefined]);
  expect([inTemplate.parameterDefault('Size'), inTemplate.parameterDefault('Settings[Name=Level].Value')]).toEqual(['small', 'high']);
});
