import { isSet } from './private/is-set';
import type { InspectedResource } from '../tracing/inspected-resource';
import { type IResourceTracer, XRayAccess } from '../tracing/resource-tracer';
import type { TracerContext } from '../tracing/tracer-context';
import { TracingFinding, TracingStatus } from '../tracing/tracing-finding';

const ENABLED = 'ObservabilityConfiguration.ObservabilityEnabled';
const CONFIGURATION = 'ObservabilityConfiguration.ObservabilityConfigurationArn';

/**
 * An App Runner service: `ObservabilityConfiguration`, with a configuration that names X-Ray as the vendor. A service that names a configuration keeps
 * it; the others of a stack share one. The service's instance role sends the segments.
 * @see https://docs.aws.amazon.com/apprunner/latest/dg/monitor-xray.html
 */
export class AppRunnerServiceTracer implements IResourceTracer {
  public readonly resourceType = 'AWS::AppRunner::Service';
  public readonly ruleId = 'AppRunnerServiceTracing';
  public readonly access = XRayAccess.SEND_AND_SAMPLE;
  public readonly roleProperty = 'InstanceConfiguration.InstanceRoleArn';

  public readonly addsConstructs = true;

  public inspect(resource: InspectedResource): TracingFinding {
    const enabled = TracingFinding.ofProperty(resource, ENABLED, true);
    if (enabled.status !== TracingStatus.TRACED) { return enabled; }
    if (!isSet(resource, CONFIGURATION)) { return TracingFinding.untraced('it names no observability configuration'); }
    const configuration = resource.referenced(CONFIGURATION);
    return configuration && !isSet(configuration, 'TraceConfiguration.Vendor')
      ? TracingFinding.untraced(`its observability configuration ${configuration.logicalId} names no tracing vendor`)
      : enabled;
  }

  public enable(context: TracerContext): void {
    context.set(ENABLED, true);
    if (isSet(context.inspected, CONFIGURATION)) { return; }
    const configuration = context.findOrCreateResource('XRayTracingObservabilityConfiguration', 'AWS::AppRunner::ObservabilityConfiguration', {
      TraceConfiguration: { Vendor: 'AWSXRAY' },
    });
    context.set(CONFIGURATION, configuration.getAtt('ObservabilityConfigurationArn').toString());
  }
}
