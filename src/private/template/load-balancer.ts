import { isIntrinsic } from './intrinsics';

/**
 * The type of a load balancer, which decides whether it looks at requests: only that of type `application` does.
 *
 * @param type the property `Type`
 * @returns undefined where only the deployment knows
 */
export function loadBalancerType(type: any): unknown {
  return isIntrinsic(type) ? undefined : type ?? 'application';
}
