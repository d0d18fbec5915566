import { App, aws_ec2 as ec2, aws_ecs as ecs, aws_kms as kms, aws_logs as logs, aws_sns as sns, Duration, Stack, Token } from 'aws-cdk-lib';
import {
  CoverageReport, DefaultSamplingRule, HealthMetrics, ManagedNodeTargets, ManagedNodeTracing, mixins, SamplingRate, SpanQueries, TraceCollector,
  TraceDashboard, TraceHealth, TraceMap, XRayChecks, XRayDaemonService, XRayPermissions, XRaySidecar, XRayTracing, XRayTracingAspect, XRayVpcEndpoint,
} from '../../../src';

/** What a program in JavaScript, or a value of the type `any`, may give. */
const wrong = (value?: unknown): any => value;

const TRUE_OR_FALSE = 'true or false';
const LOG_GROUP = 'a log group, for example from `LogGroup.fromLogGroupName()`';
const RETENTION = 'a member of `RetentionDays`, for example `RetentionDays.ONE_WEEK`';
const DURATION = 'a `Duration`, for example `Duration.minutes(5)`';
const TOPICS = 'a list of topics of Amazon SNS, for example `[new sns.Topic(stack, \'Alarms\')]`';

describe('an option of `enable()`, of the aspect and of the mixin', () => {
  test.each<[string, any, string, string?]>([
    ['frameworkFunctions', 'false', TRUE_OR_FALSE],
    ['createResourcePolicy', 'false', TRUE_OR_FALSE],
    ['acknowledgeFindings', 'no', TRUE_OR_FALSE],
    ['overrideExplicitSettings', 1, TRUE_OR_FALSE],
    ['collector', 'adot', 'a `TraceCollector`, for example `TraceCollector.cloudWatchAgent()`'],
    ['ec2', true, 'an object, for example { allowReplacement: true }'],
    ['ec2', [], 'an object, for example { allowReplacement: true }'],
    ['allowReplacement', 'yes', TRUE_OR_FALSE, 'ec2'],
    ['ecs', 'sidecar', 'an object, for example {}'],
    ['logging', 'no', TRUE_OR_FALSE, 'ecs'],
    ['startFirst', 'no', TRUE_OR_FALSE, 'ecs'],
    ['logGroup', 'x', LOG_GROUP, 'ecs'],
    ['logRetention', 'week', RETENTION, 'ecs'],
    ['logEncryptionKey', 'alias/key', 'a key, for example `new kms.Key(stack, \'Key\')`', 'ecs'],
  ])('`%s` is not %j', (name, value, rule, parent = '') => {
    const options = parent === '' ? { [name]: value } : { [parent]: { [name]: value } };
    const error = new Error(`\`${name}\` must be ${rule}, got: ${JSON.stringify(value)}`);
    expect(() => XRayTracing.of(new App()).enable(options)).toThrow(error);
    expect(() => new XRayTracingAspect(options)).toThrow(error);
    expect(() => new mixins.ResourceTracing(options)).toThrow(error);
  });

  test('is of its kind, known now or at the deployment', () => {
    const stack = new Stack(new App(), 'Stack');
    expect(() => XRayTracing.of(stack).enable({
      allowMissedStages: false,
      ec2: { allowReplacement: true },
      ecs: { logRetention: Token.asNumber({ Ref: 'Days' }), logEncryptionKey: new kms.Key(stack, 'Key') },
    })).not.toThrow();
    expect(() => XRayTracing.of(stack).enable({ ecs: { logGroup: logs.LogGroup.fromLogGroupName(stack, 'Logs', 'x') } })).not.toThrow();
  });
});

