import {
  Annotations, aws_cloudwatch as cloudwatch, aws_cloudwatch_actions as actions, aws_events_targets as targets, type aws_sns as sns, CfnResource,
  Duration, Stack, Token,
} from 'aws-cdk-lib';
import { Construct, type IConstruct } from 'constructs';
import { letAlarmsPublish } from './alarm-topics';
import { HealthMetrics, type Measures } from './health-metrics';
import { serviceNameOf } from './service-names';
import { acknowledge } from '../private/cdk/acknowledgements';
import { environmentText } from '../private/cdk/environment-singleton';
import { misuse, shown } from '../private/errors';
import { requireInteger, requireNumber } from '../private/options/limits';
import { BOOLEAN, DURATION, having, listHaving, requireKinds } from '../private/options/option-kinds';
import { MAX_GROUPS } from '../private/xray-limits';
import type { ITraceGroup } from '../settings/trace-group';

const SECONDS_PER_DAY = 86_400;
const SECONDS_PER_HOUR = 3_600;
const DAYS_OF_LONG_PERIODS = 7;
/** How many actions CloudWatch takes for a change of an alarm. */
const DEFAULT_PERIOD = Duration.minutes(5);
const DEFAULT_EVALUATION_PERIODS = 3;
const MAX_TOPICS = 5;
const NO_DEAD_LETTER_QUEUE = 'X-Ray tells of insights on a best-effort basis, and keeps them: nothing is lost with a notification.';

/**
 * Properties of the health of one service, or of all.
 */
export interface TraceHealthProps {
  /**
   * How long a request may take. A request that takes longer is slow. A token must be in seconds, and for Application Signals in milliseconds.
   *
   * @default - slow requests are not looked at
   */
  readonly latencyObjective?: Duration;

  /**
   * How many percent of the requests must be within `latencyObjective`, for example 99: 0 to 100. Fewer are an alarm. It needs
   * `latencyObjective`, and cannot be a token.
   *
   * @default 95
   */
  readonly latencyTarget?: number;

  /**
   * How many percent of the requests may have a fault (a status code of 500 to 599): 0 to 100. More are an alarm.
   *
   * @default 1
   */
  readonly faultThreshold?: number;

  /**
   * How many percent of the requests may have an error (a status code of 400 to 499): 0 to 100. More are an alarm.
   *
   * @default - no alarm for errors: clients make them
   */
  readonly errorThreshold?: number;

  /**
   * How many percent of the requests may be throttled (status code 429): 0 to 100. More are an alarm.
   *
   * @default - 1; no alarm where the metrics have no throttles
   */
  readonly throttleThreshold?: number;

  /**
   * For how long no request at all is an alarm: whole minutes, up to a day. It cannot be a token.
   *
   * @default - silence is no alarm
   */
  readonly silenceThreshold?: Duration;

  /**
   * Fewer requests in a period than these are too few to tell, and make no alarm but that for silence.
   *
   * @default 10
   */
  readonly minimumRequests?: number;

  /**
   * Over how long percentages are taken: whole minutes, up to a day. It cannot be a token.
   *
   * @default Duration.minutes(5)
   */
  readonly period?: Duration;

  /**
   * How many periods are looked at: all together a day at most, or seven days with periods of an hour or more.
   *
   * @default 3
   */
  readonly evaluationPeriods?: number;

  /**
   * In how many of these periods a threshold must be reached: 1 to `evaluationPeriods`.
   *
   * @default - in all of them
   */
  readonly datapointsToAlarm?: number;

  /**
   * What a period without any figure means. It does not touch the alarm for silence.
   *
   * @default cloudwatch.TreatMissingData.NOT_BREACHING
   */
  readonly treatMissingData?: cloudwatch.TreatMissingData;

  /**
   * Whom alarms, and insights, are sent to: up to five topics of the same region. Alarms tell of their end too. The key of a topic, and a policy that it
   * has, let them publish.
   *
   * @default - nobody; the alarms can be seen in the console
   */
  readonly notificationTopics?: sns.ITopic[];

