import { capitalized } from '../private/capitalized';
import { ADD_XRAY_ENDPOINT } from '../private/xray-endpoint';

/**
 * What is said of a collector that cannot reach X-Ray.
 *
 * @param isolated who may be in a subnet without a route to the internet
 */
export function noWayToXRay(isolated: string): string {
  return `${isolated}, in a VPC without an interface endpoint for AWS X-Ray, to which the collector sends. ${capitalized(ADD_XRAY_ENDPOINT)}.`;
}
