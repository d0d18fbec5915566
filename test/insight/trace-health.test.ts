import {
  App, aws_apigateway as apigateway, aws_appsync as appsync, aws_cloudwatch as cloudwatch, aws_iam as iam, aws_kms as kms, aws_lambda as lambda,
  aws_sns as sns, aws_sqs as sqs, aws_stepfunctions as stepfunctions, CfnParameter, CfnResource, Duration, Lazy, Stack, Token,
} from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import type { IConstruct } from 'constructs';
import { HealthMetrics, TraceHealth, type TraceHealthProps } from '../../src';

function stackWith(props: TraceHealthProps, serviceName?: string) {
  const stack = new Stack(new App(), 'Stack', { env: { account: '111122223333', region: 'eu-west-1' } });
  const health = serviceName === undefined ? new TraceHealth(stack, 'Health', props) : TraceHealth.forService(stack, 'Health', serviceName, props);
  return { stack, health, template: Template.fromStack(stack) };
}

function filters(template: Template): string[] {
  return Object.values(template.findResources('AWS::XRay::Group')).map((group) => group.Properties.FilterExpression);
}

describe('the groups', () => {
  test('of all services', () => {
    const { template } = stackWith({ latencyObjective: Duration.seconds(2) });
    expect(filters(template)).toEqual(['responsetime >= 0', 'fault', 'error', 'throttle', 'responsetime > 2']);
  });

  test('of one service, where the response time is that of the service', () => {
    const { template } = stackWith({ latencyObjective: Duration.millis(500) }, 'orders');
    expect(filters(template)).toEqual([
      'service("orders") { responsetime >= 0 }',
      'service("orders") { fault }',
      'service("orders") { error }',
      'service("orders") { throttle }',
      'service("orders") { responsetime > 0.5 }',
    ]);
  });

  test('are four without a latency objective', () => {
    expect(stackWith({}).health.groups).toHaveLength(4);
  });

  test('are told of, with what they leave of the 25', () => {
    const stack = new Stack(new App(), 'Stack', { env: { account: '111122223333', region: 'eu-west-1' } });
    new TraceHealth(stack, 'Health');
    TraceHealth.forService(stack, 'Orders', 'orders', { latencyObjective: Duration.seconds(1) });
    Annotations.fromStack(stack).hasInfo('/Stack/Health', 'This makes 4 X-Ray groups. The app has 9 in account 111122223333 and region eu-west-1, '
      + 'which leaves 16 of 25 to whoever else uses them.');
    Annotations.fromStack(stack).hasInfo('/Stack/Orders', Match.stringLikeRegexp('^This makes 5 .* has 9 .* leaves 16 of 25'));
  });
});

