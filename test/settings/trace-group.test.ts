import {
  App, aws_cloudwatch as cloudwatch, aws_events as events, aws_events_targets as targets, aws_iam as iam, aws_sns as sns, CfnParameter, Duration,
  NestedStack, Stack, Tags,
} from 'aws-cdk-lib';
import { type ITraceGroup, NumberMatch, TextMatch, TraceFilter, TraceGroup, type TraceGroupProps } from '../../src';
import { testApp, warningsOf } from '../contract/apps';
import { ENV } from '../support/contract-stacks/parts';
import { l1Of, rendered, resourcesOfType } from '../support/resources';

const filter = TraceFilter.responseTimeAbove(Duration.seconds(2));

function newStack(app: App = testApp(), id = 'Orders'): Stack {
  return new Stack(app, id, { env: ENV });
}

function group(props: Partial<TraceGroupProps> = {}, stack = newStack()): TraceGroup {
  return new TraceGroup(stack, 'Slow', { filter, ...props });
}

test('a group has a name and a filter', () => {
  expect(rendered(group()).Properties).toEqual({ GroupName: 'Orders-Slow', FilterExpression: 'responsetime > 2' });
});

test('a group has every property that CloudFormation knows', () => {
  const slow = group({ groupName: 'slow', insights: true, insightNotifications: true });
  Tags.of(slow).add('team', 'orders');
  expect(rendered(slow).Properties).toEqual({
    GroupName: 'slow',
    FilterExpression: 'responsetime > 2',
    InsightsConfiguration: { InsightsEnabled: true, NotificationsEnabled: true },
    Tags: [{ Key: 'team', Value: 'orders' }],
  });
});

test.each<[Partial<TraceGroupProps>, any]>([
  [{ insights: true }, { InsightsEnabled: true, NotificationsEnabled: false }],
  [{ insights: false }, { InsightsEnabled: false, NotificationsEnabled: false }],
  [{ insightNotifications: false }, undefined],
])('of %j insights are %j', (props, expected) => {
  expect(rendered(group(props)).Properties.InsightsConfiguration).toEqual(expected);
});

test.each<Partial<TraceGroupProps>>([{ insightNotifications: true }, { insights: false, insightNotifications: true }])('%j is refused', (props) => {
  expect(() => group(props)).toThrow(new Error('[Orders/Slow] `insightNotifications` must go with `insights: true`, because X-Ray tells only of what '
    + `it looks for, got: ${JSON.stringify({ insights: props.insights, insightNotifications: true })}`));
});

describe('the name', () => {
  test('has 32 characters at most, and begins with that of the stack', () => {
    const { groupName } = new TraceGroup(newStack(), 'Everything that takes too long', { filter });
    expect(groupName).toMatch(/^Orders-Everything-that--[0-9a-f]{8}$/);
    expect(groupName).toHaveLength(32);
  });

  test('of a nested stack begins with that of the stack that it is nested in', () => {
    expect(group({}, new NestedStack(newStack(), 'Nested')).groupName).toMatch(/^Orders-Nested-Slow-[0-9a-f]{8}$/);
  });

  test('may be a token', () => {
    const stack = newStack();
    const groupName = new CfnParameter(stack, 'Name').valueAsString;
    expect(rendered(group({ groupName }, stack)).Properties.GroupName).toEqual({ Ref: 'Name' });
  });

  test.each(['', 'x'.repeat(33), 'a\tb'])('cannot be %j', (groupName) => {
    expect(() => group({ groupName })).toThrow(new Error(
      `[Orders/Slow] \`groupName\` must have 1 to 32 characters, and no control characters, got: ${JSON.stringify(groupName)}`));
  });

  test('cannot be that of the group which every account has', () => {
    expect(() => group({ groupName: 'Default' })).toThrow(new Error(
      '[Orders/Slow] `groupName` must be another than that of the group which every account has, got: "Default"'));
  });

  test('is there once in an account and region', () => {
    const app = testApp();
    group({ groupName: 'slow' }, newStack(app));
    expect(() => group({ groupName: 'slow' }, newStack(app, 'Other'))).toThrow(new Error(
      '[Other/Slow] `groupName` must be unique in an account and region, got: "slow" for account 111122223333 and region eu-west-1, '
      + 'which [Orders/Slow] has already; give one of the two another'));
  });
});

