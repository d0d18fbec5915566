import { Token } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { misuse, shown } from '../private/errors';
import { requireKind, someHaving } from '../private/options/option-kinds';

const TELEMETRY = someHaving('resourceType', 'kind of telemetry, for example `[SharedTelemetry.TRACES]`');

/**
 * What one account shares with another for observability.
 *
 * @see https://docs.aws.amazon.com/OAM/latest/APIReference/API_CreateLink.html
 */
export class SharedTelemetry {
  /** The traces of X-Ray. */
  public static readonly TRACES = new SharedTelemetry('AWS::XRay::Trace');

  /** The metrics of CloudWatch. */
  public static readonly METRICS = new SharedTelemetry('AWS::CloudWatch::Metric');

  /** The log groups of CloudWatch Logs. */
  public static readonly LOG_GROUPS = new SharedTelemetry('AWS::Logs::LogGroup');

  /** The services of CloudWatch Application Signals. */
  public static readonly APPLICATION_SIGNALS_SERVICES = new SharedTelemetry('AWS::ApplicationSignals::Service');

  /**
   * Something that has no name here yet.
   *
   * @param resourceType its type at Observability Access Manager, for example `AWS::XRay::Trace`
   * @throws when it is no such type
   */
  public static of(resourceType: string): SharedTelemetry {
    if (!Token.isUnresolved(resourceType) && !/^\w+::\w+::\w+$/.test(resourceType)) {
      throw misuse(`\`resourceType\` must be a type of Observability Access Manager, for example "AWS::XRay::Trace", got: ${shown(resourceType)}`);
    }
    return new SharedTelemetry(resourceType);
  }

  /**
   * Traces, and what one wants to see beside them.
   * @internal
   */
  public static _defaults(): SharedTelemetry[] {
    return [SharedTelemetry.TRACES, SharedTelemetry.METRICS, SharedTelemetry.LOG_GROUPS];
  }

  /**
   * The types of what is shared, each once: Observability Access Manager refuses one that is named twice.
   * @throws when there is none, or something else among them
   * @internal
   */
  public static _types(scope: IConstruct, telemetry: readonly SharedTelemetry[]): string[] {
    requireKind('telemetry', telemetry, TELEMETRY, scope);
    return [...new Set(telemetry.map(({ resourceType }) => resourceType))];
  }

  private constructor(
    /** The type at Observability Access Manager. */
    public readonly resourceType: string,
  ) {}
}