describe('the alarms', () => {
  test('by default are on faults and throttles', () => {
    const { template, health } = stackWith({});
    expect(health.alarms.map(({ node }) => node.id)).toEqual(['FaultAlarm', 'ThrottleAlarm']);
    template.hasResourceProperties('AWS::CloudWatch::Alarm', {
      AlarmDescription: 'All services: more than 1 % of the requests have a fault (status code 5xx)',
      ComparisonOperator: 'GreaterThanThreshold',
      EvaluationPeriods: 3,
      Threshold: 1,
      TreatMissingData: 'notBreaching',
      Metrics: [
        Match.objectLike({ Expression: 'IF(total < 10, 0, 100 * FILL(part, 0) / total)' }),
        {
          Id: 'part',
          ReturnData: false,
          MetricStat: {
            Metric: { Namespace: 'AWS/X-Ray', MetricName: 'ApproximateTraceCount', Dimensions: [{ Name: 'GroupName', Value: Match.stringLikeRegexp('Fault') }] },
            Period: 300,
            Stat: 'Sum',
          },
        },
        Match.objectLike({ Id: 'total', MetricStat: { Metric: { Dimensions: [{ Name: 'GroupName', Value: Match.stringLikeRegexp('All') }] } } }),
      ],
    });
  });

  test('of every kind', () => {
    const { template, health } = stackWith({
      latencyObjective: Duration.seconds(2),
      latencyTarget: 99.9,
      faultThreshold: 0,
      errorThreshold: 20,
      throttleThreshold: 5,
      silenceThreshold: Duration.minutes(15),
      minimumRequests: 100,
      period: Duration.minutes(1),
      evaluationPeriods: 10,
      datapointsToAlarm: 7,
      treatMissingData: cloudwatch.TreatMissingData.IGNORE,
    }, 'orders');
    expect(health.alarms.map(({ node }) => node.id)).toEqual(['LatencyAlarm', 'FaultAlarm', 'ErrorAlarm', 'ThrottleAlarm', 'SilenceAlarm']);
    for (const [threshold, text] of [[0.1, 'take longer than 2 seconds'], [0, 'have a fault'], [20, 'have an error'], [5, 'are throttled']] as const) {
      template.hasResourceProperties('AWS::CloudWatch::Alarm', {
        AlarmDescription: Match.stringLikeRegexp(`^orders: more than ${threshold} % of the requests ${text}`),
        Threshold: threshold,
        EvaluationPeriods: 10,
        DatapointsToAlarm: 7,
        TreatMissingData: 'ignore',
        Metrics: Match.arrayWith([Match.objectLike({ Expression: Match.stringLikeRegexp('total < 100') })]),
      });
    }
  });

  test('on silence take no figure for silence, whatever missing figures mean elsewhere', () => {
    const { template } = stackWith({ silenceThreshold: Duration.minutes(15), treatMissingData: cloudwatch.TreatMissingData.IGNORE });
    template.hasResourceProperties('AWS::CloudWatch::Alarm', {
      AlarmDescription: 'All services: no request for 15 minutes',
      ComparisonOperator: 'LessThanThreshold',
      Threshold: 1,
      Period: 900,
      EvaluationPeriods: 1,
      Statistic: 'Sum',
      TreatMissingData: 'breaching',
    });
  });

  test('may have thresholds that are known at the deployment', () => {
    const stack = new Stack(new App(), 'Stack');
    const given = (id: string) => new CfnParameter(stack, id, { type: 'Number' }).valueAsNumber;
    new TraceHealth(stack, 'Health', {
      latencyObjective: Duration.seconds(given('Latency')),
      faultThreshold: given('Fault'),
      minimumRequests: given('Minimum'),
      evaluationPeriods: given('Periods'),
      datapointsToAlarm: 2,
    });
    const template = Template.fromStack(stack);
    template.hasResourceProperties('AWS::CloudWatch::Alarm', {
      AlarmDescription: { 'Fn::Join': ['', ['All services: more than 5 % of the requests take longer than ', { Ref: 'Latency' }, ' seconds']] },
      Metrics: Match.arrayWith([Match.objectLike({ Expression: { 'Fn::Join': ['', ['IF(total < ', { Ref: 'Minimum' }, ', 0, 100 * FILL(part, 0) / total)']] } })]),
    });
    template.hasResourceProperties('AWS::CloudWatch::Alarm', { Threshold: { Ref: 'Fault' }, EvaluationPeriods: { Ref: 'Periods' }, DatapointsToAlarm: 2 });
    Annotations.fromStack(stack).hasNoWarning('*', Match.anyValue());
  });

  test('need a latency target that is known at the synthesis', () => {
    expect(() => stackWith({ latencyObjective: Duration.seconds(2), latencyTarget: Token.asNumber({ Ref: 'Target' }) })).toThrow(new Error(
      '[Stack/Health] `latencyTarget` must be known at synthesis, because CloudFormation cannot subtract it from 100, got a token'));
  });

  test('are sent to the topics, their end too', () => {
    const stack = new Stack(new App(), 'Stack');
    const topic = new sns.Topic(stack, 'Topic');
    new TraceHealth(stack, 'Health', { notificationTopics: [topic] });
    Template.fromStack(stack).allResourcesProperties('AWS::CloudWatch::Alarm', {
      AlarmActions: [stack.resolve(topic.topicArn)],
      OKActions: [stack.resolve(topic.topicArn)],
    });
  });
});

