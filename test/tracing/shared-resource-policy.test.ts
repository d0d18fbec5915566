import { App, Aspects, aws_iam as iam, aws_s3 as s3, aws_sns as sns, CfnResource, NestedStack, Stack, Stage } from 'aws-cdk-lib';
import { TracingFinding, XRayAccess, XRayResourcePolicy, XRayTracing, XRayTracingAspect } from '../../src';
import { STABILIZATION, templateOf, testApp } from '../contract/apps';
import { ENV } from '../support/contract-stacks/parts';
import { includeTemplate } from '../support/include';

const TYPE = 'AWS::XRay::ResourcePolicy';

/** What somebody else lets send. */
const THEIRS = new iam.PolicyStatement({ principals: [new iam.ServicePrincipal('events.amazonaws.com')], actions: ['xray:PutTraceSegments'], resources: ['*'] });

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

  test('may have it below an L2', () => {
    const app = appWith({ B: ENV });
    new sns.Topic(new s3.Bucket(new Stack(app, 'A', { env: ENV }), 'Bucket'), 'Topic');
    expect(Object.keys(policies(app))).toEqual(['A']);
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

  test.each(['A', 'B'])('is in the scope that tracing was enabled for: of two stacks of one environment, %s', (id) => {
    const app = testApp();
    const stacks = ['A', 'B'].map((each) => new Stack(app, each, { env: ENV }));
    stacks.forEach((stack) => new sns.Topic(stack, 'Topic'));
    XRayTracing.of(app.node.findChild(id)).enable();
    expect(policies(app)).toEqual({ [id]: [`${id}-XRayTracingResourcePolicy`] });
    expect(stacks.map((stack) => JSON.stringify(templateOf(stack)).includes('"TracingConfig"'))).toEqual(stacks.map(({ node }) => node.id === id));
  });

  test('is not left out by the metadata of an included template, whatever is overridden', () => {
    const app = testApp();
    XRayTracing.of(app).enable({ overrideExplicitSettings: true });
    new sns.CfnTopic(new Stack(app, 'A', { env: ENV }), 'Topic').addMetadata('cdk-xray', { excluded: 'retired' });
    new sns.Topic(new Stack(app, 'B', { env: ENV }), 'Topic');
    expect(Object.keys(policies(app))).toEqual(['B']);
  });
});

test('a construct of the user\'s that has its id does not stop the synthesis', () => {
  const app = testApp();
  XRayTracing.of(app).enable();
  new sns.Topic(new Stack(app, 'Orders', { env: ENV }), 'XRayTracingResourcePolicy');
  expect(policies(app)).toEqual({ Orders: ['Orders-XRayTracingResourcePolicy2'] });
});

test('a policy of the user\'s that has its id gets the statement', () => {
  const app = testApp();
  XRayTracing.of(app).enable();
  const stack = new Stack(app, 'Orders', { env: ENV });
  new sns.Topic(stack, 'Topic');
  new XRayResourcePolicy(stack, 'XRayTracingResourcePolicy', { policyName: 'ours', statements: [THEIRS] });
  expect(policies(app)).toEqual({ Orders: ['ours'] });
  expect(serviceStatements(stack)).toEqual(['events', 'sns']);
});

test('a policy of the user\'s takes statements until the end, although it was looked at', () => {
  const app = testApp();
  XRayTracing.of(app).enable();
  const stack = new Stack(app, 'Orders', { env: ENV });
  new sns.Topic(stack, 'Topic');
  const policy = new XRayResourcePolicy(stack, 'Policy');
  Aspects.of(stack).add({ visit: (node) => { if (node === policy) { policy.addStatement(THEIRS); } } });
  expect(Object.values(policies(app))[0].sort()).toEqual(['Orders-Policy', 'Orders-XRayTracingResourcePolicy']);
  expect(serviceStatements(stack)).toEqual(['events', 'sns']);
});

