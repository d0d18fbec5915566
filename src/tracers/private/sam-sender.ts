import { isSet } from './is-set';
import type { InspectedResource } from '../../tracing/inspected-resource';
import type { SenderProperty } from '../../tracing/sender';

/** Where a SAM resource names its role. Without one SAM makes the role itself, with the X-Ray permission that tracing needs. */
export function samSender(resource: InspectedResource, path: string): SenderProperty | undefined {
  return isSet(resource, path) ? { resource, path, isMadeOtherwise: true } : undefined;
}