describe('the topics of alarms', () => {
  const BY_ALARMS = {
    Action: 'sns:Publish',
    Principal: { Service: 'cloudwatch.amazonaws.com' },
    Condition: { ArnLike: { 'aws:SourceArn': { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':cloudwatch:eu-west-1:111122223333:alarm:*']] } } },
  };

  function withTopic(topicProps: sns.TopicProps, props: TraceHealthProps = {}): Template {
    const stack = new Stack(new App(), 'Stack', { env: { account: '111122223333', region: 'eu-west-1' } });
    new TraceHealth(stack, 'Health', { ...props, notificationTopics: [new sns.Topic(stack, 'Topic', topicProps)] });
    return Template.fromStack(stack);
  }

  test.each<[string, sns.TopicProps, TraceHealthProps]>([
    ['takes TLS only', { enforceSSL: true }, {}],
    ['gets insights', {}, { insights: true }],
  ])('let alarms publish where one %s, and so has a policy that replaces that of SNS', (_, topicProps, props) => {
    withTopic(topicProps, props).hasResourceProperties('AWS::SNS::TopicPolicy', {
      PolicyDocument: { Statement: Match.arrayWith([Match.objectLike({ ...BY_ALARMS, Effect: 'Allow' })]) },
    });
  });

  test('let alarms publish where something else gives one a policy later', () => {
    const stack = new Stack(new App(), 'Stack', { env: { account: '111122223333', region: 'eu-west-1' } });
    const topic = new sns.Topic(stack, 'Topic');
    new TraceHealth(stack, 'Health', { notificationTopics: [topic] });
    topic.addToResourcePolicy(new iam.PolicyStatement({ principals: [new iam.ServicePrincipal('events.amazonaws.com')], actions: ['sns:Publish'], resources: [topic.topicArn] }));
    Template.fromStack(stack).hasResourceProperties('AWS::SNS::TopicPolicy', {
      PolicyDocument: { Statement: [Match.objectLike({ Principal: { Service: 'events.amazonaws.com' } }), Match.objectLike({ ...BY_ALARMS, Effect: 'Allow' })] },
    });
  });

  test.each<[string, (stack: Stack, topic: sns.Topic, statement: iam.PolicyStatement) => unknown]>([
    ['an L2 policy', (stack, topic, statement) => new sns.TopicPolicy(stack, 'Theirs', { topics: [topic] }).document.addStatements(statement)],
    ['an L1 policy', (stack, topic, statement) => new sns.CfnTopicPolicy(stack, 'Theirs', {
      topics: [topic.topicArn], policyDocument: { Version: '2012-10-17', Statement: [statement.toStatementJson()] },
    })],
    ['a raw policy', (stack, topic, statement) => new CfnResource(stack, 'Theirs', {
      type: 'AWS::SNS::TopicPolicy', properties: { Topics: [{ Ref: stack.getLogicalId(topic.node.defaultChild as CfnResource) }], PolicyDocument: { Statement: statement.toStatementJson() } },
    })],
  ])('let alarms publish where %s beside one replaces that of SNS', (_, makePolicy) => {
    const stack = new Stack(new App(), 'Stack', { env: { account: '111122223333', region: 'eu-west-1' } });
    const topic = new sns.Topic(stack, 'Topic');
    new TraceHealth(stack, 'Health', { notificationTopics: [topic] });
    makePolicy(stack, topic, new iam.PolicyStatement({ principals: [new iam.ServicePrincipal('events.amazonaws.com')], actions: ['sns:Publish'], resources: ['*'] }));
    const template = Template.fromStack(stack);
    template.resourceCountIs('AWS::SNS::TopicPolicy', 1);
    template.hasResourceProperties('AWS::SNS::TopicPolicy', {
      PolicyDocument: {
        Statement: [
          Match.objectLike({ Principal: { Service: 'events.amazonaws.com' } }),
          Match.objectLike({ ...BY_ALARMS, Effect: 'Allow', Resource: stack.resolve(topic.topicArn) }),
        ],
      },
    });
  });

  test('leave the policies of other topics alone', () => {
    const stack = new Stack(new App(), 'Stack');
    const [topic, other] = ['Topic', 'Other'].map((id) => new sns.Topic(stack, id));
    new TraceHealth(stack, 'Health', { notificationTopics: [topic] });
    const { document } = new sns.TopicPolicy(stack, 'Theirs', { topics: [other] });
    document.addStatements(new iam.PolicyStatement({ principals: [new iam.AccountRootPrincipal()], actions: ['sns:Publish'], resources: ['*'] }));
    Template.fromStack(stack).hasResourceProperties('AWS::SNS::TopicPolicy', { PolicyDocument: { Statement: [Match.objectLike({ Action: 'sns:Publish' })] } });
  });

  test('keep the policy that SNS gives them', () => {
    withTopic({}).resourceCountIs('AWS::SNS::TopicPolicy', 0);
  });

  test('let alarms use their keys', () => {
    const stack = new Stack(new App(), 'Stack');
    new TraceHealth(stack, 'Health', { notificationTopics: [new sns.Topic(stack, 'Topic', { masterKey: new kms.Key(stack, 'Key') })] });
    Template.fromStack(stack).hasResourceProperties('AWS::KMS::Key', {
      KeyPolicy: {
        Statement: Match.arrayWith([Match.objectLike({
          Action: ['kms:Decrypt', 'kms:GenerateDataKey*'], Effect: 'Allow', Principal: { Service: 'cloudwatch.amazonaws.com' },
        })]),
      },
    });
  });

  test.each<[string, (stack: Stack) => kms.IKey]>([
    ['imported', (stack) => kms.Key.fromKeyArn(stack, 'Key', 'arn:aws:kms:eu-west-1:111122223333:key/a')],
    ['AWS\'s own', (stack) => kms.Alias.fromAliasName(stack, 'Key', 'alias/aws/sns')],
  ])('with a key that is %s are warned of, because alarms are not delivered', (_, keyOf) => {
    const stack = new Stack(new App(), 'Stack');
    const masterKey = keyOf(stack);
    new TraceHealth(stack, 'Health', { notificationTopics: ['Other', 'Topic'].map((id) => new sns.Topic(stack, id, { masterKey })) });
    Annotations.fromStack(stack).hasWarning('/Stack/Topic', Match.stringLikeRegexp(
      '^The policy of the key Stack/Key cannot be changed here.* alarms to the topic Stack/Topic: add the statement .*"kms:GenerateDataKey\\*".*"Service":"cloudwatch.amazonaws.com".*XRay::KeyNotManaged'));
  });

  test('are five at most, as many as an alarm takes', () => {
    const stack = new Stack(new App(), 'Stack');
    const topics = [1, 2, 3, 4, 5, 6].map((number) => new sns.Topic(stack, `Topic${number}`));
    new TraceHealth(stack, 'Health', { notificationTopics: topics.slice(1) });
    expect(() => new TraceHealth(stack, 'More', { notificationTopics: topics })).toThrow(new Error(
      '[Stack/More] `notificationTopics` must be 5 at most, as many actions as an alarm can have, got: 6; let one topic have several subscriptions'));
  });

  test.each([{}, { insights: true }])('of another region are refused, with %j', (props) => {
    const stack = new Stack(new App(), 'Stack', { env: { account: '111122223333', region: 'eu-west-1' } });
    const topic = (id: string, region: string) => sns.Topic.fromTopicArn(stack, id, `arn:aws:sns:${region}:111122223333:alarms`);
    const notificationTopics = [topic('Here', 'eu-west-1'), topic('There', 'us-east-1')];
    expect(() => new TraceHealth(stack, 'Health', { ...props, notificationTopics })).toThrow(new Error(
      '[Stack/Health] `notificationTopics` must be in the region of the alarms, eu-west-1, got one in us-east-1: "Stack/There"; make a topic in this region'));
  });

  test('of a region that only the deployment knows are accepted', () => {
    const stack = new Stack(new App(), 'Stack');
    const topic = sns.Topic.fromTopicArn(stack, 'Topic', 'arn:aws:sns:eu-west-1:111122223333:alarms');
    expect(() => new TraceHealth(stack, 'Health', { notificationTopics: [topic] })).not.toThrow();
  });

  test('are let in once by all that send to one', () => {
    const stack = new Stack(new App(), 'Stack');
    const notificationTopics = [new sns.Topic(stack, 'Topic', { enforceSSL: true })];
    ['One', 'Two'].forEach((id) => new TraceHealth(stack, id, { notificationTopics }));
    const [{ Properties: { PolicyDocument } }] = Object.values(Template.fromStack(stack).findResources('AWS::SNS::TopicPolicy'));
    expect(PolicyDocument.Statement.filter(({ Effect }: { Effect: string }) => Effect === 'Allow')).toHaveLength(1);
  });
});

