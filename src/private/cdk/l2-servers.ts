import type { aws_ec2 as ec2, CfnResource } from 'aws-cdk-lib';

/** The member of L2 instances, launch templates and Auto Scaling groups that is asked for. */
interface L2Server {
  readonly osType?: ec2.OperatingSystemType;
}

/** The ids under which L2s keep the L1 that has their user data. */
const L1_IDS = ['LaunchConfig', 'Resource'];

/** `ec2.OperatingSystemType`, which is not loaded for its values. */
const SYSTEMS: readonly ('linux' | 'windows' | undefined)[] = ['linux', 'windows'];

/** The operating system that an L2 knows of the server that its L1 describes. */
export function l2SystemOf(resource: CfnResource): 'linux' | 'windows' | undefined {
  const { osType }: L2Server = L1_IDS.includes(resource.node.id) ? resource.node.scope as L2Server : {};
  return osType === undefined ? undefined : SYSTEMS[osType];
}

/**
 * Whether the logical id of a resource depends on its user data, so that CloudFormation replaces it: the L2 instance appends 16 digits of a hash.
 *
 * @param logicalId the resource's logical id as it is rendered
 */
export function isReplacedByUserData(resource: CfnResource, logicalId: string): boolean {
  const plain = resource.stack.getLogicalId(resource);
  return logicalId.startsWith(plain) && /^[0-9a-f]{16}$/.test(logicalId.slice(plain.length));
}
