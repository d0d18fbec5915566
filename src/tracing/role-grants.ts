import type { CfnResource, Stack } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { PolicyOrder } from './policy-order';
import { actionsFor, XRayAccess } from './resource-tracer';
import { type Lock, RoleLimits } from './role-limits';
import { type GrantRequest, type RoleGrant, statement, type XRayPermissions } from './xray-permissions';
import { acknowledgeInlineStatements, acknowledgeManagedPolicy } from '../private/cdk/acknowledgements';
import { CfnView } from '../private/cdk/cfn-view';
import type { StackIndexes } from '../private/cdk/stack-index';
import { warn } from '../private/cdk/warnings';
import { NamedPrincipals } from '../private/iam/named-principals';
import { pasteableStatement } from '../private/iam/pasteable-statement';
import { findPrincipals, type Principal, principalsOf } from '../private/iam/principals';
import { accessOf, AttachedPolicies, managedPoliciesOf, policiesAllow, type PolicyAccess } from '../private/iam/role-policies';
import { WarningId } from '../private/ids';
import { pathOf } from '../private/template/property-path';
import { isOfSam } from '../private/template/sam-inheritance';

/** Who is to be allowed to send the segments of a resource. */
export interface SendersOfResource {
  readonly access: XRayAccess;
  /**
   * The path of the property of the resource that names the role, whether or not it is set.
   * @default - there is none
   */
  readonly roleProperty?: string;
  /**
   * Whether AWS makes a role that may send where the property names none.
   * @default false
   */
  readonly isRoleMadeOtherwise?: boolean;
  /**
   * References to further roles.
   * @default - none
   */
  readonly references?: readonly any[];
  /**
   * Whether somebody else had turned tracing on already, and so has seen to the order in which things are created.
   * @default false
   */
  readonly wasTraced?: boolean;
  /**
   * Whether the service refuses to create the resource before its role may send.
   * @default false
   */
  readonly isStrict?: boolean;
}

/** A resource that sends segments. */
interface Sender {
  readonly resource: CfnView;
  /** What its role must be allowed. */
  readonly actions: readonly string[];
  /** Whether somebody else had turned tracing on already, and so has seen to the order in which things are created. */
  readonly wasTraced: boolean;
  /** Whether the service refuses to create the resource before its role may send, so that no policy that may come later is enough. */
  readonly isStrict: boolean;
}

/** What was done about one role. */
interface HandledRole {
  /** The actions that are looked after. */
  readonly actions: Set<string>;
  /** The policies, resources of their own, that allow some of them already. */
  readonly reliedOn: Set<CfnResource>;
  /** The policies, resources of their own, that resources wait for. */
  readonly policies: Set<CfnResource>;
  /** Whether more has been allowed than was before. */
  isGranted?: boolean;
  /** What was acknowledged already, about all statements that are added to it. */
  acknowledged?: CfnResource;
}

/** A role that nobody can change here. */
interface ForeignRole {
  readonly principal: Principal;
  readonly handled: HandledRole;
  /** Whether others have let it until the end of the synthesis. */
  readonly isAllowed?: () => boolean;
}

/** The roles of an app that were looked after, whoever turned tracing on. The symbol is registered, so that two copies of the library share it. */
const HANDLED_ROLES = Symbol.for('cdk-xray.handled-roles');

/**
 * Lets the roles of traced resources send segments: one grant for each role, however many resources share it.
 */
export class RoleGrants {
  private readonly attached: AttachedPolicies;
  private readonly limits: RoleLimits;
  private readonly named = new NamedPrincipals();
  private readonly order = new PolicyOrder();
  private readonly foreign = new Map<CfnResource, ForeignRole[]>();
  private lastStack?: Stack;
  private handled = new Map<CfnResource | string, HandledRole>();

  constructor(private readonly permissions: XRayPermissions, private readonly acknowledges: boolean, indexes: StackIndexes) {
    this.attached = new AttachedPolicies(indexes, this.named);
    this.limits = new RoleLimits(this.attached);
  }

  /** Grants what the access names to the role that the resource names, and to further ones. */
  public grantTo(resource: CfnView, senders: SendersOfResource): void {
    const { access, roleProperty, references = [], wasTraced = false, isStrict = false } = senders;
    const actions = actionsFor(access);
    if (!this.permissions._grants) { return; }
    const principals = roleProperty === undefined ? [] : findPrincipals(resource, roleProperty, this.named);
    const isNeeded = references.length === 0 && !senders.isRoleMadeOtherwise;
    if (roleProperty !== undefined && isNeeded) { seeToRole(resource, roleProperty, principals, actions); }
    const sender = { resource, actions, wasTraced, isStrict: isStrict && !wasTraced };
    if (roleProperty === undefined && isOfSam(resource.resourceType)) {
      this.limits.watch({ holder: resource, resource: resource.resource, actions: new Set(actions) });
    }
    principals.forEach((principal) => this.lookAfter(principal, sender));
    references.flatMap((reference) => principalsOf(resource, reference, this.named)).forEach((principal) => this.lookAfter(principal, sender));
  }

