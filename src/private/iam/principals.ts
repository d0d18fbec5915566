import { aws_iam as iam, type CfnResource, Resource, Stage } from 'aws-cdk-lib';
import { NamedPrincipals, referredInArn } from './named-principals';
import { attachedL2Policies } from './role-policies';
import { INSTANCE_PROFILE, ROLE } from './types';
import { CfnView } from '../cdk/cfn-view';
import { isFrameworkResource } from '../cdk/framework-resources';
import { itemsIn, plainText } from '../template/intrinsics';
import { pathOf } from '../template/property-path';
import { templateText } from '../template/template-text';

/** The role that sends the segments of a resource. */
export interface Principal {
  /** What identifies the role in the whole app. */
  readonly key: CfnResource | string;
  /** The role as a text for people, with the comma after it. Few ask for it, and a path costs more than all else here. */
  readonly description: () => string;
  /**
   * The role's L1 construct.
   * @default - the role is imported, immutable or hidden by a token: nobody can change it here
   */
  readonly role?: CfnView;
  /**
   * The L1 construct of a role of the app that the resource uses without policy updates, so that nobody is to change it for the resource's sake.
   * @default - the role may be changed, or is not in the app
   */
  readonly immutable?: CfnView;
  /**
   * The role's L2 construct.
   * @default - the role has none
   */
  readonly l2?: iam.Role;
  /**
   * Whether the role is called by its name alone, or imported from another stack, so that the CDK does not know who needs it.
   * @default false
   */
  readonly isByName?: boolean;
  /**
   * The policies that the app attaches to a role which is imported.
   * @default - none
   */
  readonly policies?: readonly iam.Policy[];
  /**
   * The role, where the CDK lists what it needs in the policy report of `Role.customizeRoles()`, for those who create it.
   * @default - the CDK reports nothing of it
   */
  readonly reported?: iam.IRole;
}

/** Who sends the segments of a resource: one principal for each branch of the property that names the role, none where it is absent. */
export function findPrincipals(resource: CfnView, roleProperty: string, named = new NamedPrincipals()): Principal[] {
  const { value, targets } = resource.referenceAt(pathOf(roleProperty));
  if (value === undefined || value === null) { return []; }
  const [target] = targets;
  return targets.length === 1 && target ? principalsAt(resource, target, value, named) : principalsOf(resource, value, named);
}

/** Whom a reference names: a role, or the role of an instance profile; one principal for each branch. */
export function principalsOf(resource: CfnView, reference: any, named = new NamedPrincipals()): Principal[] {
  return resource.referencesIn(reference).flatMap((branch) =>
    resource.targetsOf(branch).flatMap((target) => principalsAt(resource, target, branch, named)));
}

function principalsAt(resource: CfnView, target: CfnView | undefined, reference: any, named: NamedPrincipals): Principal[] {
  return (target ? [target] : referredInArn(resource, reference)).flatMap((referred) => {
    const profile = referred ?? named.find(resource, INSTANCE_PROFILE, reference);
    return profile?.resourceType === INSTANCE_PROFILE ? rolesOfProfile(profile, named) : [principalAt(resource, referred, reference, named)];
  });
}

/** An instance profile has one role, in a list; a condition may decide which. */
function rolesOfProfile(profile: CfnView, named: NamedPrincipals): Principal[] {
  const roles = profile.list('Roles') ?? itemsIn(profile.value(['Roles']));
  return roles.flatMap((role) => profile.referencesIn(role)).flatMap((reference) =>
    profile.targetsOf(reference).map((target) => principalAt(profile, target, reference, named)));
}

function principalAt(view: CfnView, target: CfnView | undefined, reference: any, named: NamedPrincipals): Principal {
  if (target?.resourceType === ROLE) { return ownRole(view, target); }
  const role = target || isHeldImmutable(view) ? undefined : named.find(view, ROLE, reference);
  return role ? { ...ownRole(view, role), isByName: true } : foreignRole(view, reference);
}

/** What the CDK makes immutable for its own functions is immutable for the sake of what users add to it, and may be changed. */
function ownRole(view: CfnView, role: CfnView): Principal {
  const owner = role.resource.node.scope;
  if (!iam.Role.isRole(owner)) { return { key: role.resource, description: () => `the role ${role.resource.node.path},`, role }; }
  if (!isHeldImmutable(view) || isFrameworkResource(role.resource)) { return { key: role.resource, description: () => `the role ${owner.node.path},`, role, l2: owner }; }
  const { path } = owner.node;
  return { key: `${path} without policy updates`, description: () => `the role ${path}, because it is used without policy updates,`, immutable: role };
}

/** Whether the resource's L2 holds its role as `role.withoutPolicyUpdates()` gives it. */
function isHeldImmutable(view: CfnView): boolean {
  const role = view.heldRole;
  return role !== undefined && isImmutableRole(role) && roleInL2(view) === role;
}

/** Whether a role says that it takes policies and drops them. The class of that is not public. */
export function isImmutableRole(role: iam.IRole): boolean {
  return role.constructor.name.startsWith('ImmutableRole');
}

/**
 * Whether the resource has an L2 that holds its role, and so waits for the role's default policy by itself, where the service asks for it. Somebody's
 * own construct around an L1 need not.
 */
export function hasRoleInL2(resource: CfnResource): boolean {
  return Resource.isResource(resource.node.scope!) && roleInL2(new CfnView(resource)) !== undefined;
}

function roleInL2({ heldRole, resource }: CfnView): iam.IRole | undefined {
  return heldRole && resource.node.scope?.node.defaultChild === resource ? heldRole : undefined;
}

/** The CDK attaches policies to an imported role of the app's own account, unless it is imported as immutable. It keeps them as an own role does. */
function importedRolePolicies(view: CfnView): readonly iam.Policy[] {
  const role = roleInL2(view);
  return role ? attachedL2Policies(role) : [];
}

/** The role that an L2 holds, where somebody else creates it. */
function reportedRole(view: CfnView): iam.IRole | undefined {
  const role = roleInL2(view);
  return role && isReportedRole(role) ? role : undefined;
}

/**
 * Whether somebody else creates a role, as `Role.customizeRoles()` asks for: what is added to it is reported and not rendered. The class of an imported
 * one is not public.
 */
export function isReportedRole(role: iam.IRole & { readonly _precreatedRole?: iam.IRole }): boolean {
  return role._precreatedRole !== undefined || role.constructor.name.startsWith('PrecreatedRole');
}

function foreignRole(view: CfnView, value: any): Principal {
  const { resource } = view;
  const resolved = resource.stack.resolve(value);
  const text = plainText(resolved);
  const reported = reportedRole(view);
  return {
    // The names of all roles that nobody has created yet are the same text.
    key: reported?.node.path ?? `${whereSaid(resource, resolved)} ${text}`,
    description: () => `the role ${templateText(resolved) ?? text},`,
    policies: importedRolePolicies(view),
    reported,
  };
}

/** What an intrinsic function refers to depends on the stack that it stands in; a literal ARN is the same in the whole Stage. */
function whereSaid(resource: CfnResource, resolved: any): string {
  const where = typeof resolved === 'string' ? Stage.of(resource) : resource.stack;
  return String(where?.node.path);
}
