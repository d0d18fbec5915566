import { edgeFinding, refusesAtEdge } from './private/lambda-edge';
import type { InspectedResource } from '../tracing/inspected-resource';
import { XRayAccess } from '../tracing/resource-tracer';
import type { StrictRow } from '../tracing/sender';
import type { TracerContext } from '../tracing/tracer-context';
import { TracingFinding } from '../tracing/tracing-finding';

/**
 * A function: `TracingConfig.Mode`. Its role sends the segments. A function that Lambda@Edge runs is recognized by its role's trust policy, or by a
 * distribution that names a version of it, and left alone.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/services-xray.html
 */
export class LambdaFunctionTracer implements StrictRow {
  public readonly resourceType = 'AWS::Lambda::Function';
  public readonly ruleId = 'LambdaFunctionTracing';
  public readonly access = XRayAccess.SEND;
  public readonly roleProperty = 'Role';
  public readonly isRefusedWithoutPermission = true;

  public inspect(resource: InspectedResource): TracingFinding {
    return edgeFinding(resource) ?? TracingFinding.ofProperty(resource, 'TracingConfig.Mode', 'Active');
  }

  public enable(context: TracerContext): void {
    if (!refusesAtEdge(context)) { context.set('TracingConfig.Mode', 'Active'); }
  }
}