test('there are 25 groups in an account and region, and one more is warned of', () => {
  const stack = newStack();
  for (let index = 0; index < 26; index++) { new TraceGroup(stack, `Group${index}`, { filter }); }
  expect(warningsOf(stack).map(({ text }) => text)).toEqual([
    'This app has 26 X-Ray groups in account 111122223333 and region eu-west-1, which have room for 25. '
    + 'AWS does not raise this quota: let one group do for several. [ack: XRay::TooManyTraceGroups]',
  ]);
});

describe('a filter', () => {
  const ofLength = (length: number) => TraceFilter.affectedUser('x'.repeat(length - 'user = ""'.length));

  test('of 2,000 characters is not warned of', () => {
    const { stack } = group({ filter: ofLength(2000) });
    expect(warningsOf(stack)).toEqual([]);
  });

  test('that is longer is', () => {
    const { stack } = group({ filter: ofLength(2001) });
    expect(warningsOf(stack)).toEqual([{
      path: '/Orders/Slow/Resource',
      text: 'The filter expression of this group has 2001 characters. X-Ray took no more than 2000 while it documented a limit, and may leave the group '
        + 'empty. Split it into several groups. [ack: XRay::TraceFilterTooLong]',
    }]);
  });

  test('is as long as it is without what only the deployment knows', () => {
    const stack = newStack();
    const tokens = Array.from({ length: 100 }, (_, index) => new CfnParameter(stack, `Name${index}`).valueAsString).join('');
    group({ filter: TraceFilter.user(TextMatch.contains(tokens)) }, stack);
    expect(warningsOf(stack)).toEqual([]);
  });
});

describe('insights are told of', () => {
  const told = { insights: true, insightNotifications: true };

  test('by events of the group', () => {
    const slow = group(told);
    const topic = new sns.Topic(slow.stack, 'Topic');
    const rule = slow.onInsight('Tell', { target: new targets.SnsTopic(topic), eventPattern: { detail: { State: ['ACTIVE'] } }, description: 'Slow' });
    expect(rendered(rule).Properties).toMatchObject({
      Description: 'Slow',
      EventPattern: {
        'source': ['aws.xray'],
        'detail-type': ['AWS X-Ray Insight Update'],
        'detail': { GroupName: ['Orders-Slow'], State: ['ACTIVE'] },
      },
      Targets: [{ Arn: { Ref: slow.stack.getLogicalId(l1Of(topic)) } }],
    });
  });

  test('to whoever is added later', () => {
    const rule = group(told).onInsight('Tell');
    rule.addTarget(new targets.SnsTopic(new sns.Topic(rule.stack, 'Topic')));
    expect(rendered(rule).Properties.Targets).toHaveLength(1);
  });

  test('in another stack', () => {
    const app = testApp();
    const other = newStack(app, 'Other');
    expect(group(told, newStack(app)).onInsight('Tell', { crossStackScope: other }).node.path).toBe('Other/Tell');
  });

  test('of an imported group', () => {
    const rule = TraceGroup.fromTraceGroupName(newStack(), 'Slow', 'slow').onInsight('Tell');
    expect(rule).toBeInstanceOf(events.Rule);
    expect(rule._renderEventPattern()).toMatchObject({ detail: { GroupName: ['slow'] } });
  });

  test('of a group elsewhere only where X-Ray tells of them', () => {
    const app = testApp();
    const slow = TraceGroup.fromTraceGroupArn(newStack(app), 'Slow', 'arn:aws:xray:us-east-1:444455556666:group/slow/A');
    expect(() => slow.onInsight('Tell')).toThrow(new Error(
      '[Orders/Slow] `onInsight` needs a rule in account 444455556666 and region us-east-1, where X-Ray tells of the group, got one in account 111122223333 '
      + 'and region eu-west-1; name a stack there by `crossStackScope`'));
    const there = new Stack(app, 'There', { env: { account: '444455556666', region: 'us-east-1' } });
    expect(slow.onInsight('Tell', { crossStackScope: there }).node.path).toBe('There/Tell');
  });

  test.each<Partial<TraceGroupProps>>([{}, { insights: true }])('only where the group tells of them, got: %j', (props) => {
    expect(() => group(props).onInsight('Tell')).toThrow(new Error(
      '[Orders/Slow] `onInsight` needs a group that tells of its insights, got one that does not; set `insights` and `insightNotifications`'));
  });
});

