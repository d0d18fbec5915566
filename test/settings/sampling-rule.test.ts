import { App, aws_iam as iam, aws_xray as xray, CfnParameter, Duration, Lazy, NestedStack, Stack, Stage, Tags, Validations } from 'aws-cdk-lib';
import { SamplingRate, SamplingRule, type SamplingRuleOptions, SamplingServiceType } from '../../src';
import { testApp, warningsOf } from '../contract/apps';
import { ENV } from '../support/contract-stacks/parts';
import { l1Of, rendered, resourcesOfType } from '../support/resources';

const rate = SamplingRate.perSecond(1).thenPercent(5);

function newStack(app: App = testApp(), id = 'Orders'): Stack {
  return new Stack(app, id, { env: ENV });
}

/** What is rendered of a rule with the properties. */
function ruleOf(options: Partial<SamplingRuleOptions>, stack = newStack()): any {
  return rendered(new SamplingRule(stack, 'Rule', { priority: 10, rate, ...options })).Properties.SamplingRule;
}

test('a rule matches everything unless it is told otherwise, and has a version', () => {
  expect(ruleOf({})).toEqual({
    RuleName: 'Orders-Rule',
    Priority: 10,
    FixedRate: 0.05,
    ReservoirSize: 1,
    ServiceName: '*',
    ServiceType: '*',
    Host: '*',
    HTTPMethod: '*',
    URLPath: '*',
    ResourceARN: '*',
    Version: 1,
  });
});

test('a rule has every property that CloudFormation knows', () => {
  const stack = newStack();
  const rule = new SamplingRule(stack, 'Rule', {
    ruleName: 'checkout',
    priority: 9999,
    rate: SamplingRate.everyRequest(),
    serviceName: 'orders/prod',
    serviceType: SamplingServiceType.API_GATEWAY_STAGE,
    host: '*.example.com',
    httpMethod: 'POST',
    urlPath: '/checkout/*',
    resourceArn: 'arn:aws:apigateway:eu-west-1::/restapis/a/stages/prod',
    attributes: { 'x-tier': 'gold' },
    samplingRateBoost: { maxRate: 0.25, cooldownWindow: Duration.hours(1) },
  });
  Tags.of(rule).add('team', 'orders');
  expect(rendered(rule).Properties).toEqual({
    SamplingRule: {
      RuleName: 'checkout',
      Priority: 9999,
      FixedRate: 1,
      ReservoirSize: 0,
      ServiceName: 'orders/prod',
      ServiceType: 'AWS::ApiGateway::Stage',
      Host: '*.example.com',
      HTTPMethod: 'POST',
      URLPath: '/checkout/*',
      ResourceARN: 'arn:aws:apigateway:eu-west-1::/restapis/a/stages/prod',
      Attributes: { 'x-tier': 'gold' },
      SamplingRateBoost: { MaxRate: 0.25, CooldownWindowMinutes: 60 },
      Version: 1,
    },
    Tags: [{ Key: 'team', Value: 'orders' }],
  });
});

test.each([
  [SamplingServiceType.API_GATEWAY_STAGE, 'AWS::ApiGateway::Stage'],
  [SamplingServiceType.APPSYNC_GRAPHQL_API, 'AWS::AppSync::GraphQLAPI'],
  [SamplingServiceType.EC2_INSTANCE, 'AWS::EC2::Instance'],
  [SamplingServiceType.ECS_CONTAINER, 'AWS::ECS::Container'],
  [SamplingServiceType.ELASTIC_BEANSTALK_ENVIRONMENT, 'AWS::ElasticBeanstalk::Environment'],
  [SamplingServiceType.of('AWS::ApiGateway::*'), 'AWS::ApiGateway::*'],
])('the service type %s is %s', ({ value }, expected) => {
  expect(value).toBe(expected);
});

