import type { InspectedResource } from '../tracing/inspected-resource';
import { type IResourceTracer, XRayAccess } from '../tracing/resource-tracer';
import type { TracerContext } from '../tracing/tracer-context';
import { TracingFinding } from '../tracing/tracing-finding';

/**
 * The stage of a REST API: `TracingEnabled`. API Gateway sends the segments with its service-linked role.
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-enabling-xray.html
 */
export class ApiGatewayStageTracer implements IResourceTracer {
  public readonly resourceType = 'AWS::ApiGateway::Stage';
  public readonly ruleId = 'ApiGatewayStageTracing';
  public readonly access = XRayAccess.NONE;

  public inspect(resource: InspectedResource): TracingFinding {
    return TracingFinding.ofProperty(resource, 'TracingEnabled', true);
  }

  public enable(context: TracerContext): void {
    context.set('TracingEnabled', true);
  }
}
