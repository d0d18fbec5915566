import { App, Aws, aws_iam as iam, aws_xray as xray, CfnParameter, NestedStack, Stack, Stage, Validations } from 'aws-cdk-lib';
import { XRayResourcePolicy } from '../../src';
import { testApp, warningsOf } from '../contract/apps';
import { ENV } from '../support/contract-stacks/parts';
import { rendered } from '../support/resources';

function statement(service = 'sns', sid?: string): iam.PolicyStatement {
  return new iam.PolicyStatement({ sid, principals: [new iam.ServicePrincipal(`${service}.amazonaws.com`)], actions: ['xray:PutTraceSegments'], resources: ['*'] });
}

function newStack(app: App = testApp(), id = 'Orders'): Stack {
  return new Stack(app, id, { env: ENV });
}

describe('the document', () => {
  test('is a JSON text with the statements in the order in which they were given', () => {
    const stack = newStack();
    const policy = new XRayResourcePolicy(stack, 'Policy', { statements: [statement('sns')] });
    policy.addStatement(statement('events'));
    expect(JSON.parse(rendered(policy).Properties.PolicyDocument)).toEqual({
      Version: '2012-10-17',
      Statement: ['sns', 'events'].map((service) => ({
        Action: 'xray:PutTraceSegments', Effect: 'Allow', Principal: { Service: `${service}.amazonaws.com` }, Resource: '*',
      })),
    });
  });

  test('has each statement once', () => {
    const policy = new XRayResourcePolicy(newStack(), 'Policy', { statements: [statement(), statement()] });
    policy.addStatement(statement());
    expect(JSON.parse(rendered(policy).Properties.PolicyDocument).Statement).toHaveLength(1);
  });

  test('tells statements with tokens apart', () => {
    const stack = newStack();
    const policy = new XRayResourcePolicy(stack, 'Policy');
    const inAccount = (account: string) => {
      const restricted = statement();
      restricted.addCondition('StringEquals', { 'aws:SourceAccount': account });
      return restricted;
    };
    const parameter = new CfnParameter(stack, 'Account').valueAsString;
    [Aws.ACCOUNT_ID, parameter, Aws.ACCOUNT_ID, parameter].forEach((account) => policy.addStatement(inAccount(account)));
    const text = rendered(policy).Properties.PolicyDocument;
    expect(JSON.stringify(text).match(/aws:SourceAccount/g)).toHaveLength(2);
  });

  test('without a statement is an error that says so', () => {
    const stack = newStack();
    new XRayResourcePolicy(stack, 'Policy');
    expect(() => (stack.node.root as App).synth()).toThrow(/`statements`/);
  });
});