describe('the name', () => {
  const nameOf = (scope: Stack, id = 'Rule') => new SamplingRule(scope, id, { priority: 10, rate }).samplingRuleName;

  test('is that of the stack as it is deployed, and the path in it', () => {
    expect(nameOf(new Stack(new Stage(testApp(), 'Prod', { env: ENV }), 'Orders'))).toBe('Prod-Orders-Rule');
  });

  test('begins with that of the stack, and has 32 characters, where the path is long', () => {
    expect(nameOf(newStack(), 'Requests that are about the checkout')).toMatch(/^Orders-Requests-that-ar-[0-9a-f]{8}$/);
  });

  test('is cut off where that of the stack is long', () => {
    expect(nameOf(newStack(testApp(), 'x'.repeat(40)))).toMatch(/^x{23}-[0-9a-f]{8}$/);
  });

  test('of ids that differ only in what is replaced differs', () => {
    const stack = newStack();
    const names = ['a b', 'a-b'].map((id, index) => new SamplingRule(stack, id, { priority: index + 1, rate }).samplingRuleName);
    expect(names).toEqual([expect.stringMatching(/^Orders-a-b-[0-9a-f]{8}$/), 'Orders-a-b']);
  });

  test('of a nested stack begins with that of the stack that it is nested in', () => {
    expect(nameOf(new NestedStack(newStack(), 'Nested'))).toMatch(/^Orders-Nested-Rule-[0-9a-f]{8}$/);
  });

  test('cannot be that of the rule which every account has', () => {
    expect(() => ruleOf({ ruleName: 'Default' })).toThrow(new Error('[Orders/Rule] `ruleName` must be another than that of the rule which every account '
      + 'has, got: "Default"; to change that rule use `DefaultSamplingRule`'));
  });
});

describe('limits', () => {
  test.each<[keyof SamplingRuleOptions, number]>([['ruleName', 32], ['serviceName', 64], ['host', 64], ['httpMethod', 10], ['urlPath', 128], ['resourceArn', 500]])(
    '%s has up to %i characters', (property, max) => {
      expect(() => ruleOf({ [property]: 'x'.repeat(max) })).not.toThrow();
      for (const value of ['', 'x'.repeat(max + 1), 'a\nb', 5 as any]) {
        expect(() => ruleOf({ [property]: value })).toThrow(new Error(
          `[Orders/Rule] \`${property}\` must have 1 to ${max} characters, and no control characters, got: ${JSON.stringify(value)}`));
      }
    });

  test('serviceType has up to 64 characters', () => {
    expect(() => ruleOf({ serviceType: SamplingServiceType.of('x'.repeat(65)) })).toThrow(/`serviceType` must have 1 to 64 characters/);
  });

  test.each([0, 10000, 1.5, NaN])('the priority cannot be %s', (priority) => {
    expect(() => ruleOf({ priority })).toThrow(new Error(`[Orders/Rule] \`priority\` must be a whole number from 1 to 9999, got: ${priority}`));
  });

  test.each([1, 9999])('the priority can be %s', (priority) => {
    expect(ruleOf({ priority }).Priority).toBe(priority);
  });

  test('there are five attributes at most', () => {
    const attributes = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, index) => [`key${index}`, 'value']));
    expect(() => ruleOf({ attributes: attributes(5) })).not.toThrow();
    expect(() => ruleOf({ attributes: attributes(6) })).toThrow(new Error('[Orders/Rule] `attributes` must have at most 5 entries, got: 6'));
  });

  test.each<[Record<string, string>, string, string]>([
    [{ ['k'.repeat(33)]: 'v' }, 'attributes', 'k'.repeat(33)],
    [{ '': 'v' }, 'attributes', ''],
    [{ key: 'v'.repeat(33) }, 'attributes.key', 'v'.repeat(33)],
    [{ key: '' }, 'attributes.key', ''],
  ])('attributes cannot be %j', (attributes, property, value) => {
    expect(() => ruleOf({ attributes })).toThrow(new Error(
      `[Orders/Rule] \`${property}\` must have 1 to 32 characters, and no control characters, got: ${JSON.stringify(value)}`));
  });

  test.each([-0.1, 1.1, NaN])('the rate of a boost cannot be %s', (maxRate) => {
    expect(() => ruleOf({ samplingRateBoost: { maxRate, cooldownWindow: Duration.minutes(1) } })).toThrow(new Error(
      `[Orders/Rule] \`samplingRateBoost.maxRate\` must be a number from 0 to 1, got: ${maxRate}`));
  });

  test.each([[Duration.seconds(90), '1 minute 30 seconds'], [Duration.minutes(0), '0 minutes']])('the window of a boost cannot be %s', (cooldownWindow, shown) => {
    expect(() => ruleOf({ samplingRateBoost: { maxRate: 1, cooldownWindow } })).toThrow(new Error(
      `[Orders/Rule] \`samplingRateBoost.cooldownWindow\` must be a whole number of minutes, at least one, got: ${shown}`));
  });

  test.each<[string, any, string]>([
    ['attributes', null, 'an object, for example { tenant: \'gold\' }, got: null'],
    ['attributes', 'gold', 'an object, for example { tenant: \'gold\' }, got: "gold"'],
    ['samplingRateBoost', true, 'an object, for example { maxRate: 0.5, cooldownWindow: Duration.minutes(10) }, got: true'],
  ])('`%s` cannot be %j', (property, value, rule) => {
    expect(() => ruleOf({ [property]: value })).toThrow(new Error(`[Orders/Rule] \`${property}\` must be ${rule}`));
  });

  test('the window of a boost cannot be a number', () => {
    expect(() => ruleOf({ samplingRateBoost: { maxRate: 1, cooldownWindow: 5 as any } })).toThrow(new Error(
      '[Orders/Rule] `samplingRateBoost.cooldownWindow` must be a `Duration`, for example `Duration.minutes(5)`, got: 5'));
  });

  test('the properties cannot be left out', () => {
    expect(() => new SamplingRule(newStack(), 'Rule', undefined as any)).toThrow(/`props` must be an object, for example \{ priority: 100/);
  });

  test('do not hold for attributes that come late', () => {
    const attributes: any = Lazy.any({ produce: () => ({ tenant: 'gold' }) });
    expect(ruleOf({ attributes }).Attributes).toEqual({ tenant: 'gold' });
  });

  test('do not hold for tokens', () => {
    const stack = newStack();
    const text = new CfnParameter(stack, 'Text').valueAsString;
    const number = new CfnParameter(stack, 'Number', { type: 'Number' }).valueAsNumber;
    const samplingRateBoost = { maxRate: number, cooldownWindow: Duration.minutes(number) };
    expect(ruleOf({ ruleName: text, priority: number, host: text, samplingRateBoost }, stack)).toMatchObject({
      RuleName: { Ref: 'Text' },
      Priority: { Ref: 'Number' },
      Host: { Ref: 'Text' },
      SamplingRateBoost: { MaxRate: { Ref: 'Number' }, CooldownWindowMinutes: { Ref: 'Number' } },
    });
  });
});

