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

/** The launch templates that a resource names in what its servers are launched from. A node group of Amazon EKS names it as an instance does. */
export function launchSpecificationsOf({ type, properties }: Described): LaunchSpecification[] {
  const paths = LAUNCHED_FROM[type] ?? ['LaunchTemplate'];
  return paths.flatMap((path) => specificationsIn(path, valueAt(properties, pathOf(path))));
}

/** A policy of mixed instances names one launch template for all, and perhaps others for some types of instances. */
function specificationsIn(path: string, value: any): LaunchSpecification[] {
  const { [SPECIFICATION]: forAll, Overrides } = Object(value);
  const forSome = listed(Overrides).map((each, index) => ({ path: `${path}.Overrides[${index}].${SPECIFICATION}`, value: each?.[SPECIFICATION] }));
  return [{ path, value }, { path: `${path}.${SPECIFICATION}`, value: forAll }, ...forSome].filter((each) => isObject(each.value));
}

const SPECIFICATION = 'LaunchTemplateSpecification';

/** What the servers of a resource are launched with, as its template has it. */
export function launchDataOf({ type, properties }: Described): any {
  const holder = HOLDERS[type];
  return holder === undefined ? properties : properties[holder];
}
