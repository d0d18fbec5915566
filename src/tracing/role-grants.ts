import type { CfnResource } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import type { IResourceTracer } from './resource-tracer';
import { actionsFor, type RoleGrant, type XRayPermissions } from './xray-permissions';
import { acknowledgeInlineStatements, acknowledgeManagedPolicy } from '../private/acknowledgements';
import { CfnView } from '../private/cfn-view';
import { WarningId } from '../private/ids';
import { findPrincipals, hasRoleInL2, type Principal } from '../private/principals';
import { AttachedPolicies, roleAllows } from '../private/role-policies';
import type { StackIndexes } from '../private/stack-index';
import { warn } from '../private/warnings';

/** What was done about one role: the actions that are looked after, and the policy that a resource must wait for. */
interface HandledRole {
  readonly actions: Set<string>;
  policy?: CfnResource;
  /** What was acknowledged already, about all statements that are added to it. */
  acknowledged?: CfnResource;
}

/** The roles of an app that were looked after, whoever turned tracing on. The symbol is registered, so that two copies of the library share it. */
const HANDLED_ROLES = Symbol.for('cdk-xray.handled-roles');

/**
 * Lets the roles of traced resources send segments: one grant for each role, however many resources share it.
 */
export class RoleGrants {
  private readonly attached: AttachedPolicies;

  constructor(private readonly permissions: XRayPermissions, private readonly acknowledgeFindings: boolean, indexes: StackIndexes) {
    this.attached = new AttachedPolicies(indexes);
  }

  /** Grants what the row's `access` names to the role that its `roleProperty` names. */
  public grantTo(resource: CfnView, tracer: IResourceTracer): void {
    const actions = actionsFor(tracer.access);
    if (!this.permissions._grants || !tracer.roleProperty || actions.length === 0) { return; }
    const principals = findPrincipals(resource, tracer.roleProperty);
    if (principals.length === 0) { warnOfMissingRole(resource, tracer.roleProperty, actions); }
    for (const principal of principals) {
      const policy = this.grant(principal, resource, actions);
      if (policy && mustWaitFor(policy, resource.resource)) { resource.resource.addResourceDependency(policy); }
    }
  }

  /** @returns the policy resource that holds the permission, where it is not a part of the role itself */
  private grant(principal: Principal, resource: CfnView, actions: readonly string[]): CfnResource | undefined {
    const handled = handledRole(resource.resource, principal);
    const open = actions.filter((action) => !handled.actions.has(action));
    if (open.length === 0) { return handled.policy; }
    open.forEach((action) => handled.actions.add(action));
    if (!principal.role) {
      warnOfForeignRole(resource, principal, actions);
    } else if (!roleAllows(principal.role, actions, this.attached)) {
      this.change(principal, resource.resource, open, handled);
    }
    return handled.policy;
  }

  private change(principal: Principal, resource: CfnResource, actions: readonly string[], handled: HandledRole): void {
    const role = principal.role!.resource;
    const attachedManagedPolicies = this.attached.managedPolicyCount(role);
    const grant = this.permissions._grant({ principal, actions, resource, attachedManagedPolicies });
    if (grant.inlineHolder && grant.inlineHolder !== role) { handled.policy = grant.inlineHolder; }
    if (this.acknowledgeFindings) { acknowledgeFindings(role, grant, handled); }
  }
}

/**
 * Whether a resource must be told to wait for a policy: Lambda rejects a function whose role cannot write yet. An L2 waits by itself, and a
 * policy that refers to the resource must come after it.
 */
function mustWaitFor(policy: CfnResource, resource: CfnResource): boolean {
  if (policy.stack !== resource.stack || hasRoleInL2(resource)) { return false; }
  // To wait for what may not exist is an error.
  if (policy.cfnOptions.condition && policy.cfnOptions.condition !== resource.cfnOptions.condition) { return false; }
  const { stack } = resource;
  const document = JSON.stringify(new CfnView(policy).value(['PolicyDocument']));
  return !document.includes(JSON.stringify(stack.resolve(resource.logicalId)));
}

function acknowledgeFindings(role: CfnResource, grant: RoleGrant, handled: HandledRole): void {
  if (grant.awsManagedPolicyName) { acknowledgeManagedPolicy(role, grant.awsManagedPolicyName); }
  if (grant.inlineHolder && grant.inlineHolder !== handled.acknowledged) {
    handled.acknowledged = grant.inlineHolder;
    acknowledgeInlineStatements(grant.inlineHolder, handled.actions, grant.isNewInlinePolicy ?? false);
  }
}

function handledRole(resource: CfnResource, principal: Principal): HandledRole {
  const root = resource.node.root as IConstruct & { [HANDLED_ROLES]?: Map<CfnResource | string, HandledRole> };
  const roles = root[HANDLED_ROLES] ??= new Map();
  let handled = roles.get(principal.key);
  if (!handled) { roles.set(principal.key, handled = { actions: new Set() }); }
  return handled;
}

function warnOfForeignRole(resource: CfnView, principal: Principal, actions: readonly string[]): void {
  warn(
    resource.resource,
    WarningId.ROLE_NOT_MANAGED,
    `cdk-xray cannot change ${principal.description}, which sends the segments of this resource and perhaps of others. `
    + `Unless it allows this already, add to its policies: ${pasteable(actions)}`,
  );
}

function warnOfMissingRole(resource: CfnView, roleProperty: string, actions: readonly string[]): void {
  // SAM makes the role of its functions and state machines itself, with the X-Ray permission that their tracing needs.
  if (resource.resourceType.startsWith('AWS::Serverless::')) { return; }
  warn(
    resource.resource,
    WarningId.ROLE_NOT_MANAGED,
    `\`${roleProperty}\` is not set, so nobody may send the segments of this resource. Give it a role whose policies have: ${pasteable(actions)}`,
  );
}

function pasteable(actions: readonly string[]): string {
  return JSON.stringify({ Effect: 'Allow', Action: actions, Resource: '*' });
}
