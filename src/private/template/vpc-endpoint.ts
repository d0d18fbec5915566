import { HIDDEN, searchableText } from './template-text';
import type { Certainty } from '../certainty';

/** Whether a VPC endpoint with a service name is one of a service, by whichever of its names. */
export function endpointServes(serviceName: any, service: 's3' | 'xray'): Certainty {
  const text = searchableText(serviceName);
  if (text.endsWith(HIDDEN)) { return 'perhaps'; }
  return [`.${service}`, `.${service}-fips`].some((end) => text.endsWith(end)) ? 'surely' : 'no';
}
