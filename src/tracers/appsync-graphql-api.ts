import type { InspectedResource } from '../tracing/inspected-resource';
import { type IResourceTracer, XRayAccess } from '../tracing/resource-tracer';
import type { TracerContext } from '../tracing/tracer-context';
import { TracingFinding } from '../tracing/tracing-finding';

/**
 * A GraphQL API: `XrayEnabled`. AppSync sends the segments with its service-linked role.
 * @see https://docs.aws.amazon.com/appsync/latest/devguide/x-ray-tracing.html
 */
export class AppSyncGraphQLApiTracer implements IResourceTracer {
  public readonly resourceType = 'AWS::AppSync::GraphQLApi';
  public readonly ruleId = 'AppSyncGraphQLApiTracing';
  public readonly access = XRayAccess.NONE;

  public inspect(resource: InspectedResource): TracingFinding {
    return TracingFinding.ofProperty(resource, 'XrayEnabled', true);
  }

  public enable(context: TracerContext): void {
    context.set('XrayEnabled', true);
  }
}
