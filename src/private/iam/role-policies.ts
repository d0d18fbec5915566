import { aws_iam as iam, type CfnResource, type Stack, Token } from 'aws-cdk-lib';
import { actionsOfAwsManaged, awsManagedPolicyName } from './aws-managed-policies';
import { NamedPrincipals } from './named-principals';
import { denyingStatements, isPolicyDocument, statementsForAllResources, statementsOf } from './policy-documents';
import { allows, denies } from './statement-matching';
import { MANAGED_POLICY, ROLE, ROLE_POLICY_TYPES } from './types';
import { ALL_WRITE_ACTIONS } from './xray-actions';
import { CfnView } from '../cdk/cfn-view';
import { freshlyResolved } from '../cdk/fresh-resolver';
import { isInTree } from '../cdk/in-tree';
import { isThereWith } from '../cdk/is-there-with';
import type { StackIndex, StackIndexes } from '../cdk/stack-index';
import { listed } from '../listed';
import { branchesOf } from '../template/intrinsics';

/** The L2 `Role` members that are not public. See cdk/cfn-internals.ts for the rule. */
interface RoleInternals {
  readonly managedPolicies?: { readonly managedPolicyArn: string }[];
  readonly attachedPolicies?: { readonly policies?: iam.Policy[] };
  readonly defaultPolicy?: iam.Policy;
}

/** The managed policies that a role carries. */
export interface ManagedPolicies {
  /** The ARNs as they stand in the construct; undefined where a token hides them. */
  readonly arns?: readonly any[];
  /** The role's L2, where it keeps them: where nobody overrides or replaces what it renders. */
  readonly l2?: iam.Role;
}

/**
 * The managed policies of a role.
 *
 * An L2 role keeps them where reading them costs nothing; resolving its L1's token would cost more than the whole visit.
 */
export function managedPoliciesOf(role: CfnView): ManagedPolicies {
  const l2 = l2OfManagedPolicies(role);
  const policies = (l2 as unknown as RoleInternals | undefined)?.managedPolicies;
  if (Array.isArray(policies)) { return { l2, arns: policies.map((policy) => policy.managedPolicyArn) }; }
  const arns = role.list('ManagedPolicyArns') ?? role.value(['ManagedPolicyArns']);
  return { l2, arns: Array.isArray(arns) ? arns : undefined };
}

/** An L2 gives its L1 a token for its managed policies. Somebody may have put another list in its place. */
function l2OfManagedPolicies(role: CfnView): iam.Role | undefined {
  const owner = role.resource.node.scope;
  if (!iam.Role.isRole(owner) || owner.node.defaultChild !== role.resource) { return undefined; }
  return role.isOverridden('ManagedPolicyArns') || !Token.isUnresolved(role.unresolved(['ManagedPolicyArns'])) ? undefined : owner;
}

/** Whether an ARN is among those that a role carries. Tokens for the same ARN may differ, so what they resolve to counts. */
export function carries(role: CfnView, { arns = [], l2 }: ManagedPolicies, arn: string): boolean {
  if (arns.includes(arn)) { return true; }
  if (l2) { return false; }
  const text = (each: any) => JSON.stringify(role.resource.stack.resolve(each));
  return arns.some((each) => text(each) === text(arn));
}

/** Whether L2 policies, none of which a condition may leave out, allow every action on every resource without a condition. */
export function policiesAllow(policies: readonly iam.Policy[], actions: readonly string[]): boolean {
  const statements = policies
    .filter((policy) => {
      const resource = resourceOf(policy);
      return resource !== undefined && resource.cfnOptions.condition === undefined;
    })
    .flatMap((policy) => statementsForAllResources(policy.document));
  return actions.every((action) => statements.some((statement) => allows(statement, action)));
}

/** What the policies of a role allow. */
export interface PolicyAccess {
  /** Whether they allow every action on every resource without a condition. */
  readonly isAllowed: boolean;
  /** The policies, resources of their own, without which they would not. */
  readonly policies: readonly CfnResource[];
}