test.each<[string, (stack: Stack) => unknown, string]>([
  ['`allowMissedStages` of `enable()`', (stack) => XRayTracing.of(stack).enable({ allowMissedStages: wrong('yes') }), `\`allowMissedStages\` must be ${TRUE_OR_FALSE}, got: "yes"`],
  ['a list in place of options of `enable()`', (stack) => XRayTracing.of(stack).enable(wrong([])), '`options` must be an object, for example {}, got: []'],
  ['a list in place of options of `check()`', (stack) => XRayTracing.of(stack).check(wrong([])), '`options` must be an object, for example {}, got: []'],
  ['`map` of `check()`', (stack) => XRayTracing.of(stack).check({ map: wrong('x') }), `\`map\` must be ${TRUE_OR_FALSE}, got: "x"`],
  ['`reportFiles` of the checks', () => new XRayChecks({ reportFiles: wrong('no') }), `\`reportFiles\` must be ${TRUE_OR_FALSE}, got: "no"`],
  ['`policyName` of `awsManaged()`', () => XRayPermissions.awsManaged(wrong(5)), '`policyName` must be the name of an AWS managed policy, for example `AWSXrayWriteOnlyAccess`, got: 5'],
  ['`acknowledgeFindings` of a sidecar', () => new XRaySidecar({ acknowledgeFindings: wrong('no') }), `\`acknowledgeFindings\` must be ${TRUE_OR_FALSE}, got: "no"`],
  ['the path of a report', () => CoverageReport.fromAssembly(wrong()), '`path` must be the folder of a cloud assembly, for example "cdk.out", got: undefined'],
  ['the path of a map', () => TraceMap.fromAssembly(wrong()), '`path` must be the folder of a cloud assembly, for example "cdk.out", got: undefined'],
  ['one of the paths of a report', () => CoverageReport.fromPaths([wrong(5)]), '`paths` must be a list of paths, for example ["cdk.out"], got: [5]'],
  ['the folder of a report that is not there', () => CoverageReport.fromAssembly('/nox'), '`path` must be a cloud assembly, a template or a folder of either: /nox: does not exist'],
  ['null in place of properties of a report', () => CoverageReport.fromTemplate({ Resources: {} }, wrong(null)), '`props` must be an object, for example {}, got: null'],
  ['null in place of properties of a map', () => TraceMap.fromTemplate({ Resources: {} }, wrong(null)), '`props` must be an object, for example {}, got: null'],
  ['`severities` of a report', () => CoverageReport.fromTemplate({ Resources: {} }, { severities: wrong(null) }), '`severities` must be an object, for example { "XRay::SnsTopicTracing": FindingSeverity.INFO }, got: null'],
  ['`severities` of `check()`', (stack) => XRayTracing.of(stack).check({ severities: wrong(null) }), '`severities` must be an object, for example { "XRay::SnsTopicTracing": FindingSeverity.INFO }, got: null'],
  ['null in place of properties of a mixin', () => new mixins.ResourceTracing(wrong(null)), '`props` must be an object, for example {}, got: null'],
  ['a text in place of properties of a mixin', () => new mixins.ResourceTracing(wrong('x')), '`props` must be an object, for example {}, got: "x"'],
  ['a text in place of properties of a sidecar', () => new XRaySidecar(wrong('x')), '`props` must be an object, for example {}, got: "x"'],
  ['`inspectCode` of a map', () => TraceMap.fromTemplate({ Resources: {} }, { inspectCode: wrong('no') }), `\`inspectCode\` must be ${TRUE_OR_FALSE}, got: "no"`],
  ['the VPC of an endpoint', (stack) => new XRayVpcEndpoint(stack, 'It', wrong({})), '[Stack] `vpc` must be a VPC, for example `new ec2.Vpc(stack, \'Vpc\')`, got: undefined'],
  ['`otlp` of the CloudWatch agent', () => TraceCollector.cloudWatchAgent({ otlp: wrong('false') }), `\`otlp\` must be ${TRUE_OR_FALSE}, got: "false"`],
  ['`otlp` of the ADOT collector', () => TraceCollector.adotCollector({ otlp: wrong('false') }), `\`otlp\` must be ${TRUE_OR_FALSE}, got: "false"`],
  ['the X-Ray daemon of null', () => TraceCollector.xrayDaemon(wrong(null)), '`props` must be an object, for example {}, got: null'],
  ['a collector of nothing', () => new TraceCollector(wrong()), '`props` must be an object, for example { name: \'my-collector\' }, got: undefined'],
  ['`receivesOtlp` of a collector', () => new TraceCollector({ name: 'vector', receivesOtlp: wrong('no') }), `\`receivesOtlp\` must be ${TRUE_OR_FALSE}, got: "no"`],
  ['an image as the container of a collector', () => new TraceCollector({ name: 'vector', container: wrong('vector:1') }), '`container` must be an object, for example { image: \'public.ecr.aws/xray/aws-xray-daemon:3.6.6\' }, got: "vector:1"'],
  ['the health of no construct', (stack) => TraceHealth.forConstruct(stack, 'It', wrong()), '`service` must be a construct, for example a Lambda function, got: undefined'],
  ['all of an endpoint', (stack) => new XRayVpcEndpoint(stack, 'It', wrong()), '[Stack] `vpc` must be a VPC, for example `new ec2.Vpc(stack, \'Vpc\')`, got: undefined'],
])('%s is refused', (_, make, message) => {
  expect(() => make(new Stack(new App(), 'Stack'))).toThrow(new Error(message));
});

