import { aws_iam as iam, CfnResource } from 'aws-cdk-lib';
import { CfnView } from './cfn-view';

/** The role that sends the segments of a resource. */
export interface Principal {
  /** What identifies the role in the whole app. */
  readonly key: CfnResource | string;
  /** The role as a text for people. */
  readonly description: string;
  /**
   * The role's L1 construct.
   * @default - the role is imported, immutable or hidden by a token: nobody can change it here
   */
  readonly role?: CfnView;
  /**
   * The role's L2 construct.
   * @default - the role has none
   */
  readonly l2?: iam.Role;
}

/** Who sends the segments of a resource: one principal for each branch of the property that names the role, none where it is absent. */
export function findPrincipals(resource: CfnView, roleProperty: string): Principal[] {
  const path = roleProperty.split('.');
  const value = resource.unresolved(path);
  if (value === undefined) { return []; }
  return resource.followAll(path).map((role) => role?.resourceType === 'AWS::IAM::Role'
    ? ownRole(resource.resource, role)
    : foreignRole(resource.resource, value));
}

function ownRole(resource: CfnResource, role: CfnView): Principal {
  const owner = role.resource.node.scope;
  if (!iam.Role.isRole(owner)) { return { key: role.resource, description: `the role ${role.resource.node.path}`, role }; }
  const description = `the role ${owner.node.path}`;
  return isWrapped(resource, owner) ? { key: role.resource, description: `${description}, which is immutable` } : { key: role.resource, description, role, l2: owner };
}

/** Whether the resource has an L2 that holds its role: such an L2 waits for the role's policies by itself. */
export function hasRoleInL2(resource: CfnResource): boolean {
  return roleInL2(resource) !== undefined;
}

function roleInL2(resource: CfnResource): iam.IRole | undefined {
  const owner = resource.node.scope;
  return owner?.node.defaultChild === resource ? (owner as { role?: iam.IRole }).role : undefined;
}

/** Whether the resource's L2 holds the role in a wrapper that takes no policies (`role.withoutPolicyUpdates()`). */
function isWrapped(resource: CfnResource, role: iam.Role): boolean {
  const held = roleInL2(resource);
  return held !== undefined && held !== role && held.roleArn === role.roleArn;
}

function foreignRole(resource: CfnResource, value: any): Principal {
  const resolved = resource.stack.resolve(value);
  const text = typeof resolved === 'string' ? resolved : JSON.stringify(resolved);
  // What an intrinsic function refers to depends on the stack that it stands in; a literal ARN is the same everywhere.
  return { key: typeof resolved === 'string' ? text : `${resource.stack.node.path} ${text}`, description: `the role ${text}` };
}