describe('in an account and region', () => {
  const add = (stack: Stack, id: string, options: SamplingRuleOptions) => new SamplingRule(stack, id, { rate, ...options });

  test.each<[keyof SamplingRuleOptions, SamplingRuleOptions, SamplingRuleOptions, string]>([
    ['priority', { priority: 10 }, { priority: 10 }, '10'],
    ['ruleName', { priority: 10, ruleName: 'checkout' }, { priority: 11, ruleName: 'checkout' }, '"checkout"'],
  ])('each %s is there once', (property, first, second, value) => {
    const app = testApp();
    add(newStack(app, 'Orders'), 'Rule', first);
    expect(() => add(new Stack(new Stage(app, 'Prod', { env: ENV }), 'Orders'), 'Other', second)).toThrow(new Error(
      `[Prod/Orders/Other] \`${property}\` must be unique in an account and region, got: ${value} for account 111122223333 and region eu-west-1, `
      + 'which [Orders/Rule] has already; give one of the two another'));
  });

  test('another environment has its own', () => {
    const app = testApp();
    const stacks = [ENV, { ...ENV, region: 'us-east-1' }, {}, {}].map((env, index) => new Stack(app, `Stack${index}`, { env }));
    expect(() => stacks.forEach((stack) => add(stack, 'Rule', { priority: 10, ruleName: 'checkout' }))).not.toThrow();
  });

  test('a stack whose environment nobody knows has each once', () => {
    const stack = new Stack(testApp(), 'Orders');
    add(stack, 'Rule', { priority: 10 });
    expect(() => add(stack, 'Other', { priority: 10 })).toThrow(/for the account and region that the stack Orders is deployed to, which \[Orders\/Rule\]/);
  });

  test('tokens may be the same', () => {
    const stack = newStack();
    const priority = new CfnParameter(stack, 'Number', { type: 'Number' }).valueAsNumber;
    ['A', 'B'].forEach((id) => add(stack, id, { priority }));
    expect(resourcesOfType(stack, 'AWS::XRay::SamplingRule')).toHaveLength(2);
  });

  test('there are 25 rules, and one more is warned of', () => {
    const app = testApp();
    const stacks = ['A', 'B'].map((id) => newStack(app, id));
    for (let index = 0; index < 25; index++) { add(stacks[index % 2], `Rule${index}`, { priority: index + 1 }); }
    new xray.CfnSamplingRule(stacks[0], 'L1');
    expect(stacks.flatMap((stack) => warningsOf(stack)).map(({ text }) => text)).toEqual([
      'This app has 26 X-Ray sampling rules in account 111122223333 and region eu-west-1, which have room for 25. '
      + 'Let one rule do for several, by wildcards, or ask AWS for a higher quota. [ack: XRay::TooManySamplingRules]',
    ]);
  });

  test('25 rules are not warned of', () => {
    const stack = newStack();
    for (let index = 0; index < 25; index++) { add(stack, `Rule${index}`, { priority: index + 1 }); }
    expect(warningsOf(stack)).toEqual([]);
  });
});