  /** What keeps the role of a resource from sending, though it is in the app: the resource uses it without policy updates, or something limits it. */
  public lockOf(resource: CfnView, roleProperty: string, access: XRayAccess): Lock | undefined {
    if (!this.permissions._grants) { return undefined; }
    const actions = actionsFor(access);
    const principals = findPrincipals(resource, roleProperty, this.named);
    const holders = isRoleMadeBySam(resource, roleProperty) ? [resource] : principals.flatMap(({ role, immutable }) => role ?? immutable ?? []);
    let lock = this.lockOfImmutable(principals, actions, resource.resource);
    for (const holder of holders) { lock ??= this.limits.lockOf(holder, actions); }
    return lock;
  }

  private lockOfImmutable(principals: readonly Principal[], actions: readonly string[], resource: CfnResource): Lock | undefined {
    const locked = principals.find(({ immutable: role }) => role && !this.mayRelyOn(role, actions, resource));
    return locked && { cause: `cdk-xray cannot change ${locked.description()}`, remedy: `add to the policies of the role ${pasteableStatement(actions)}` };
  }

  /** Whether a role that nobody is to change allows some actions, and not only when the stack of a resource is deployed already. */
  private mayRelyOn(role: CfnView, actions: readonly string[], resource: CfnResource): boolean {
    const access = this.accessOf(role, actions);
    return access.isAllowed && !access.policies.some((policy) => this.order.comesWithLaterStack(policy, role.resource, resource));
  }

  private lookAfter(principal: Principal, sender: Sender): void {
    const handled = this.handledRole(sender.resource.resource, principal.key);
    const holder = principal.role ?? principal.immutable;
    if (holder && handled.actions.size === 0) { this.limits.watch({ holder, resource: sender.resource.resource, actions: handled.actions }); }
    const isLate = principal.role !== undefined && !handled.isGranted && this.isLate(principal.role, handled.reliedOn, sender);
    const open = isLate ? sender.actions : sender.actions.filter((action) => !handled.actions.has(action));
    if (open.length > 0) {
      this.grant(principal, sender, open, handled);
      open.forEach((action) => handled.actions.add(action));
    }
    handled.policies.forEach((policy) => this.order.waitFor(policy, sender.resource.resource));
    if (principal.isByName && principal.role && !sender.wasTraced) { this.order.waitForRole(principal.role.resource, sender.resource.resource); }
  }

  private grant(principal: Principal, sender: Sender, open: readonly string[], handled: HandledRole): void {
    if (principal.role) {
      this.grantToOwn(principal.role, principal, sender, open, handled);
    } else if (principal.immutable) {
      this.relyOn(principal.immutable, principal, sender, handled);
    } else if (!policiesAllow(principal.policies ?? [], sender.actions)) {
      principal.reported?.addToPrincipalPolicy(statement(open));
      this.remarkForeign(sender.resource, { principal, handled });
    }
  }

  private grantToOwn(role: CfnView, principal: Principal, sender: Sender, open: readonly string[], handled: HandledRole): void {
    const { resource, actions, wasTraced } = sender;
    const managedPolicies = managedPoliciesOf(role);
    const access = this.accessOf(role, actions, managedPolicies);
    if (!access.isAllowed || this.isLate(role, access.policies, sender)) {
      this.change({ principal, actions: open, resource: resource.resource, managedPolicies }, handled);
    }
    access.policies.forEach((policy) => handled.reliedOn.add(policy));
    if (!wasTraced) { access.policies.forEach((policy) => handled.policies.add(policy)); }
  }

  /** Whether one of the policies of a role may come too late for a resource that cannot be created before. */
  private isLate(role: CfnView, policies: Iterable<CfnResource>, { resource, isStrict }: Sender): boolean {
    return isStrict && [...policies].some((policy) => !this.order.comesInTime(policy, role.resource, resource.resource));
  }

  /** Warns of a role that is not to be changed, unless it may send already, or others let it until the end of the synthesis. */
  private relyOn(role: CfnView, principal: Principal, { resource, actions, wasTraced }: Sender, handled: HandledRole): void {
    const access = this.accessOf(role, actions);
    if (!wasTraced) { access.policies.forEach((policy) => handled.policies.add(policy)); }
    const isAllowed = () => this.accessOf(role, [...handled.actions]).isAllowed;
    if (!access.isAllowed) { this.remarkForeign(resource, { principal, handled, isAllowed }); }
  }

  /** Warns of a role at the end of the synthesis, when it is known what all resources need that share it, unless an earlier one did so. */
  private remarkForeign(resource: CfnView, role: ForeignRole): void {
    if (role.handled.actions.size > 0) { return; }
    const known = this.foreign.get(resource.resource);
    if (known) { known.push(role); return; }
    const roles = [role];
    this.foreign.set(resource.resource, roles);
    resource.resource.node.addValidation({
      validate: () => { warnOfForeignRoles(resource, roles.filter(({ isAllowed }) => !isAllowed?.())); return []; },
    });
  }