describe('the metric', () => {
  test.each([
    ['in another account and region', 'arn:aws:xray:us-east-1:444455556666:group/slow/A', ENV, { region: 'us-east-1', accountId: '444455556666' }],
    ['where nobody knows that of the stack', 'arn:aws:xray:us-east-1:444455556666:group/slow/A', {}, { region: 'us-east-1', accountId: '444455556666' }],
    ['beside the stack', `arn:aws:xray:${ENV.region}:${ENV.account}:group/slow/A`, ENV, {}],
  ])('of a group %s is found there', (_, arn, env, expected) => {
    const slow = TraceGroup.fromTraceGroupArn(new Stack(testApp(), 'Orders', { env }), 'Slow', arn);
    const [{ properties }] = slow.stack.resolve(new cloudwatch.GraphWidget({ left: [slow.metricApproximateTraceCount()] }).toJson());
    const [{ period, stat, ...place }] = properties.metrics[0].slice(-1);
    expect(place).toEqual(expected);
  });

  test('is the sum of each minute', () => {
    const slow = group();
    const metric = slow.metricApproximateTraceCount();
    expect(slow.stack.resolve(metric.toMetricConfig().metricStat)).toMatchObject({
      namespace: 'AWS/X-Ray',
      metricName: 'ApproximateTraceCount',
      dimensions: [{ name: 'GroupName', value: 'Orders-Slow' }],
      statistic: 'Sum',
      period: Duration.minutes(1),
      region: 'eu-west-1',
    });
  });

  test('may be another', () => {
    const metric = group().metricApproximateTraceCount({ period: Duration.minutes(5), label: 'Slow' });
    expect([metric.period.toMinutes(), metric.label, metric.statistic]).toEqual([5, 'Slow', 'Sum']);
  });
});

describe('a group is known', () => {
  const ARN = 'arn:aws:xray:us-east-1:444455556666:group/slow/ABCDEF';

  test('by its ARN', () => {
    const slow = group();
    const arn = { 'Fn::GetAtt': [slow.stack.getLogicalId(l1Of(slow)), 'GroupARN'] };
    expect(slow.stack.resolve([slow.groupArn, slow.groupRef.groupArn])).toEqual([arn, arn]);
  });

  test('that is imported by its name', () => {
    const stack = newStack();
    const slow = TraceGroup.fromTraceGroupName(stack, 'Slow', 'slow');
    expect(slow.groupName).toBe('slow');
    expect(stack.resolve(slow.groupArn)).toEqual({ 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':xray:eu-west-1:111122223333:group/slow/*']] });
  });

  test('that is imported by its ARN', () => {
    const slow = TraceGroup.fromTraceGroupArn(newStack(), 'Slow', ARN);
    expect([slow.groupName, slow.groupArn, slow.groupRef.groupArn, slow.env.region]).toEqual(['slow', ARN, ARN, 'us-east-1']);
  });

  test.each(['', undefined as any])('by no name that none can have: %s', (name) => {
    expect(() => TraceGroup.fromTraceGroupName(newStack(), 'Slow', name)).toThrow(/`groupName` must have 1 to 32 characters/);
  });

  test.each(['slow', 'arn:aws:xray:us-east-1:444455556666:group/slow', 'arn:aws:xray:us-east-1:444455556666:sampling-rule/slow/A', 'arn:aws:iam::444455556666:group/slow/A'])(
    'by no other ARN: %s', (arn) => {
      expect(() => TraceGroup.fromTraceGroupArn(newStack(), 'Slow', arn)).toThrow(/`groupArn` must be the ARN of a group, with its name and id/);
    });

  test('by no ARN that is a token', () => {
    const stack = newStack();
    const arn = `arn:aws:xray:us-east-1:444455556666:group/${new CfnParameter(stack, 'Name').valueAsString}/A`;
    expect(() => TraceGroup.fromTraceGroupArn(stack, 'Slow', arn)).toThrow(/a group can be imported by its name as well/);
  });

  test.each<[string, (stack: Stack) => ITraceGroup]>([
    ['own', (stack) => group({ filter: TraceFilter.httpStatus(NumberMatch.atLeast(500)) }, stack)],
    ['imported', (stack) => TraceGroup.fromTraceGroupArn(stack, 'Slow', ARN)],
  ])('%s, and others may be allowed to read it', (_, make) => {
    const stack = newStack();
    const role = new iam.Role(stack, 'Role', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
    make(stack).grant(role, 'xray:GetGroup');
    const [{ Properties }] = resourcesOfType(stack, 'AWS::IAM::Policy');
    expect(Properties.PolicyDocument.Statement).toEqual([{ Action: 'xray:GetGroup', Effect: 'Allow', Resource: expect.anything() }]);
  });
});