/** What the policies of a role, wherever they are attached, allow of some actions. */
export function accessOf(role: CfnView, managedPolicies: ManagedPolicies, actions: readonly string[], attached: AttachedPolicies): PolicyAccess {
  const missing = notAllowedByItself(role, managedPolicies, actions);
  if (missing.length === 0) { return ALLOWED; }
  const outside = policiesOutside(role, attached, statementsForAllResources);
  return outside.length === 0 ? NOT_ALLOWED : accessBy(outside, missing);
}

/** Those of some actions that a policy of a role, wherever it is attached, surely denies, whatever others allow. */
export function deniedActions(role: CfnView, actions: readonly string[], attached: AttachedPolicies): string[] {
  const { arns = [] } = managedPoliciesOf(role);
  const statements = [
    ...inlineStatements(role, denyingStatements),
    ...customerManagedStatements(role, arns.filter((arn) => policyName(role, arn) === '')),
    ...policiesOutside(role, attached, denyingStatements).flatMap((policy) => policy.statements),
  ];
  return statements.length === 0 ? [] : actions.filter((action) => statements.some((statement) => denies(statement, action)));
}

/** The policies, resources of their own, that are there wherever their role is, with those of their statements that matter. */
function policiesOutside(role: CfnView, attached: AttachedPolicies, read: (document: any) => any[]): AttachedPolicy[] {
  return [...l2Policies(role, read), ...attached.of(role.resource)].filter(({ resource }) => isThereWith(role.resource, resource));
}

const ALLOWED: PolicyAccess = { isAllowed: true, policies: [] };
const NOT_ALLOWED: PolicyAccess = { isAllowed: false, policies: [] };

/** The actions that neither the managed policies nor the inline policies of a role allow. */
function notAllowedByItself(role: CfnView, { arns = [] }: ManagedPolicies, actions: readonly string[]): readonly string[] {
  const names = arns.map((arn) => policyName(role, arn));
  const managed = names.flatMap((name) => name === undefined ? [] : actionsOfAwsManaged(name) ?? []);
  const statements = [...inlineStatements(role), ...customerManagedStatements(role, arns.filter((_, index) => names[index] === ''))];
  return managed.length + statements.length === 0 ? actions : notAllowed(actions, managed, statements);
}

function notAllowed(actions: readonly string[], managed: readonly string[], statements: readonly any[]): string[] {
  return actions.filter((action) => !managed.includes(action) && !statements.some((statement) => allows(statement, action)));
}

function accessBy(attached: readonly AttachedPolicy[], actions: readonly string[]): PolicyAccess {
  const policies = new Set<CfnResource>();
  const isAllowed = actions.every((action) => {
    const policy = attached.find(({ statements }) => statements.some((statement) => allows(statement, action)));
    if (policy) { policies.add(policy.resource); }
    return policy !== undefined;
  });
  return { isAllowed, policies: [...policies] };
}

/** A policy that names the roles it is for. */
interface AttachedPolicy {
  readonly resource: CfnResource;
  readonly statements: any[];
}

/** The L2 policies with statements that matter that are attached to an L2 role, its default policy among them, wherever they stand. */
function l2Policies(role: CfnView, read: (document: any) => any[]): AttachedPolicy[] {
  const owner = role.resource.node.scope;
  return iam.Role.isRole(owner) ? attachedL2Policies(owner).flatMap((policy) => asAttached(policy, read)) : [];
}

function asAttached(policy: iam.Policy, read: (document: any) => any[]): AttachedPolicy[] {
  const statements = read(policy.document);
  const resource = statements.length > 0 ? resourceOf(policy) : undefined;
  return resource ? [{ resource, statements }] : [];
}

/** The L2 policies that are attached to an L2 role, own or imported, its default policy among them. */
export function attachedL2Policies(role: iam.IRole): readonly iam.Policy[] {
  return (role as unknown as RoleInternals).attachedPolicies?.policies ?? [];
}