describe('the name', () => {
  const nameOf = (policy: XRayResourcePolicy) => rendered(policy).Properties.PolicyName;
  const statements = [statement()];

  test('is that of the stack and the path in it', () => {
    const policy = new XRayResourcePolicy(newStack(), 'Policy', { statements });
    expect([policy.policyName, nameOf(policy)]).toEqual(['Orders-Policy', 'Orders-Policy']);
  });

  test('is that of the stack as it is deployed', () => {
    const stage = new Stage(testApp(), 'Prod', { env: ENV });
    expect(new XRayResourcePolicy(new Stack(stage, 'Orders'), 'Policy', { statements }).policyName).toBe('Prod-Orders-Policy');
    expect(new XRayResourcePolicy(new Stack(stage, 'Other', { stackName: 'named' }), 'Policy', { statements }).policyName).toBe('named-Policy');
  });

  test('has no characters that X-Ray refuses', () => {
    expect(new XRayResourcePolicy(newStack(), 'Ours: a (b)', { statements }).policyName).toBe('Orders-Ours--a--b--9fc1c13f');
  });

  test('of a nested stack begins with that of the stack that it is nested in, because its own may leave no room', () => {
    const nested = new NestedStack(newStack(), 'Nested');
    expect(new XRayResourcePolicy(nested, 'Policy', { statements }).policyName).toBe('Orders-Nested-Policy-b7d311a4');
  });

  test('is unique in an account and region', () => {
    const app = testApp();
    new XRayResourcePolicy(newStack(app), 'Policy', { policyName: 'tracing', statements });
    expect(() => new XRayResourcePolicy(newStack(app, 'Billing'), 'Policy', { policyName: 'tracing', statements })).toThrow(new Error(
      '[Billing/Policy] `policyName` must be unique in an account and region, got: "tracing" for account 111122223333 and region eu-west-1, '
      + 'which [Orders/Policy] has already; give one of the two another'));
  });

  test.each([[121, false], [122, true]])('with an id of %i letters is cut: %s', (length, isCut) => {
    const { policyName } = new XRayResourcePolicy(newStack(), 'x'.repeat(length), { statements });
    expect(policyName).toHaveLength(128);
    expect(/^Orders-x{112}-[0-9a-f]{8}$/.test(policyName)).toBe(isCut);
  });

  test('of long ids that differ at the end differs', () => {
    const stack = newStack();
    const names = ['a', 'b'].map((end) => new XRayResourcePolicy(stack, 'x'.repeat(200) + end, { statements }).policyName);
    expect(names[0]).not.toBe(names[1]);
  });

  test('of ids that differ only in what X-Ray refuses differs', () => {
    const stack = newStack();
    const names = ['a b', 'a-b', 'a:b'].map((id) => new XRayResourcePolicy(stack, id, { statements }).policyName);
    expect(new Set(names).size).toBe(3);
  });

  test.each(['a', 'A_1+=,.@-', 'x'.repeat(128)])('may be %s', (policyName) => {
    expect(nameOf(new XRayResourcePolicy(newStack(), 'Policy', { policyName, statements }))).toBe(policyName);
  });

  test('may be a token', () => {
    const stack = newStack();
    const policyName = new CfnParameter(stack, 'Name').valueAsString;
    expect(nameOf(new XRayResourcePolicy(stack, 'Policy', { policyName, statements }))).toEqual({ Ref: 'Name' });
  });

  test.each(['', 'a b', 'a/b', 'ä', 'x'.repeat(129)])('may not be %j', (policyName) => {
    expect(() => new XRayResourcePolicy(newStack(), 'Policy', { policyName })).toThrow(new Error(
      `[Orders/Policy] \`policyName\` must be 1 to 128 letters, digits and \`_+=,.@-\`, for example "orders-tracing", got: ${JSON.stringify(policyName)}`));
  });
});

test.each([[undefined, undefined], [true, true], [false, false]])('bypassPolicyLockoutCheck %s is rendered as %s', (bypassPolicyLockoutCheck, expected) => {
  const policy = new XRayResourcePolicy(newStack(), 'Policy', { bypassPolicyLockoutCheck, statements: [statement()] });
  expect(rendered(policy).Properties.BypassPolicyLockoutCheck).toBe(expected);
});

