import { aws_cloudwatch as cloudwatch, Duration, Tokenization } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { misuse, shown } from '../private/errors';
import { requireUnitOfToken } from '../private/options/limits';
import { TraceFilter } from '../settings/trace-filter';
import { NumberMatch } from '../settings/trace-filter-match';
import { TraceGroup } from '../settings/trace-group';

/**
 * What is measured of a service, or of all services of the account and region.
 * @internal
 */
export interface Measures {
  /** How many requests there were. */
  readonly total: cloudwatch.IMetric;
  /** How many percent of them had a fault. */
  readonly faults: cloudwatch.IMetric;
  /** How many percent of them had an error. */
  readonly errors: cloudwatch.IMetric;
  /** How many percent of them were throttled; undefined where the source does not tell. */
  readonly throttles?: cloudwatch.IMetric;
  /** How many percent of them took longer than the objective; undefined where there is none. */
  readonly slow?: cloudwatch.IMetric;
  /** The groups that were made to measure it. */
  readonly groups: readonly TraceGroup[];
}

/**
 * What is to be measured.
 * @internal
 */
export interface MeasureRequest {
  /** The X-Ray name of the service; undefined for all services. */
  readonly serviceName?: string;
  readonly latencyObjective?: Duration;
  readonly insights: boolean;
  readonly period: Duration;
  /** Fewer requests in a period are too few to tell. */
  readonly minimumRequests: number;
}

/**
 * Where the figures of `TraceHealth` come from.
 */
export abstract class HealthMetrics {
  /**
   * From X-Ray groups that are made for it: one for all traces, and one each for those with faults, errors and throttles, and for slow ones.
   *
   * A group counts the traces that X-Ray has recorded, so sampling rules decide how exact the figures are. It counts from its creation on.
   *
   * @see https://docs.aws.amazon.com/xray/latest/devguide/xray-console-groups.html
   */
  public static traceGroups(): HealthMetrics {
    return new TraceGroupMetrics();
  }

  /**
   * From the metrics that CloudWatch Application Signals has of each service where it is on: they count all requests, and need no group. It has
   * no figure for throttles, and none for all services together.
   *
   * @param environment the environment of the service at Application Signals, for example `lambda:default` or `ecs:my-cluster`
   * @throws when the environment is empty
   * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/AppSignals-MetricsCollected.html
   */
  public static applicationSignals(environment: string): HealthMetrics {
    return new ApplicationSignalsMetrics(environment);
  }

  protected constructor() {}

  /** @internal */
  public abstract _measure(scope: Construct, request: MeasureRequest): Measures;
}

class TraceGroupMetrics extends HealthMetrics {
  constructor() {
    super();
  }

  public _measure(scope: Construct, { serviceName, latencyObjective, insights, period, minimumRequests }: MeasureRequest): Measures {
    const group = (id: string, filter: TraceFilter, withInsights?: true) => new TraceGroup(scope, id, {
      filter: serviceName === undefined ? filter : TraceFilter.service(serviceName, filter),
      insights: withInsights,
      insightNotifications: withInsights,
    });
    const all = group('AllGroup', TraceFilter.responseTime(NumberMatch.atLeast(0)), insights || undefined);
    const fault = group('FaultGroup', TraceFilter.fault());
    const error = group('ErrorGroup', TraceFilter.error());
    const throttle = group('ThrottleGroup', TraceFilter.throttle());
    if (latencyObjective) { requireUnitOfToken('latencyObjective', latencyObjective, 'seconds', scope); }
    const slow = latencyObjective && group('SlowGroup', TraceFilter.responseTimeAbove(latencyObjective));
    const total = all.metricApproximateTraceCount({ period });
    const percentOf = (part: TraceGroup) => percentage(part.metricApproximateTraceCount({ period }), total, minimumRequests);
    return {
      total,
      faults: percentOf(fault),
      errors: percentOf(error),
      throttles: percentOf(throttle),
      slow: slow && percentOf(slow),
      groups: [all, fault, error, throttle, ...(slow ? [slow] : [])],
    };
  }
}

class ApplicationSignalsMetrics extends HealthMetrics {
  constructor(private readonly environment: string) {
    super();
    if (!environment) {
      throw misuse(`\`environment\` must be the service's environment at Application Signals, for example "lambda:default", got: ${shown(environment)}`);
    }
  }

  public _measure(scope: Construct, { serviceName, latencyObjective, period, minimumRequests }: MeasureRequest): Measures {
    if (serviceName === undefined) {
      throw misuse('`metrics` of Application Signals are those of one service, got none; use `TraceHealth.forService()`, or the metrics of trace groups', scope);
    }
    if (latencyObjective) { requireUnitOfToken('latencyObjective', latencyObjective, 'millis', scope); }
    const metric = (metricName: string, statistic: string) => new cloudwatch.Metric({
      namespace: 'ApplicationSignals',
      metricName,
      dimensionsMap: { Environment: this.environment, Service: serviceName },
      statistic,
      period,
    });
    const total = metric('Latency', cloudwatch.Stats.SAMPLE_COUNT);
    return {
      total,
      faults: percentage(metric('Fault', cloudwatch.Stats.SUM), total, minimumRequests),
      errors: percentage(metric('Error', cloudwatch.Stats.SUM), total, minimumRequests),
      slow: latencyObjective && withEnough(metric('Latency', `PR(${latencyObjective.toMilliseconds({ integral: false })}:)`), total, minimumRequests),
      groups: [],
    };
  }
}

/** How many percent of the requests are of a kind. Of a kind that did not occur there is no figure: it counts as none. */
function percentage(part: cloudwatch.IMetric, total: cloudwatch.Metric, minimum: number): cloudwatch.MathExpression {
  return new cloudwatch.MathExpression({
    expression: `IF(total < ${Tokenization.stringifyNumber(minimum)}, 0, 100 * FILL(part, 0) / total)`,
    usingMetrics: { part, total },
    period: total.period,
  });
}

/** A percentage that CloudWatch keeps itself, where there are enough requests for one to mean something. */
function withEnough(part: cloudwatch.IMetric, total: cloudwatch.Metric, minimum: number): cloudwatch.MathExpression {
  return new cloudwatch.MathExpression({
    expression: `IF(total < ${Tokenization.stringifyNumber(minimum)}, 0, part)`,
    usingMetrics: { part, total },
    period: total.period,
  });
}
