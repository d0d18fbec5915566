import { branchesOf, isObject, itemsIn } from '../../private/template/intrinsics';
import type { InspectedResource } from '../../tracing/inspected-resource';

export const SPOT_FLEET = 'AWS::EC2::SpotFleet';

/** Where a Spot Fleet describes its servers itself. */
export const SPECIFICATIONS = 'SpotFleetRequestConfigData.LaunchSpecifications';

/** The launch specifications of a Spot Fleet, in every branch of an `Fn::If`. One that launches from launch templates has none. */
export function launchSpecificationsOf(fleet: InspectedResource): any[] {
  return itemsIn(fleet.property(SPECIFICATIONS)).flatMap((item) => branchesOf(item) ?? [item]).filter(isObject);
}