  /**
   * Whether X-Ray looks for anomalies among the faults, and sends what it finds to `notificationTopics`. It costs by the trace that is looked at.
   * Only with the metrics of trace groups.
   *
   * @default false
   * @see https://docs.aws.amazon.com/xray/latest/devguide/xray-console-insights.html
   */
  readonly insights?: boolean;

  /**
   * Where the figures come from.
   *
   * @default HealthMetrics.traceGroups()
   */
  readonly metrics?: HealthMetrics;

  /**
   * Whether the cdk-nag finding about the rules that send insights, which have no dead-letter queue, is acknowledged.
   *
   * @default true
   */
  readonly acknowledgeFindings?: boolean;
}

/**
 * Watches over all services of the account and region, or over one: alarms on latency, faults, errors, throttles and silence.
 *
 * By default it makes four X-Ray groups, and a fifth with a latency objective. An account and region have room for 25.
 *
 * @see https://docs.aws.amazon.com/xray/latest/devguide/xray-console-groups.html
 */
export class TraceHealth extends Construct {
  /**
   * Watches over one service, by its name.
   *
   * @param scope where the alarms live
   * @param id the id in the scope
   * @param serviceName its name on the trace map: that of the Lambda function, `{api name}/{stage}` of a REST API, `AWS_XRAY_TRACING_NAME` of a container
   * @param props what is watched
   * @throws when a property is not what it must be
   */
  public static forService(scope: Construct, id: string, serviceName: string, props: TraceHealthProps = {}): TraceHealth {
    if (!serviceName) { throw misuse(`\`serviceName\` must be the name of a service on the trace map, got: ${shown(serviceName)}`, scope); }
    return new TraceHealth(scope, id, props, serviceName);
  }

  /**
   * Watches over one service, by its construct: a Lambda function, a REST API, a state machine, a GraphQL API or an SNS topic.
   *
   * @param scope where the alarms live
   * @param id the id in the scope
   * @param service the construct
   * @param props what is watched
   * @throws when a property is not what it must be, or the construct is no service that X-Ray names by it
   */
  public static forConstruct(scope: Construct, id: string, service: IConstruct, props: TraceHealthProps = {}): TraceHealth {
    return new TraceHealth(scope, id, props, serviceNameOf(service));
  }

  /** The alarms, in the order: latency, faults, errors, throttles, silence. */
  public readonly alarms: cloudwatch.Alarm[] = [];

  /** The groups that were made, in the order: all, faults, errors, throttles, slow. */
  public readonly groups: ITraceGroup[];

  /**
   * @param scope where the alarms live
   * @param id the id in the scope
   * @param props what is watched
   * @param serviceName the service to watch over; all services, by default
   * @throws when a property is not what it must be
   */
  constructor(scope: Construct, id: string, private readonly props: TraceHealthProps = {}, private readonly serviceName?: string) {
    super(scope, id);
    validate(this, props);
    const { latencyObjective, insights = false, period = DEFAULT_PERIOD, minimumRequests = 10, metrics = HealthMetrics.traceGroups() } = props;
    const measures = metrics._measure(this, { serviceName, latencyObjective, insights, period, minimumRequests });
    this.groups = [...measures.groups];
    this.addAlarms(measures);
    if (insights) { this.tellOfInsights(measures); }
    props.notificationTopics?.forEach((topic) => letAlarmsPublish(topic, this));
    if (this.groups.length > 0) { this.tellOfGroups(); }
  }

  private addAlarms({ total, faults, errors, throttles, slow }: Measures): void {
    const { latencyObjective, latencyTarget = 95, faultThreshold = 1, errorThreshold, throttleThreshold, silenceThreshold } = this.props;
    if (throttleThreshold !== undefined && !throttles) {
      throw misuse('`throttleThreshold` needs metrics that count throttles, got those of Application Signals; use `HealthMetrics.traceGroups()`', this);
    }
    this.addPercentageAlarm('LatencyAlarm', slow, round(100 - latencyTarget), `take longer than ${latencyObjective && durationText(latencyObjective)}`);
    this.addPercentageAlarm('FaultAlarm', faults, faultThreshold, 'have a fault (status code 5xx)');
    this.addPercentageAlarm('ErrorAlarm', errorThreshold === undefined ? undefined : errors, errorThreshold, 'have an error (status code 4xx)');
    this.addPercentageAlarm('ThrottleAlarm', throttles, throttleThreshold ?? 1, 'are throttled (status code 429)');
    if (silenceThreshold) { this.addSilenceAlarm(total, silenceThreshold); }
  }

