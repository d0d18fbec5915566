import { PassiveTracer } from './private/passive-tracer';
import { loadBalancerType } from '../private/template/load-balancer';
import type { InspectedResource } from '../tracing/inspected-resource';
import { TracingFinding } from '../tracing/tracing-finding';

/**
 * A load balancer: an Application Load Balancer forwards the trace header and adds one where there is none; the others do not look at requests.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-request-tracing.html
 */
export const LOAD_BALANCER = new PassiveTracer('AWS::ElasticLoadBalancingV2::LoadBalancer', 'LoadBalancerTracing', finding);

function finding(resource: InspectedResource): TracingFinding {
  const type = loadBalancerType(resource.property('Type'));
  switch (type) {
    case 'application':
      return TracingFinding.passThrough('an Application Load Balancer forwards the trace header, adds one where there is none, and sends no segments');
    case undefined:
      return TracingFinding.passThrough('only an Application Load Balancer forwards the trace header; the type of this one is decided at deployment');
    default:
      return TracingFinding.unsupported(
        `a load balancer of type ${JSON.stringify(type)} does not look at requests`,
        'trace the clients and the targets; HTTP headers pass it untouched',
      );
  }
}
