import { App, aws_sns as sns, NestedStack, Stack, Stage } from 'aws-cdk-lib';
import { XRayTracing } from '../../src';
import { STABILIZATION, templateOf, testApp } from '../contract/apps';
import { ENV } from '../support/contract-stacks/parts';

const TYPE = 'AWS::XRay::ResourcePolicy';

/** The names of the X-Ray resource policies of each stack that has one, by the stack's path. */
function policies(app: App): Record<string, string[]> {
  const stacks = app.node.findAll().filter((construct): construct is Stack => Stack.isStack(construct) && !construct.nested);
  const named = stacks.map((stack) => [stack.node.path, Object.values<any>(templateOf(stack).Resources ?? {})
    .filter((resource) => resource.Type === TYPE).map((resource) => resource.Properties.PolicyName)]);
  return Object.fromEntries(named.filter(([, names]) => names.length > 0));
}

/** An app, traced, with a topic in each of the stacks. */
function appWith(stacks: Record<string, { account?: string; region?: string }>, options = {}, context = {}): App {
  const app = testApp(context);
  XRayTracing.of(app).enable(options);
  Object.entries(stacks).forEach(([id, env]) => new sns.Topic(new Stack(app, id, { env }), 'Topic'));
  return app;
}

describe.each([true, false])('with aspect stabilization %s', (stabilization) => {
  const context = { [STABILIZATION]: stabilization };

  test('the stacks of one environment share one policy, in the first by path', () => {
    expect(policies(appWith({ Zulu: ENV, Bravo: ENV, Mike: ENV }, {}, context))).toEqual({ Bravo: ['Bravo-XRayTracingResourcePolicy'] });
  });

  test('each environment has one', () => {
    const other = { account: ENV.account, region: 'us-east-1' };
    expect(Object.keys(policies(appWith({ A: ENV, B: other, C: ENV, D: other }, {}, context)))).toEqual(['A', 'B']);
  });

  test.each([{}, { account: ENV.account }, { region: ENV.region }])('each stack that is environment-agnostic has one: %j', (env) => {
    expect(Object.keys(policies(appWith({ A: env, B: env }, {}, context)))).toEqual(['A', 'B']);
  });

  test('each Stage has one', () => {
    const app = testApp(context);
    for (const id of ['Blue', 'Green']) {
      const stage = new Stage(app, id, { env: ENV });
      ['B', 'A'].forEach((name) => new sns.Topic(new Stack(stage, name), 'Topic'));
    }
    new sns.Topic(new Stack(app, 'Orders', { env: ENV }), 'Topic');
    XRayTracing.of(app).enable();
    expect(policies(app)).toEqual({
      'Blue/A': ['Blue-A-XRayTracingResourcePolicy'], 'Green/A': ['Green-A-XRayTracingResourcePolicy'], 'Orders': ['Orders-XRayTracingResourcePolicy'],
    });
  });

  test('that of a nested stack\'s topics is in the stack that it is nested in', () => {
    const app = testApp(context);
    XRayTracing.of(app).enable();
    for (const env of [ENV, {}]) {
      const parent = new Stack(app, env === ENV ? 'Known' : 'Agnostic', { env });
      new sns.Topic(new NestedStack(new NestedStack(parent, 'Nested'), 'Deeper'), 'Topic');
    }
    expect(Object.keys(policies(app)).sort()).toEqual(['Agnostic', 'Known']);
  });
});