describe('more than five policies in an environment', () => {
  const add = (stack: Stack, count: number) => Array.from({ length: count }, (_, index) =>
    new XRayResourcePolicy(stack, `Policy${index}`, { statements: [statement()] }));

  test('five are not warned of', () => {
    const stack = newStack();
    add(stack, 5);
    expect(warningsOf(stack)).toEqual([]);
  });

  test('are warned of once', () => {
    const app = testApp();
    const stack = newStack(app);
    const other = newStack(app, 'Other');
    add(stack, 3);
    add(other, 3);
    expect([...warningsOf(stack), ...warningsOf(other)].map(({ text }) => text)).toEqual([
      'This app has 6 X-Ray resource policies in account 111122223333 and region eu-west-1, which have room for 5. '
      + 'Let services share a policy: add their statements to one `XRayResourcePolicy`, and turn tracing on with `createResourcePolicy: false` '
      + 'where one exists already. [ack: XRay::TooManyResourcePolicies]',
    ]);
  });

  test('are counted with those that others make', () => {
    const stack = newStack();
    add(stack, 1);
    for (let index = 0; index < 5; index++) { new xray.CfnResourcePolicy(stack, `L1${index}`, { policyName: `p${index}`, policyDocument: '{}' }); }
    expect(warningsOf(stack)).toHaveLength(1);
  });

  test('are counted across Stages', () => {
    const app = testApp();
    const stacks = ['Blue', 'Green'].map((id) => new Stack(new Stage(app, id, { env: ENV }), 'Orders'));
    stacks.forEach((stack) => add(stack, 3));
    expect(stacks.flatMap((stack) => warningsOf(stack))).toHaveLength(1);
  });

  test('can be acknowledged', () => {
    const stack = newStack();
    Validations.of(stack).acknowledge({ id: 'XRay::TooManyResourcePolicies', reason: 'the quota was raised' });
    add(stack, 6);
    expect(warningsOf(stack)).toEqual([]);
  });

  test('may be in different environments', () => {
    const app = testApp();
    const stacks = ['eu-west-1', 'us-east-1'].map((region) => new Stack(app, region, { env: { account: ENV.account, region } }));
    stacks.forEach((stack) => add(stack, 5));
    expect(stacks.flatMap((stack) => warningsOf(stack))).toEqual([]);
  });

  test.each([{}, { account: ENV.account }, { region: ENV.region }])('are told of each stack by itself in %j', (env) => {
    const app = testApp();
    const [one, other, many] = [3, 3, 6].map((count, index) => {
      const stack = new Stack(app, `Orders${index}`, { env });
      add(stack, count);
      return stack;
    });
    expect([...warningsOf(one), ...warningsOf(other)]).toEqual([]);
    expect(warningsOf(many).map(({ text }) => text)).toEqual([
      expect.stringContaining('6 X-Ray resource policies in the account and region that the stack Orders2 is deployed to, which have room for 5.'),
    ]);
  });
});

describe('the size of the document', () => {
  const synth = (policy: XRayResourcePolicy) => (policy.node.root as App).synth();

  /** A policy whose document has so many bytes. */
  function policyOf(bytes: number): XRayResourcePolicy {
    const policy = new XRayResourcePolicy(newStack(), 'Policy', { statements: [statement('sns', 'x')] });
    const { length } = rendered(policy).Properties.PolicyDocument;
    return new XRayResourcePolicy(newStack(), 'Policy', { statements: [statement('sns', 'x'.repeat(bytes - length + 1))] });
  }

  test('may be 5 KB', () => {
    expect(rendered(policyOf(5120)).Properties.PolicyDocument).toHaveLength(5120);
  });

  test('may not be more', () => {
    expect(() => synth(policyOf(5121))).toThrow(/`statements` must render to a document of at most 5120 bytes, got: 5121; let statements share their principals/);
  });

  test('is counted without what only the deployment knows', () => {
    const policy = new XRayResourcePolicy(newStack(), 'Policy', { statements: [statement()] });
    policy.addStatement(new iam.PolicyStatement({
      principals: [new iam.ServicePrincipal('events.amazonaws.com')],
      actions: ['xray:PutTraceSegments'],
      resources: ['*'],
      conditions: { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID, 'aws:SourceArn': 'x'.repeat(5120) } },
    }));
    expect(() => synth(policy)).toThrow(/`statements` must render to a document of at most 5120 bytes/);
  });
});

test('a service is allowed what it needs, for the account of the policy', () => {
  const policy = new XRayResourcePolicy(newStack(), 'Policy', { statements: [statement('sns')] });
  policy.allowService('events.amazonaws.com');
  policy.allowService('events.amazonaws.com');
  expect(JSON.parse(rendered(policy).Properties.PolicyDocument).Statement.slice(1)).toEqual([{
    Action: ['xray:PutTraceSegments', 'xray:GetSamplingRules', 'xray:GetSamplingTargets'],
    Condition: { StringEquals: { 'aws:SourceAccount': ENV.account } },
    Effect: 'Allow',
    Principal: { Service: 'events.amazonaws.com' },
    Resource: '*',
  }]);
});