describe('insights', () => {
  test('are looked for in the group of all traces, and sent to each topic', () => {
    const stack = new Stack(new App(), 'Stack');
    const topics = ['One', 'Two'].map((id) => new sns.Topic(stack, id));
    new TraceHealth(stack, 'Health', { insights: true, notificationTopics: topics });
    const template = Template.fromStack(stack);
    template.hasResourceProperties('AWS::XRay::Group', {
      FilterExpression: 'responsetime >= 0',
      InsightsConfiguration: { InsightsEnabled: true, NotificationsEnabled: true },
    });
    for (const topic of topics) {
      template.hasResourceProperties('AWS::Events::Rule', {
        EventPattern: { 'source': ['aws.xray'], 'detail-type': ['AWS X-Ray Insight Update'] },
        Targets: [Match.objectLike({ Arn: stack.resolve(topic.topicArn) })],
      });
    }
  });

  test('are off by default', () => {
    stackWith({}).template.hasResourceProperties('AWS::XRay::Group', { InsightsConfiguration: Match.absent() });
  });
});

describe('by Application Signals', () => {
  const metrics = HealthMetrics.applicationSignals('lambda:default');

  test('no group is made, and all requests count', () => {
    const { template, health } = stackWith({ metrics, latencyObjective: Duration.seconds(2), latencyTarget: 99, minimumRequests: 1000 }, 'orders');
    template.resourceCountIs('AWS::XRay::Group', 0);
    expect(health.alarms.map(({ node }) => node.id)).toEqual(['LatencyAlarm', 'FaultAlarm']);
    const Dimensions = [{ Name: 'Environment', Value: 'lambda:default' }, { Name: 'Service', Value: 'orders' }];
    template.hasResourceProperties('AWS::CloudWatch::Alarm', {
      Threshold: 1,
      Metrics: [
        Match.objectLike({ Expression: 'IF(total < 1000, 0, part)' }),
        Match.objectLike({ Id: 'part', MetricStat: { Metric: { MetricName: 'Latency', Namespace: 'ApplicationSignals', Dimensions }, Stat: 'PR(2000:)' } }),
        Match.objectLike({ Id: 'total', MetricStat: { Metric: { MetricName: 'Latency', Dimensions }, Stat: 'SampleCount' } }),
      ],
    });
    template.hasResourceProperties('AWS::CloudWatch::Alarm', {
      Metrics: Match.arrayWith([
        Match.objectLike({ Id: 'part', MetricStat: { Metric: { MetricName: 'Fault', Dimensions }, Stat: 'Sum' } }),
        Match.objectLike({ Id: 'total', MetricStat: { Metric: { MetricName: 'Latency', Dimensions }, Stat: 'SampleCount' } }),
      ]),
    });
  });

  test.each<[string, TraceHealthProps, string | undefined, RegExp]>([
    ['all services', {}, undefined, /`metrics` of Application Signals are those of one service.*`TraceHealth.forService\(\)`/],
    ['throttles', { throttleThreshold: 1 }, 'orders', /`throttleThreshold` needs metrics that count throttles/],
    ['a token in seconds', { latencyObjective: Duration.seconds(Lazy.number({ produce: () => 5 })) }, 'orders', /`latencyObjective` must be made by `Duration.millis\(\)` .*got one in seconds$/],
    ['insights', { insights: true }, 'orders', /`insights` are those of a trace group/],
  ])('there is nothing for %s', (_, props, service, message) => {
    expect(() => stackWith({ metrics, ...props }, service)).toThrow(message);
  });

  test('a latency objective may be less than a millisecond', () => {
    const { template } = stackWith({ metrics, latencyObjective: Duration.millis(0.5) }, 'orders');
    template.hasResourceProperties('AWS::CloudWatch::Alarm', { Metrics: Match.arrayWith([Match.objectLike({ MetricStat: Match.objectLike({ Stat: 'PR(0.5:)' }) })]) });
  });

  test('an environment must be named', () => {
    expect(() => HealthMetrics.applicationSignals('')).toThrow(/^`environment` must be .*"lambda:default", got: ""/);
  });
});