test('the policy lets the topics of the account and region send, and no others', () => {
  const app = appWith({ Orders: ENV });
  const policy = Object.values<any>(templateOf(app.node.findChild('Orders') as Stack).Resources).find((resource) => resource.Type === TYPE);
  const shown = (part: any) => typeof part === 'string' ? part : part['Fn::Sub']?.replace(/\$\{([\w:]+)\}/g, '<$1>') ?? `<${part.Ref}>`;
  const text = JSON.parse(policy.Properties.PolicyDocument['Fn::Join'][1].map(shown).join(''));
  expect(text.Statement).toEqual([{
    Action: ['xray:PutTraceSegments', 'xray:GetSamplingRules', 'xray:GetSamplingTargets'],
    Condition: {
      StringEquals: { 'aws:SourceAccount': expect.stringMatching(/^(<AWS::AccountId>|111122223333)$/) },
      StringLike: { 'aws:SourceArn': expect.stringMatching(/^arn:<AWS::Partition>:sns:(<AWS::Region>|eu-west-1):(<AWS::AccountId>|111122223333):\*$/) },
    },
    Effect: 'Allow',
    Principal: { Service: 'sns.amazonaws.com' },
    Resource: '*',
    Sid: 'SNSAccess',
  }]);
});

test('two apps of an account name it differently', () => {
  const names = ['OrdersOfA', 'OrdersOfB'].map((id) => Object.values(policies(appWith({ [id]: ENV })))[0][0]);
  expect(new Set(names).size).toBe(2);
});

test('many topics need one statement', () => {
  const app = appWith({ Orders: ENV });
  const stack = app.node.findChild('Orders') as Stack;
  ['A', 'B'].forEach((id) => new sns.Topic(stack, id, { fifo: true }));
  expect(JSON.stringify(templateOf(stack)).match(/SNSAccess/g)).toHaveLength(1);
});

describe('the first stack by path', () => {
  test('has a topic', () => {
    const app = appWith({ B: ENV, C: ENV });
    new Stack(app, 'A', { env: ENV });
    expect(Object.keys(policies(app))).toEqual(['B']);
  });

  test('is not excluded', () => {
    const app = appWith({ A: ENV, B: ENV });
    XRayTracing.of(app.node.findChild('A')).exclude('retired');
    expect(Object.keys(policies(app))).toEqual(['B']);
  });

  test('is not left out by `excludePaths`', () => {
    expect(Object.keys(policies(appWith({ A: ENV, B: ENV }, { excludePaths: ['A/**'] })))).toEqual(['B']);
  });

  test('has a topic that is to be traced', () => {
    const app = testApp();
    XRayTracing.of(app).enable();
    new sns.CfnTopic(new Stack(app, 'A', { env: ENV }), 'Topic', { tracingConfig: 'PassThrough' });
    new sns.Topic(new Stack(app, 'B', { env: ENV }), 'Topic');
    expect(Object.keys(policies(app))).toEqual(['B']);
  });

  test('is in the scope that tracing was enabled for', () => {
    const app = testApp();
    const [, traced] = ['A', 'B'].map((id) => {
      const stack = new Stack(app, id, { env: ENV });
      new sns.Topic(stack, 'Topic');
      return stack;
    });
    XRayTracing.of(traced).enable();
    expect(Object.keys(policies(app))).toEqual(['B']);
  });
});

test('a construct of the user\'s that has its id does not stop the synthesis', () => {
  const app = testApp();
  XRayTracing.of(app).enable();
  new sns.Topic(new Stack(app, 'Orders', { env: ENV }), 'XRayTracingResourcePolicy');
  expect(Object.keys(policies(app))).toEqual(['Orders']);
});

test('stacks that are enabled one by one share it all the same', () => {
  const app = testApp();
  for (const id of ['B', 'A']) {
    const stack = new Stack(app, id, { env: ENV });
    new sns.Topic(stack, 'Topic');
    XRayTracing.of(stack).enable();
  }
  expect(Object.keys(policies(app))).toHaveLength(1);
});

test('with `createResourcePolicy: false` there is none, and topics are traced all the same', () => {
  const app = appWith({ Orders: ENV, Agnostic: {} }, { createResourcePolicy: false });
  expect(policies(app)).toEqual({});
  expect(JSON.stringify(templateOf(app.node.findChild('Orders') as Stack))).toContain('"TracingConfig":"Active"');
});
