import { templateText } from '../../private/template/template-text';
import type { InspectedResource } from '../../tracing/inspected-resource';

/** Whether a property of a resource stands for another one of the same template: by a reference, or by the text that is the other's `Name`. */
export function namesResource(resource: InspectedResource, property: string, other: InspectedResource): boolean {
  const referred = resource.referenced(property);
  if (referred) { return referred.logicalId === other.logicalId; }
  const name = templateText(resource.property(property));
  return name !== undefined && name === templateText(other.property('Name'));
}
