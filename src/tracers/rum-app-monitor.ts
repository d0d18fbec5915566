import type { InspectedResource } from '../tracing/inspected-resource';
import { type IResourceTracer, XRayAccess } from '../tracing/resource-tracer';
import type { TracerContext } from '../tracing/tracer-context';
import { TracingFinding, TracingStatus } from '../tracing/tracing-finding';

/**
 * A CloudWatch RUM app monitor: `AppMonitorConfiguration.EnableXRay`. Only where it is asked for, because the header that the client adds can break CORS.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch-RUM.html
 */
export class RumAppMonitorTracer implements IResourceTracer {
  public readonly resourceType = 'AWS::RUM::AppMonitor';
  public readonly ruleId = 'RumAppMonitorTracing';
  public readonly access = XRayAccess.NONE;

  public inspect(resource: InspectedResource): TracingFinding {
    const finding = TracingFinding.ofProperty(resource, 'AppMonitorConfiguration.EnableXRay', true);
    return finding.status !== TracingStatus.UNTRACED ? finding : TracingFinding.optIn(
      'CloudWatch RUM is traced only where `optInResourceTypes` names it: the trace header can break CORS, and RUM ignores sampling rules',
    );
  }

  public enable(context: TracerContext): void {
    context.set('AppMonitorConfiguration.EnableXRay', true);
  }
}
