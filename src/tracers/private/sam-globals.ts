import { valueAt } from '../../private/template/intrinsics';
import type { InspectedResource } from '../../tracing/inspected-resource';
import { TracingFinding, TracingStatus } from '../../tracing/tracing-finding';

/**
 * The finding of a SAM resource, which inherits what its template's `Globals` say and it does not say itself.
 *
 * @param section the section of `Globals` for resources of its type, for example `Function`
 * @param path the property that turns tracing on
 * @param on the value that turns it on
 */
export function samFinding(resource: InspectedResource, section: string, path: string, on: any): TracingFinding {
  const own = TracingFinding.ofProperty(resource, path, on);
  if (own.status !== TracingStatus.UNTRACED) { return own; }
  const inherited = valueAt(resource.globals[section], path.split('.'));
  return TracingFinding.ofValue(inherited, `Globals.${section}.${path}`, on);
}