describe('the service of a construct', () => {
  const CODE = lambda.Code.fromInline('exports.handler = async () => {};');
  const fnIn = (stack: Stack) => new lambda.Function(stack, 'Fn', { runtime: lambda.Runtime.NODEJS_22_X, handler: 'index.handler', code: CODE });

  test.each<[string, (stack: Stack) => IConstruct, (stack: Stack, service: any) => any]>([
    ['a function', fnIn, (stack, fn) => named(stack.resolve(fn.functionName))],
    ['a REST API', (stack) => new apigateway.LambdaRestApi(stack, 'Api', { handler: fnIn(stack), restApiName: 'orders' }), () => 'service("orders/prod") { fault }'],
    [
      'a state machine',
      (stack) => new stepfunctions.StateMachine(stack, 'Flow', {
        definitionBody: stepfunctions.DefinitionBody.fromChainable(new stepfunctions.Pass(stack, 'Pass')),
      }),
      (stack, flow) => named(stack.resolve(flow.stateMachineName)),
    ],
    ['a topic', (stack) => new sns.Topic(stack, 'Topic'), (stack, topic) => named(stack.resolve(topic.topicName))],
    ['a GraphQL API', (stack) => new appsync.CfnGraphQLApi(stack, 'Graph', { name: 'catalog', authenticationType: 'API_KEY' }), () => 'service("catalog") { fault }'],
  ])('%s', (_, build, filter) => {
    const stack = new Stack(new App(), 'Stack');
    const service = build(stack);
    TraceHealth.forConstruct(stack, 'Health', service);
    expect(filters(Template.fromStack(stack))).toContainEqual(filter(stack, service));
  });

  function named(name: any) {
    return { 'Fn::Join': ['', ['service("', name, '") { fault }']] };
  }

  test('a stage whose name only the deployment knows is none', () => {
    const stack = new Stack(new App(), 'Stack');
    const api = new apigateway.CfnRestApi(stack, 'Api', { name: 'orders' });
    const stage = new apigateway.CfnStage(stack, 'Stage', { restApiId: api.ref, deploymentId: 'd' });
    expect(() => TraceHealth.forConstruct(stack, 'Health', stage)).toThrow(/`service` must be one of .*, got: "Stack\/Stage"; name any other service by/);
  });

  test('a queue is none', () => {
    const queue = new sqs.Queue(new Stack(new App(), 'Stack'), 'Queue');
    expect(() => TraceHealth.forConstruct(queue, 'Health', queue)).toThrow(/`service` must be one of AWS::ApiGateway::Stage,.*got: "Stack\/Queue".*`TraceHealth.forService\(\)`/);
  });
});

