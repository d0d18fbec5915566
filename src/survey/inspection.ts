import { InspectedResource } from '../tracing/inspected-resource';
import type { IResourceTracer } from '../tracing/resource-tracer';
import { senderOf, type SenderProperty } from '../tracing/sender';
import { inspectWith } from '../tracing/tracer-registry';
import { TracingFinding } from '../tracing/tracing-finding';

/** What a row says of a resource. */
interface Inspection {
  readonly finding: TracingFinding;
  /** Where the role is named that sends its segments, where one does. */
  readonly sender?: SenderProperty;
}

/** What a row says of a resource. It meets whatever somebody wrote into a template; if it cannot cope, that is one resource of which nothing is known. */
export function inspect(tracer: IResourceTracer, template: Record<string, any>, logicalId: string): Inspection | undefined {
  try {
    const resource = InspectedResource.fromTemplate(template, logicalId);
    const finding = inspectWith(tracer, resource);
    return finding && { finding, sender: senderOf(tracer, resource) };
  } catch (error) {
    return { finding: TracingFinding.unknown(`its properties are not of the shape that ${tracer.resourceType} has (${(error as Error).message})`) };
  }
}
