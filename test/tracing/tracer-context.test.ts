import { App, aws_logs as logs, CfnResource, Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { type IResourceTracer, type InspectedResource, mixins, type TracerContext, TracingFinding, XRayAccess, XRayTracing } from '../../src';
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
    text: `Tracing was not turned on for this ${TYPE}: \`Options.Tracing\` cannot be set without losing what stands in the place of its parent. [ack: XRay::Rule]`,
  }]);
  expect(templateOf(stack).Resources.Cluster.Properties.Options).toEqual({ 'Fn::If': ['C', { Size: 1 }, { Size: 2 }] });
});