test.each<[TraceHealthProps, RegExp]>([
  [{ faultThreshold: 101 }, /`faultThreshold` must be a number from 0 to 100, got: 101/],
  [{ latencyObjective: Duration.seconds(1), latencyTarget: -1 }, /`latencyTarget` must be a number from 0 to 100/],
  [{ latencyTarget: 99 }, /`latencyTarget` must go with `latencyObjective`/],
  [{ minimumRequests: 0 }, /`minimumRequests` must be a whole number from 1/],
  [{ evaluationPeriods: 0 }, /`evaluationPeriods` must be a whole number from 1/],
  [{ datapointsToAlarm: 4 }, /`datapointsToAlarm` must be a whole number from 1 to 3, got: 4/],
  [{ period: Duration.seconds(90) }, /`period` must be whole minutes, up to a day, got: 1 minute 30 seconds/],
  [{ silenceThreshold: Duration.days(2) }, /`silenceThreshold` must be whole minutes, up to a day, got: 2 days/],
  [{ period: Duration.millis(500) }, /`period` must be whole minutes, up to a day, got: 500 millis/],
  [{ silenceThreshold: Duration.minutes(Lazy.number({ produce: () => 5 })) }, /`silenceThreshold` must be known at synthesis, got a token; give it a number/],
  [{ latencyObjective: Duration.minutes(Lazy.number({ produce: () => 5 })) }, /`latencyObjective` must be made by `Duration.seconds\(\)` where it is a token.*got one in minutes$/],
  [{ period: Duration.minutes(59), evaluationPeriods: 25 }, /`evaluationPeriods` times `period` must be a day at most, or 7 days .* got: 25 of 59 minutes/],
  [{ period: Duration.hours(12), evaluationPeriods: 15 }, /`evaluationPeriods` times `period` must be a day at most, or 7 days .* got: 15 of 12 hours/],
])('%j is refused', (props, message) => {
  expect(() => stackWith(props)).toThrow(message);
});

test.each([[Duration.minutes(5), 288], [Duration.hours(1), 168], [Duration.days(1), 7]])('CloudWatch looks back for periods of %p, and %i of them', (period, evaluationPeriods) => {
  expect(() => stackWith({ period, evaluationPeriods })).not.toThrow();
});

test('a service must be named', () => {
  expect(() => stackWith({}, '')).toThrow(/`serviceName` must be the name of a service on the trace map, got: ""/);
});