test.each<[string, (stack: Stack) => unknown, string]>([
  ['a daemon service', (stack) => new XRayDaemonService(stack, 'It', wrong({})), '`cluster` must be a cluster of Amazon ECS, for example `new ecs.Cluster(stack, \'Cluster\')`, got: undefined'],
  ['a daemon service without properties', (stack) => new XRayDaemonService(stack, 'It', wrong()), '`cluster` must be a cluster of Amazon ECS, for example `new ecs.Cluster(stack, \'Cluster\')`, got: undefined'],
  ['a dashboard of a text', (stack) => new TraceDashboard(stack, 'It', { of: wrong('x') }), '`of` must be a construct, for example a stack, got: "x"'],
  ['a dashboard of a list', (stack) => new TraceDashboard(stack, 'It', { of: wrong([]) }), '`of` must be a construct, for example a stack, got: []'],
  ['a dashboard with a number as period', (stack) => new TraceDashboard(stack, 'It', { period: wrong(5) }), `\`period\` must be ${DURATION}, got: 5`],
  ['a dashboard with another kind of groups', (stack) => new TraceDashboard(stack, 'It', { traceGroups: wrong(['x']) }), '`traceGroups` must be a list of `TraceGroup`s, got: ["x"]'],
  ['a dashboard with the health of a text', (stack) => new TraceDashboard(stack, 'It', { health: wrong('x') }), '`health` must be a list of `TraceHealth`, got: "x"'],
  ['health with a number as objective', (stack) => new TraceHealth(stack, 'It', { latencyObjective: wrong(2) }), `\`latencyObjective\` must be ${DURATION}, got: 2`],
  ['health with a text as topics', (stack) => new TraceHealth(stack, 'It', { notificationTopics: wrong('x') }), `\`notificationTopics\` must be ${TOPICS}, got: "x"`],
  ['health with a text among its topics', (stack) => new TraceHealth(stack, 'It', { notificationTopics: [wrong('x')] }), `\`notificationTopics\` must be ${TOPICS}, got: ["x"]`],
  ['health with a factory that was not called', (stack) => new TraceHealth(stack, 'It', { metrics: wrong('traceGroups') }), '`metrics` must be `HealthMetrics`, for example `HealthMetrics.traceGroups()`, got: "traceGroups"'],
  ['health with a text in place of a truth', (stack) => new TraceHealth(stack, 'It', { insights: wrong('no') }), `\`insights\` must be ${TRUE_OR_FALSE}, got: "no"`],
  ['a dashboard of null', (stack) => new TraceDashboard(stack, 'It', wrong(null)), '`props` must be an object, for example {}, got: null'],
  ['health of null', (stack) => new TraceHealth(stack, 'It', wrong(null)), '`props` must be an object, for example {}, got: null'],
  ['queries of null', (stack) => new SpanQueries(stack, 'It', wrong(null)), '`props` must be an object, for example {}, got: null'],
  ['queries for a number', (stack) => new SpanQueries(stack, 'It', { userAttribute: wrong(5) }), '`userAttribute` must be the name of a span\'s attribute, for example "enduser.id", got: 5'],
  ['the default rule of nothing', (stack) => new DefaultSamplingRule(stack, 'It', wrong()), '`props` must be an object, for example { rate: SamplingRate.percent(5) }, got: undefined'],
  ['nodes without properties', (stack) => new ManagedNodeTracing(stack, 'It', wrong()), '`props` must be an object, for example { targets: ManagedNodeTargets.tag(\'Tracing\', \'on\') }, got: undefined'],
  ['nodes with a text as interval', (stack) => new ManagedNodeTracing(stack, 'It', { targets: ManagedNodeTargets.allNodes(), interval: wrong('1d') }), `\`interval\` must be ${DURATION}, got: "1d"`],
  ['the default rule with a text in place of a truth', (stack) => new DefaultSamplingRule(stack, 'It', { rate: SamplingRate.percent(5), acknowledgeFindings: wrong('no') }), `\`acknowledgeFindings\` must be ${TRUE_OR_FALSE}, got: "no"`],
])('%s is refused', (_, make, message) => {
  expect(() => make(new Stack(new App(), 'Stack'))).toThrow(new Error(`[Stack/It] ${message}`));
});

test('what is of its kind is accepted, however it was made', () => {
  const stack = new Stack(new App(), 'Stack');
  const vpc = ec2.Vpc.fromVpcAttributes(stack, 'Vpc', { vpcId: 'vpc-1', vpcCidrBlock: '10.0.0.0/16', availabilityZones: ['a'], privateSubnetIds: ['subnet-1'] });
  const cluster = ecs.Cluster.fromClusterAttributes(stack, 'Cluster', { clusterName: 'c', vpc, hasEc2Capacity: true });
  const topic = sns.Topic.fromTopicArn(stack, 'Topic', 'arn:aws:sns:eu-west-1:111122223333:alarms');
  expect(() => {
    new XRayVpcEndpoint(stack, 'Endpoint', { vpc });
    new XRayDaemonService(stack, 'Daemon', { cluster, logging: false });
    const health = new TraceHealth(stack, 'Health', { latencyObjective: Duration.seconds(2), notificationTopics: [topic], metrics: HealthMetrics.traceGroups() });
    new TraceDashboard(stack, 'Dashboard', { of: stack, health: [health], traceGroups: health.groups, period: Duration.minutes(1) });
  }).not.toThrow();
});
