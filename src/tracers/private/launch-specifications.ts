import { branchesOf, isIntrinsic, isObject, itemsIn } from '../../private/template/intrinsics';
import type { InspectedResource } from '../../tracing/inspected-resource';

export const SPOT_FLEET = 'AWS::EC2::SpotFleet';

const REQUEST = 'SpotFleetRequestConfigData';

/** Where a Spot Fleet describes its servers itself. */
export const SPECIFICATIONS = `${REQUEST}.LaunchSpecifications`;

/**
 * The launch specifications of a Spot Fleet, in every branch of an `Fn::If`. One that launches from launch templates has none, and of a request that the
 * deployment makes as a whole nobody knows how it launches.
 */
export function fleetSpecifications(fleet: InspectedResource): any[] {
  if (isIntrinsic(fleet.property(REQUEST))) { return []; }
  return itemsIn(fleet.property(SPECIFICATIONS)).flatMap((item) => branchesOf(item) ?? [item]).filter(isObject);
}