/** The resource of an L2 policy; undefined where somebody has removed it from the app, of which the role knows nothing. */
function resourceOf({ node }: iam.Policy): CfnResource | undefined {
  const resource = node.defaultChild as CfnResource | undefined;
  return resource && isInTree(resource) ? resource : undefined;
}

/** Whether somebody has removed the default policy of a role from the app. The role goes on adding to it, which then is in no template. */
export function hasLostDefaultPolicy(role: iam.IRole): boolean {
  const { defaultPolicy } = role as unknown as RoleInternals;
  return defaultPolicy !== undefined && resourceOf(defaultPolicy) === undefined;
}

/** What adding to the default policy of an L2 role came to. */
export interface DefaultPolicy {
  /** The policy; undefined where the role has none, as an imported one may. */
  readonly resource?: CfnResource;
  /** Whether the role had none before. */
  readonly isNew: boolean;
  /** Whether the role takes statements, as far as it tells. */
  readonly isAdded: boolean;
}

/** Adds statements to the default policy of an L2 role. */
export function addToDefaultPolicy(role: iam.IRole, statements: readonly iam.PolicyStatement[]): DefaultPolicy {
  const isNew = role.node.tryFindChild('DefaultPolicy') === undefined;
  const isAdded = statements.map((statement) => role.addToPrincipalPolicy(statement)).every(({ statementAdded }) => statementAdded);
  return { resource: role.node.tryFindChild('DefaultPolicy')?.node.defaultChild as CfnResource | undefined, isNew, isAdded };
}

/** How many characters the CDK leaves in a default policy, and how many it puts into each managed policy that it makes of the rest. */
const MAX_DEFAULT_POLICY = 10_000;
const MAX_OVERFLOW_POLICY = 6_000;

/** How many characters an ARN may have more than the token that stands for it. */
const TOKEN_GROWTH = 120;

/** How many managed policies the CDK makes of the default policy of a role, during the synthesis: rather too many than too few. */
export function overflowPolicies(role: iam.IRole): number {
  const made = role.node.children.filter(({ node }) => node.id.startsWith('OverflowPolicy'));
  return made.length > 0 ? made.length : overflowToCome(role);
}