describe('a rule that X-Ray\'s SDKs ignore', () => {
  const warnings = (options: Partial<SamplingRuleOptions>) => {
    const stack = newStack();
    new SamplingRule(stack, 'Rule', { priority: 10, rate, ...options });
    return warningsOf(stack);
  };

  test.each<[Partial<SamplingRuleOptions>, string]>([
    [{ attributes: { key: 'value' } }, '`attributes`'],
    [{ resourceArn: 'arn:aws:ecs:*' }, '`resourceArn`'],
    [{ attributes: { key: 'value' }, resourceArn: 'arn:aws:ecs:*', serviceType: SamplingServiceType.ECS_CONTAINER }, '`attributes` and `resourceArn`'],
  ])('because of %j is warned of', (options, reason) => {
    expect(warnings(options)).toEqual([{
      path: '/Orders/Rule/Resource',
      text: `X-Ray's SDKs ignore this sampling rule, because it has ${reason}. Services that ask for the rules themselves, such as API Gateway, do not: `
        + 'if it is for one of those, set `serviceType`; otherwise match by `serviceName`, `host`, `httpMethod` or `urlPath`. [ack: XRay::SamplingRuleIgnored]',
    }]);
  });

  test.each<Partial<SamplingRuleOptions>>([
    {},
    { attributes: {} },
    { resourceArn: '*' },
    { attributes: { key: 'value' }, serviceType: SamplingServiceType.API_GATEWAY_STAGE },
    { resourceArn: 'arn:aws:appsync:*', serviceType: SamplingServiceType.of('AWS::AppSync::*') },
  ])('is not one with %j', (options) => {
    expect(warnings(options)).toEqual([]);
  });

  test('can be acknowledged', () => {
    const stack = newStack();
    Validations.of(stack).acknowledge({ id: 'XRay::SamplingRuleIgnored', reason: 'our agent asks for it' });
    new SamplingRule(stack, 'Rule', { priority: 10, rate, attributes: { key: 'value' } });
    expect(warningsOf(stack)).toEqual([]);
  });
});

describe('presets', () => {
  const presets = (rule: SamplingRule) => rendered(rule).Properties.SamplingRule;

  test('health checks are not recorded', () => {
    expect(presets(SamplingRule.forHealthChecks(newStack(), 'Health', { priority: 1 }))).toMatchObject({
      URLPath: '/health*', FixedRate: 0, ReservoirSize: 0, Host: '*', RuleName: 'Orders-Health',
    });
  });

  test('health checks have the usual path where another is not defined', () => {
    expect(presets(SamplingRule.forHealthChecks(newStack(), 'Health', { priority: 1, urlPath: undefined }))).toMatchObject({ URLPath: '/health*' });
  });

  test('a noisy path must be given', () => {
    expect(() => SamplingRule.forNoisyPath(newStack(), 'Poll', undefined as any, { priority: 1 })).toThrow(/`path` must have 1 to 128 characters/);
  });

  test('health checks may have another path', () => {
    expect(presets(SamplingRule.forHealthChecks(newStack(), 'Health', { priority: 1, urlPath: '/ping', host: 'a' }))).toMatchObject({ URLPath: '/ping', Host: 'a' });
  });

  test('one request of each second to a noisy path is recorded', () => {
    expect(presets(SamplingRule.forNoisyPath(newStack(), 'Poll', '/poll', { priority: 1, httpMethod: 'GET' }))).toMatchObject({
      URLPath: '/poll', FixedRate: 0, ReservoirSize: 1, HTTPMethod: 'GET',
    });
  });
});

