import { isObject, valueAt } from './intrinsics';
import { pathOf } from './property-path';
import { listed } from '../listed';

/** The types that describe servers, and where each has what its servers are launched with: in a property of its own, or among all others. */
const HOLDERS: Readonly<Record<string, string | undefined>> = {
  'AWS::EC2::Instance': undefined,
  'AWS::EC2::LaunchTemplate': 'LaunchTemplateData',
  'AWS::AutoScaling::LaunchConfiguration': undefined,
};

/** The types that describe servers. */
export const SERVER_TYPES: readonly string[] = Object.keys(HOLDERS);

/** The path of a property that servers are launched with, such as `UserData`, in a resource of a type. */
export function launchDataPath(type: string, name: string): string {
  const holder = HOLDERS[type];
  return holder === undefined ? name : `${holder}.${name}`;
}

/** The type of what launches servers, and replaces them. */
export const AUTO_SCALING_GROUP = 'AWS::AutoScaling::AutoScalingGroup';

/** The properties by which servers, and groups of them, name what they are launched from. */
export const LAUNCHED_FROM: Readonly<Record<string, readonly string[]>> = {
  [AUTO_SCALING_GROUP]: ['LaunchConfigurationName', 'LaunchTemplate', 'MixedInstancesPolicy.LaunchTemplate'],
  'AWS::EC2::Instance': ['LaunchTemplate'],
};

/** Where launch templates are named, a version beside each, by those who launch servers or have a service of AWS do so. Fleets name several, in a list. */
const NAMED_IN: Readonly<Record<string, readonly string[]>> = {
  ...LAUNCHED_FROM,
  'AWS::Batch::ComputeEnvironment': ['ComputeResources.LaunchTemplate'],
  'AWS::EC2::EC2Fleet': ['LaunchTemplateConfigs'],
  'AWS::EC2::SpotFleet': ['SpotFleetRequestConfigData.LaunchTemplateConfigs'],
  'AWS::EKS::Nodegroup': ['LaunchTemplate'],
};

/** The types that name launch templates. */
export const LAUNCHERS: readonly string[] = Object.keys(NAMED_IN);

/** What names a launch template, by its id or its name, with a version beside it. */
export interface LaunchSpecification {
  readonly path: string;
  readonly value: any;
}

/** A resource as its template has it. */
interface Described {
  readonly type: string;
  readonly properties: Record<string, any>;
}

/** The launch templates that a resource of such a type names in what its servers are launched from. */
export function launchSpecificationsOf({ type, properties }: Described): LaunchSpecification[] {
  return NAMED_IN[type].flatMap((path) => itemsAt(path, valueAt(properties, pathOf(path))))
    .flatMap(specificationsIn)
    .filter(({ value }) => namesTemplate(value));
}

function itemsAt(path: string, value: any): LaunchSpecification[] {
  return Array.isArray(value) ? value.map((item, index) => ({ path: `${path}[${index}]`, value: item })) : [{ path, value }];
}

/** Whoever names a launch template for all servers may name others for some types of instances. */
function specificationsIn(forAll: LaunchSpecification): LaunchSpecification[] {
  const forSome = itemsAt(`${forAll.path}.Overrides`, listed(forAll.value?.Overrides));
  return [forAll, ...forSome].flatMap((each) => [each, { path: `${each.path}.${SPECIFICATION}`, value: each.value?.[SPECIFICATION] }]);
}

const SPECIFICATION = 'LaunchTemplateSpecification';

function namesTemplate(value: any): boolean {
  return isObject(value) && ['LaunchTemplateId', 'LaunchTemplateName', 'Id', 'Name'].some((name) => value[name] !== undefined);
}

/** What the servers of a resource are launched with, as its template has it. */
export function launchDataOf({ type, properties }: Described): any {
  const holder = HOLDERS[type];
  return holder === undefined ? properties : properties[holder];
}