function overflowToCome(role: iam.IRole): number {
  const { defaultPolicy } = role as unknown as RoleInternals;
  const statements = defaultPolicy ? statementsOf(defaultPolicy.document) : [];
  const text = JSON.stringify(statements);
  // The CDK counts a space in each statement that no template has.
  const length = text.length + statements.length + TOKEN_GROWTH * (text.match(/[$#]\{Token\[/g) ?? []).length;
  // Statements are not divided, so that each policy may have some room left.
  return length < MAX_DEFAULT_POLICY ? 0 : 1 + Math.ceil((length - MAX_DEFAULT_POLICY) / MAX_OVERFLOW_POLICY);
}

/** The policies that name a role, from outside of it. */
interface Attachments {
  /** Those that concern X-Ray. */
  readonly policies: AttachedPolicy[];
  managedPolicies: number;
}

/**
 * The policies of each stack that name the roles they are for.
 */
export class AttachedPolicies {
  private readonly byStack = new Map<Stack, Map<CfnResource, Attachments>>();

  constructor(private readonly indexes: StackIndexes, private readonly named = new NamedPrincipals()) {}

  /** The policies that concern X-Ray, in the role's stack, that name the role. */
  public of(role: CfnResource): readonly AttachedPolicy[] {
    return this.attachments(role)?.policies ?? [];
  }

  /** How many managed policies in the role's stack name the role. */
  public managedPolicyCount(role: CfnResource): number {
    return this.attachments(role)?.managedPolicies ?? 0;
  }

  private attachments(role: CfnResource): Attachments | undefined {
    let roles = this.byStack.get(role.stack);
    if (!roles) { this.byStack.set(role.stack, roles = collectAttachments(this.indexes.of(role.stack), this.named)); }
    return roles.get(role);
  }
}

function collectAttachments(index: StackIndex, named: NamedPrincipals): Map<CfnResource, Attachments> {
  const roles = new Map<CfnResource, Attachments>();
  for (const resource of ROLE_POLICY_TYPES.flatMap((type) => index.resources.get(type) ?? [])) {
    if (!isDefaultPolicy(resource)) { attach(new CfnView(resource), roles, named); }
  }
  return roles;
}

/** Adds a policy to what is attached to the roles that it names. One that is neither managed nor about X-Ray changes nothing for them. */
function attach(policy: CfnView, roles: Map<CfnResource, Attachments>, named: NamedPrincipals): void {
  const { resource } = policy;
  const statements = policy.statements(['PolicyDocument']);
  const isManaged = resource.cfnResourceType === MANAGED_POLICY;
  const isAboutXRay = statements.some(concernsXRay);
  if (!isManaged && !isAboutXRay) { return; }
  for (const name of roleNamesOf(policy)) {
    const isCertain = isAboutXRay && !isDecidedByCondition(resource, name);
    for (const role of rolesNamed(policy, name, named)) {
      const attachments = roles.get(role) ?? { policies: [], managedPolicies: 0 };
      roles.set(role, attachments);
      if (isCertain) { attachments.policies.push({ resource, statements }); }
      if (isManaged) { attachments.managedPolicies++; }
    }
  }
}

function concernsXRay(statement: any): boolean {
  return ALL_WRITE_ACTIONS.some((action) => allows(statement, action) || denies(statement, action));
}

function rolesNamed(policy: CfnView, name: any, named: NamedPrincipals): CfnResource[] {
  return policy.targetsOf(name).flatMap((target) => (target ?? named.find(policy, ROLE, name))?.resource ?? []);
}

/** Whether a policy is the one that an L2 role makes when it is given statements. It is found through the role, at less cost. */
export function isDefaultPolicy({ node: { scope } }: CfnResource): boolean {
  return scope?.node.id === 'DefaultPolicy' && iam.Role.isRole(scope.node.scope);
}

function roleNamesOf(policy: CfnView): readonly any[] {
  const isForOneRole = policy.resourceType === 'AWS::IAM::RolePolicy';
  return isForOneRole ? [policy.effective(['RoleName'])] : policy.list('Roles') ?? listed(policy.value(['Roles']));
}

/** Whether an `Fn::If` decides what a value in a resource is. */
function isDecidedByCondition({ stack }: CfnResource, value: any): boolean {
  return branchesOf(Token.isUnresolved(value) ? freshlyResolved(stack, value) : value) !== undefined;
}

/** The statements of the app's own managed policies with these ARNs. */
function customerManagedStatements(role: CfnView, arns: readonly any[]): any[] {
  return arns
    .flatMap((arn) => role.targetsOf(arn))
    .flatMap((policy) => policy?.statements(['PolicyDocument']) ?? []);
}

function inlineStatements(role: CfnView, read: (document: any) => any[] = statementsOf): any[] {
  const policies = role.list('Policies') ?? listed(role.value(['Policies']));
  return policies.flatMap((policy) => {
    const { policyDocument, PolicyDocument } = Token.isUnresolved(policy) ? role.resource.stack.resolve(policy) : policy ?? {};
    const document = policyDocument ?? PolicyDocument;
    return read(Token.isUnresolved(document) && !isPolicyDocument(document) ? role.resource.stack.resolve(document) : document);
  });
}

/** The name in an AWS managed policy's ARN; empty where it is none, undefined where a condition decides. */
export function policyName(role: CfnView, arn: any): string | undefined {
  const written = typeof arn === 'string' ? awsManagedPolicyName(arn) : undefined;
  if (written !== undefined) { return written; }
  const resolved = Token.isUnresolved(arn) ? freshlyResolved(role.resource.stack, arn) : arn;
  return branchesOf(resolved) ? undefined : awsManagedPolicyName(resolved) ?? '';
}
