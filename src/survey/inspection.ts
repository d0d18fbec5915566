import { InspectedResource } from '../tracing/inspected-resource';
import type { IResourceTracer } from '../tracing/resource-tracer';
import { inspectWith } from '../tracing/tracer-registry';
import { TracingFinding } from '../tracing/tracing-finding';

/** What a row says of a resource. It meets whatever somebody wrote into a template; if it cannot cope, that is one resource of which nothing is known. */
export function inspect(tracer: IResourceTracer, template: Record<string, any>, logicalId: string): TracingFinding | undefined {
  try {
    return inspectWith(tracer, InspectedResource.fromTemplate(template, logicalId));
  } catch (error) {
    return TracingFinding.unknown(`its properties are not of the shape that ${tracer.resourceType} has (${(error as Error).message})`);
  }
}
