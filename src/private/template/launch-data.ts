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

/** The properties by which servers, and groups of them, name what they are launched from. */
export const LAUNCHED_FROM: Readonly<Record<string, readonly string[]>> = {
  'AWS::AutoScaling::AutoScalingGroup': ['LaunchConfigurationName', 'LaunchTemplate', 'MixedInstancesPolicy.LaunchTemplate'],
  'AWS::EC2::Instance': ['LaunchTemplate'],
};

/** What the servers of a resource are launched with, as its template has it. */
export function launchDataOf({ type, properties }: { readonly type: string; readonly properties: Record<string, any> }): any {
  const holder = HOLDERS[type];
  return holder === undefined ? properties : properties[holder];
}
