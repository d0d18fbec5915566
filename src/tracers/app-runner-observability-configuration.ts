import type { InspectedResource } from '../tracing/inspected-resource';
import { type IResourceTracer, XRayAccess } from '../tracing/resource-tracer';
import type { TracerContext } from '../tracing/tracer-context';
import { TracingFinding } from '../tracing/tracing-finding';

/**
 * The observability configuration of App Runner services: `TraceConfiguration.Vendor`.
 * @see https://docs.aws.amazon.com/apprunner/latest/dg/monitor-xray.html
 */
export class AppRunnerObservabilityConfigurationTracer implements IResourceTracer {
  public readonly resourceType = 'AWS::AppRunner::ObservabilityConfiguration';
  public readonly ruleId = 'AppRunnerObservabilityConfigurationTracing';
  public readonly access = XRayAccess.NONE;

  public inspect(resource: InspectedResource): TracingFinding {
    return TracingFinding.ofProperty(resource, 'TraceConfiguration.Vendor', 'AWSXRAY');
  }

  public enable(context: TracerContext): void {
    context.set('TraceConfiguration.Vendor', 'AWSXRAY');
  }
}
