import type { CfnResource } from 'aws-cdk-lib';
import { isCollector } from './collector-images';
import { METADATA_KEY } from '../ids';
import { isObject } from '../template/intrinsics';

/** A collector that runs in a container: a `TraceCollector`. */
interface ContainerCollector {
  readonly name: string;
  readonly container?: { readonly image: string };
}

/**
 * Writes to the template metadata of a task definition which container is the collector, where neither image nor name tells it, as with a collector that
 * the user describes: whoever reads the template, and whoever enables tracing once more, is to know.
 */
export function markCollector(resource: CfnResource, { name, container }: ContainerCollector): void {
  if (isCollector({ Name: name, Image: resource.stack.resolve(container!.image) })) { return; }
  resource.addMetadata(METADATA_KEY, { ...resource.cfnOptions.metadata?.[METADATA_KEY], collector: name });
}

/** The name of the container that the template metadata of a task definition says is the collector. */
export function markedCollector(metadata: Record<string, any>): string | undefined {
  const entry = metadata[METADATA_KEY];
  return isObject(entry) && typeof entry.collector === 'string' ? entry.collector : undefined;
}