describe('a rule is known', () => {
  const ARN = 'arn:aws:xray:us-east-1:444455556666:sampling-rule/checkout';

  test('by its ARN and name', () => {
    const rule = new SamplingRule(newStack(), 'Rule', { priority: 10, rate });
    const { stack } = rule;
    const arn = { 'Fn::GetAtt': [stack.getLogicalId(l1Of(rule)), 'RuleARN'] };
    expect(stack.resolve([rule.samplingRuleArn, rule.samplingRuleRef.ruleArn])).toEqual([arn, arn]);
  });

  test('that is imported by its name', () => {
    const stack = newStack();
    const rule = SamplingRule.fromSamplingRuleName(stack, 'Rule', 'checkout');
    expect(rule.samplingRuleName).toBe('checkout');
    expect(stack.resolve(rule.samplingRuleRef.ruleArn)).toEqual({
      'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':xray:eu-west-1:111122223333:sampling-rule/checkout']],
    });
  });

  test('that is imported by its ARN', () => {
    const rule = SamplingRule.fromSamplingRuleArn(newStack(), 'Rule', ARN);
    expect([rule.samplingRuleName, rule.samplingRuleArn, rule.env.region, rule.env.account]).toEqual(['checkout', ARN, 'us-east-1', '444455556666']);
  });

  test('that is imported by an ARN that the deployment makes', () => {
    const stack = newStack();
    const rule = SamplingRule.fromSamplingRuleArn(stack, 'Rule', new CfnParameter(stack, 'Arn').valueAsString);
    expect(stack.resolve(rule.samplingRuleArn)).toEqual({ Ref: 'Arn' });
  });

  test.each([
    'arn:aws:xray:us-east-1:444455556666:sampling-rule',
    'arn:aws:xray:us-east-1:444455556666:sampling-rule/',
    'arn:aws:xray:us-east-1:444455556666:group/slow/A',
    'arn:aws:s3:::bucket/sampling-rule/checkout',
    undefined as any,
  ])('by no other ARN: %s', (arn) => {
    expect(() => SamplingRule.fromSamplingRuleArn(newStack(), 'Rule', arn)).toThrow(
      `\`samplingRuleArn\` must be the ARN of a rule, arn:<partition>:xray:<region>:<account>:sampling-rule/<name>, got: ${JSON.stringify(arn)}`);
  });

  test.each(['', undefined as any, 'x'.repeat(33)])('by no name that none can have: %s', (name) => {
    expect(() => SamplingRule.fromSamplingRuleName(newStack(), 'Rule', name)).toThrow(/`samplingRuleName` must have 1 to 32 characters/);
  });

  test.each<[string, (stack: Stack) => void]>([
    ['own', (stack) => new SamplingRule(stack, 'Rule', { priority: 10, rate }).grant(role(stack), 'xray:UpdateSamplingRule')],
    ['imported', (stack) => SamplingRule.fromSamplingRuleArn(stack, 'Rule', ARN).grant(role(stack), 'xray:UpdateSamplingRule')],
  ])('%s, and others may be allowed to change it', (_, grant) => {
    const stack = newStack();
    grant(stack);
    const [{ Properties }] = resourcesOfType(stack, 'AWS::IAM::Policy');
    expect(Properties.PolicyDocument.Statement).toEqual([{ Action: 'xray:UpdateSamplingRule', Effect: 'Allow', Resource: expect.anything() }]);
  });
});

function role(stack: Stack): iam.Role {
  return new iam.Role(stack, 'Role', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
}