  /** An alarm where the share of requests of a kind is above what is allowed; none where the kind is not measured. */
  private addPercentageAlarm(id: string, percentage: cloudwatch.IMetric | undefined, threshold = 0, what: string): void {
    if (!percentage) { return; }
    const { evaluationPeriods = DEFAULT_EVALUATION_PERIODS, datapointsToAlarm } = this.props;
    const { treatMissingData = cloudwatch.TreatMissingData.NOT_BREACHING } = this.props;
    this.addAlarm(id, {
      metric: percentage,
      threshold,
      comparisonOperator: cloudwatch.ComparisonOperator.GREATER_THAN_THRESHOLD,
      evaluationPeriods,
      datapointsToAlarm,
      treatMissingData,
      alarmDescription: `${this.subject}: more than ${threshold} % of the requests ${what}`,
    });
  }

  private addSilenceAlarm(total: cloudwatch.IMetric, silence: Duration): void {
    this.addAlarm('SilenceAlarm', {
      metric: (total as cloudwatch.Metric).with({ period: silence }),
      threshold: 1,
      comparisonOperator: cloudwatch.ComparisonOperator.LESS_THAN_THRESHOLD,
      evaluationPeriods: 1,
      treatMissingData: cloudwatch.TreatMissingData.BREACHING,
      alarmDescription: `${this.subject}: no request for ${silence.toHumanString()}`,
    });
  }

  private addAlarm(id: string, props: cloudwatch.AlarmProps): void {
    const alarm = new cloudwatch.Alarm(this, id, props);
    for (const topic of this.props.notificationTopics ?? []) {
      const action = new actions.SnsAction(topic);
      alarm.addAlarmAction(action);
      alarm.addOkAction(action);
    }
    this.alarms.push(alarm);
  }

  private get subject(): string {
    return this.serviceName ?? 'All services';
  }

  private tellOfInsights({ groups: [all] }: Measures): void {
    const { notificationTopics = [], acknowledgeFindings = true } = this.props;
    if (!all) { throw misuse('`insights` are those of a trace group, got metrics of Application Signals; use `HealthMetrics.traceGroups()`', this); }
    notificationTopics.forEach((topic, index) => {
      const rule = all.onInsight(`Insight${index + 1}`, { target: new targets.SnsTopic(topic) });
      if (acknowledgeFindings) { acknowledge(rule.node.defaultChild!, 'Serverless-EventBusDLQ', NO_DEAD_LETTER_QUEUE); }
    });
  }

  /** The room for groups is small, so it is told how much of it is taken, once all groups of the app are there. */
  private tellOfGroups(): void {
    this.node.addValidation({
      validate: () => {
        const taken = groupsInEnvironmentOf(this);
        Annotations.of(this).addInfo(`This makes ${this.groups.length} X-Ray groups. The app has ${taken} in ${environmentText(this)}, which leaves `
          + `${Math.max(0, MAX_GROUPS - taken)} of ${MAX_GROUPS} to whoever else uses them.`);
        return [];
      },
    });
  }
}

function groupsInEnvironmentOf(construct: IConstruct): number {
  const environment = environmentText(construct);
  return construct.node.root.node.findAll().filter((each) =>
    CfnResource.isCfnResource(each) && each.cfnResourceType === 'AWS::XRay::Group' && environmentText(each) === environment).length;
}

/** A duration for people, also one that the deployment tells. */
function durationText(duration: Duration): string {
  return duration.isUnresolved() ? duration.formatTokenToNumber() : duration.toHumanString();
}

/** Without the dust that floating point leaves: 100 - 99.9 is 0.1. */
function round(percentage: number): number {
  return Number(percentage.toFixed(6));
}

