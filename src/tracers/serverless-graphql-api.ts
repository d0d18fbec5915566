import type { InspectedResource } from '../tracing/inspected-resource';
import { type IResourceTracer, XRayAccess } from '../tracing/resource-tracer';
import type { TracerContext } from '../tracing/tracer-context';
import { TracingFinding } from '../tracing/tracing-finding';

/**
 * A GraphQL API of a SAM template: `XrayEnabled`. AppSync sends the segments with its service-linked role.
 * @see https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-resource-graphqlapi.html
 */
export class ServerlessGraphQLApiTracer implements IResourceTracer {
  public readonly resourceType = 'AWS::Serverless::GraphQLApi';
  public readonly ruleId = 'ServerlessGraphQLApiTracing';
  public readonly access = XRayAccess.NONE;

  public inspect(resource: InspectedResource): TracingFinding {
    return TracingFinding.ofProperty(resource, 'XrayEnabled', true);
  }

  public enable(context: TracerContext): void {
    context.set('XrayEnabled', true);
  }
}