test('enabling twice leaves room for the statements of rows that come later', () => {
  const app = testApp();
  const stack = new Stack(app, 'Orders', { env: ENV });
  new sns.Topic(stack, 'Topic');
  new CfnResource(stack, 'Bus', { type: 'Test::Bus::Bus' });
  XRayTracing.of(stack).registerTracer({
    resourceType: 'Test::Bus::Bus',
    ruleId: 'BusTracing',
    access: XRayAccess.NONE,
    inspect: (resource) => TracingFinding.ofProperty(resource, 'Tracing', 'ON'),
    enable: (context) => {
      context.set('Tracing', 'ON');
      context.allowInResourcePolicy(THEIRS.toStatementJson());
    },
  });
  ['first', 'second'].forEach(() => XRayTracing.of(app).enable());
  expect(policies(app)).toEqual({ Orders: ['Orders-XRayTracingResourcePolicy'] });
  expect(serviceStatements(stack)).toEqual(['events', 'sns']);
});

describe('beside an included template', () => {
  /** A stack, traced, that includes a template with a topic and what else is given. */
  function including(resources: Record<string, any>): { app: App; stack: Stack } {
    const app = testApp();
    XRayTracing.of(app).enable();
    const stack = new Stack(app, 'Orders', { env: ENV });
    includeTemplate(stack, { Resources: { Topic: { Type: 'AWS::SNS::Topic' }, ...resources } });
    return { app, stack };
  }

  /** The policy that a stack with a topic gets, as it stands in the template: its logical id and the entry. */
  function ownPolicy(): [string, any] {
    const { stack } = including({});
    return Object.entries<any>(templateOf(stack).Resources).find(([, { Type }]) => Type === TYPE)!;
  }

  test('that has its logical id, its id is counted up', () => {
    const [logicalId] = ownPolicy();
    const { app, stack } = including({ [logicalId]: { Type: 'AWS::SQS::Queue' } });
    expect(policies(app)).toEqual({ Orders: ['Orders-XRayTracingResourcePolicy2'] });
    expect(templateOf(stack).Resources[logicalId].Type).toBe('AWS::SQS::Queue');
  });

  test.each<[string, (policy: any) => any]>([
    ['as this library writes it', (policy) => policy],
    ['as one Fn::Sub', (policy) => ({ ...policy, Properties: { ...policy.Properties, PolicyDocument: { 'Fn::Sub': asSub(policy.Properties.PolicyDocument) } } })],
  ])('that has a policy with the very same statement, none is made: %s', (_, change) => {
    const [logicalId, policy] = ownPolicy();
    const { stack } = including({ [logicalId]: change(policy) });
    const resources = templateOf(stack).Resources;
    expect(Object.keys(resources).filter((id) => resources[id].Type === TYPE)).toEqual([logicalId]);
    expect(resources.Topic.Properties).toEqual({ TracingConfig: 'Active' });
    expect(JSON.stringify(resources).match(/SNSAccess/g)).toHaveLength(1);
  });

  test('that has a policy with another statement, one is made', () => {
    const document = JSON.stringify({ Version: '2012-10-17', Statement: [{ Sid: 'Theirs', Effect: 'Allow', Principal: '*', Action: 'xray:*', Resource: '*' }] });
    const { app } = including({ Theirs: { Type: TYPE, Properties: { PolicyName: 'theirs', PolicyDocument: document } } });
    expect(policies(app).Orders.sort()).toEqual(['Orders-XRayTracingResourcePolicy', 'theirs']);
  });
});

/** The services that the resource policies of a stack let send, sorted, each as often as they do. */
function serviceStatements(stack: Stack): string[] {
  const policyResources = Object.values<any>(templateOf(stack).Resources).filter(({ Type }) => Type === TYPE);
  return policyResources.flatMap((policy) => JSON.stringify(policy).match(/\w+(?=\.amazonaws\.com)/g) ?? []).sort();
}

/** A text that is composed with Fn::Join, as Fn::Sub has it. */
function asSub(document: any): string {
  return document['Fn::Join'][1].map((part: any) => typeof part === 'string' ? part : part['Fn::Sub'] ?? `\${${part.Ref}}`).join('');
}

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

test('an aspect that is put on one stack by hand leaves the others alone', () => {
  const app = testApp();
  const [untouched, traced] = ['A', 'B'].map((id) => new Stack(app, id, { env: ENV }));
  [untouched, traced].forEach((stack) => new sns.Topic(stack, 'Topic'));
  Aspects.of(traced).add(new XRayTracingAspect());
  expect(policies(app)).toEqual({ B: ['B-XRayTracingResourcePolicy'] });
  expect(Object.values<any>(templateOf(untouched).Resources)).toEqual([{ Type: 'AWS::SNS::Topic' }]);
});