const KINDS = {
  latencyObjective: DURATION,
  silenceThreshold: DURATION,
  period: DURATION,
  notificationTopics: listHaving('topicArn', 'topics of Amazon SNS, for example `[new sns.Topic(stack, \'Alarms\')]`'),
  insights: BOOLEAN,
  metrics: having('_measure', '`HealthMetrics`, for example `HealthMetrics.traceGroups()`'),
  acknowledgeFindings: BOOLEAN,
};

function validate(scope: IConstruct, props: TraceHealthProps): void {
  requireKinds(props, KINDS, scope);
  for (const name of ['latencyTarget', 'faultThreshold', 'errorThreshold', 'throttleThreshold'] as const) {
    requireNumber(scope, name, props[name] ?? 0, 0, 100);
  }
  requireInteger(scope, 'minimumRequests', props.minimumRequests ?? 1, 1, Number.MAX_SAFE_INTEGER);
  requireInteger(scope, 'evaluationPeriods', props.evaluationPeriods ?? 1, 1, SECONDS_PER_DAY);
  const { evaluationPeriods = DEFAULT_EVALUATION_PERIODS, datapointsToAlarm, latencyTarget, notificationTopics = [] } = props;
  if (datapointsToAlarm !== undefined) {
    requireInteger(scope, 'datapointsToAlarm', datapointsToAlarm, 1, Token.isUnresolved(evaluationPeriods) ? SECONDS_PER_DAY : evaluationPeriods);
  }
  for (const name of ['period', 'silenceThreshold'] as const) {
    const duration = props[name];
    if (duration?.isUnresolved()) { throw misuse(`\`${name}\` must be known at synthesis, got a token; give it a number, for example \`Duration.minutes(5)\``, scope); }
    const seconds = duration?.toSeconds({ integral: false });
    if (seconds !== undefined && !(seconds > 0 && seconds % 60 === 0 && seconds <= SECONDS_PER_DAY)) {
      throw misuse(`\`${name}\` must be whole minutes, up to a day, got: ${duration!.toHumanString()}`, scope);
    }
  }
  requireObservable(scope, evaluationPeriods, props.period ?? DEFAULT_PERIOD);
  if (latencyTarget !== undefined && !props.latencyObjective) {
    throw misuse(`\`latencyTarget\` must go with \`latencyObjective\`, got: ${shown(latencyTarget)} without one`, scope);
  }
  if (Token.isUnresolved(latencyTarget)) {
    throw misuse('`latencyTarget` must be known at synthesis, because CloudFormation cannot subtract it from 100, got a token', scope);
  }
  if (notificationTopics.length > MAX_TOPICS) {
    throw misuse(`\`notificationTopics\` must be ${MAX_TOPICS} at most, as many actions as an alarm can have, got: ${notificationTopics.length}; `
      + 'let one topic have several subscriptions', scope);
  }
  requireSameRegion(scope, notificationTopics);
}

/** CloudWatch refuses an alarm for a topic of another region, and EventBridge a rule. */
function requireSameRegion(scope: IConstruct, topics: readonly sns.ITopic[]): void {
  const { region } = Stack.of(scope);
  const other = topics.find(({ env }) => !Token.isUnresolved(region) && !Token.isUnresolved(env.region) && env.region !== region);
  if (other) {
    throw misuse(`\`notificationTopics\` must be in the region of the alarms, ${region}, got one in ${other.env.region}: ${shown(other.node.path)}; `
      + 'make a topic in this region', scope);
  }
}

/** CloudWatch looks back for a day, and for seven with periods of an hour or more. */
function requireObservable(scope: IConstruct, evaluationPeriods: number, period: Duration): void {
  const isLong = period.toSeconds() >= SECONDS_PER_HOUR;
  if (evaluationPeriods * period.toSeconds() > (isLong ? DAYS_OF_LONG_PERIODS : 1) * SECONDS_PER_DAY) {
    throw misuse(`\`evaluationPeriods\` times \`period\` must be a day at most, or ${DAYS_OF_LONG_PERIODS} days with periods of an hour or more, got: `
      + `${evaluationPeriods} of ${period.toHumanString()}`, scope);
  }
}
