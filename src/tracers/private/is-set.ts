import type { InspectedResource } from '../../tracing/inspected-resource';

/** Whether a property has a value: it is there, and no override removes it. */
export function isSet(resource: InspectedResource, path: string): boolean {
  return (resource.property(path) ?? undefined) !== undefined;
}