  private accessOf(role: CfnView, actions: readonly string[], managedPolicies = managedPoliciesOf(role)): PolicyAccess {
    return accessOf(role, managedPolicies, actions, this.attached);
  }

  private handledRole(resource: CfnResource, key: Principal['key']): HandledRole {
    if (resource.stack !== this.lastStack) {
      const root = resource.node.root as IConstruct & { [HANDLED_ROLES]?: Map<CfnResource | string, HandledRole> };
      this.lastStack = resource.stack;
      this.handled = root[HANDLED_ROLES] ??= new Map();
    }
    let handled = this.handled.get(key);
    if (!handled) { this.handled.set(key, handled = { actions: new Set(), reliedOn: new Set(), policies: new Set() }); }
    return handled;
  }

  private change(request: Omit<GrantRequest, 'attachedManagedPolicies'>, handled: HandledRole): void {
    const role = request.principal.role!.resource;
    handled.isGranted = true;
    const grant = this.permissions._grant({ ...request, attachedManagedPolicies: this.attached.managedPolicyCount(role) });
    if (grant.inlineHolder && grant.inlineHolder !== role) { handled.policies.add(grant.inlineHolder); }
    if (this.acknowledges) { acknowledgeFindings(role, grant, handled); }
  }
}

/** Whether SAM makes the role of a resource. It gives the resource's boundary to it. */
function isRoleMadeBySam(resource: CfnView, roleProperty: string): boolean {
  return isOfSam(resource.resourceType) && resource.referenceAt(pathOf(roleProperty)).value === undefined;
}

function acknowledgeFindings(role: CfnResource, grant: RoleGrant, handled: HandledRole): void {
  if (grant.awsManagedPolicyName) { acknowledgeManagedPolicy(role, grant.awsManagedPolicyName); }
  if (grant.inlineHolder && grant.inlineHolder !== handled.acknowledged) {
    handled.acknowledged = grant.inlineHolder;
    acknowledgeInlineStatements(grant.inlineHolder, handled.actions, grant.isNewInlinePolicy ?? false);
  }
}

/** Warns of the roles of a resource that are not to be changed, of all in one text: a construct has one warning of an id. */
function warnOfForeignRoles(resource: CfnView, roles: readonly ForeignRole[]): void {
  if (roles.length === 0) { return; }
  const isOne = roles.length === 1;
  const needed = pasteableStatement(inOrder(new Set(roles.flatMap(({ handled }) => [...handled.actions]))));
  warn(
    resource.resource,
    WarningId.ROLE_NOT_MANAGED,
    `cdk-xray cannot change ${roles.map(({ principal }) => principal.description()).join(' and ')} which ${isOne ? 'sends' : 'send'} the segments of this resource and `
    + `perhaps of others. Unless ${isOne ? 'it allows' : 'they allow'} this already, leave the resource out by \`XRayTracing.of(construct).exclude(reason)\`, `
    + `or add to ${isOne ? 'its' : 'their'} policies: ${needed}`,
  );
}

/** Actions in the order in which AWS documents them. */
function inOrder(actions: ReadonlySet<string>): string[] {
  return actionsFor(XRayAccess.SEND_AND_SAMPLE).filter((action) => actions.has(action));
}

/** Warns where no role sends, in any case or on a condition. */
function seeToRole(resource: CfnView, roleProperty: string, principals: readonly Principal[], actions: readonly string[]): void {
  if (principals.length === 0) {
    warnOfMissingRole(resource, roleProperty, actions);
  } else if (resource.mayBeAbsent(pathOf(roleProperty))) {
    const foreign = principals.filter(({ role, policies = [] }) => !role && !policiesAllow(policies, actions));
    warnOfConditionalRole(resource, roleProperty, foreign, actions);
  }
}

/** A construct is warned once of its roles, so what is to be said of those that cannot be changed is said here, too. */
function warnOfConditionalRole({ resource }: CfnView, roleProperty: string, foreign: readonly Principal[], actions: readonly string[]): void {
  const others = foreign.map(({ description }) => `, and those of ${description()} which cdk-xray cannot change,`).join('');
  warn(
    resource,
    WarningId.ROLE_NOT_MANAGED,
    `A condition may leave \`${roleProperty}\` without a role, and then nobody may send the segments of this resource. `
    + `Name one for that case, too. Its policies${others} must have: ${pasteableStatement(actions)}`,
  );
}

function warnOfMissingRole(resource: CfnView, roleProperty: string, actions: readonly string[]): void {
  warn(
    resource.resource,
    WarningId.ROLE_NOT_MANAGED,
    `\`${roleProperty}\` is not set, so nobody may send the segments of this resource. Give it a role whose policies have: ${pasteableStatement(actions)}`,
  );
}
