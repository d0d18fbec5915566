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
   */
  public static of(resourceType: string): SharedTelemetry {
    return new SharedTelemetry(resourceType);
  }

  /**
   * Traces, and what one wants to see beside them.
   * @internal
   */
  public static _defaults(): SharedTelemetry[] {
    return [SharedTelemetry.TRACES, SharedTelemetry.METRICS, SharedTelemetry.LOG_GROUPS];
  }

  private constructor(
    /** The type at Observability Access Manager. */
    public readonly resourceType: string,
  ) {}
}
