import { aws_iam as iam, Token } from 'aws-cdk-lib';
import type { CfnResource } from 'aws-cdk-lib';
import type { CfnView } from '../private/cdk/cfn-view';
import { misuse, shown } from '../private/errors';
import { sendingPolicyName } from '../private/iam/aws-managed-policies';
import { hasRoleInL2, type Principal } from '../private/iam/principals';
import { addToDefaultPolicy, carries, hasLostDefaultPolicy, type ManagedPolicies, overflowPolicies } from '../private/iam/role-policies';

/** IAM's default quota of managed policies attached to one role. */
const MANAGED_POLICIES_PER_ROLE = 10;
const MANY_MANAGED_POLICIES = 4;

/** The name of the inline policy, and of the policy construct, that the library adds to a role without an L2. */
const INLINE_POLICY_NAME = 'XRayTracing';

/**
 * A role that is to be allowed something.
 * @internal
 */
export interface GrantRequest {
  /** The role, which can be changed. */
  readonly principal: Principal;
  readonly actions: readonly string[];
  /** The resource for whose sake the role gets it. */
  readonly resource: CfnResource;
  /** The managed policies that the role names. */
  readonly managedPolicies: ManagedPolicies;
  /** How many managed policies name the role, beside those. */
  readonly attachedManagedPolicies: number;
}

/**
 * What was added to a role.
 * @internal
 */
export interface RoleGrant {
  /** The name of an AWS managed policy that was attached. */
  readonly awsManagedPolicyName?: string;
  /** The policy resource, or the role itself, in which an inline statement now stands. */
  readonly inlineHolder?: CfnResource;
  /** Whether the inline policy exists only because of the grant. */
  readonly isNewInlinePolicy?: boolean;
}

/**
 * How the roles of traced resources are allowed to send segments to X-Ray.
 *
 * Whatever the choice, a role whose policies already allow what the resource needs is left alone, and a role gets one grant however many
 * resources share it.
 *
 * @see https://docs.aws.amazon.com/xray/latest/devguide/security_iam_id-based-policy-examples.html
 */
export abstract class XRayPermissions {
  /**
   * Attaches an AWS managed policy. A role that carries ten managed policies already (IAM's default quota) gets an inline statement instead.
   *
   * @param policyName the policy's name, by default `AWSXrayWriteOnlyAccess`, and `AWSXRayDaemonWriteAccess` (the same five actions) where the
   * role's stack is known to be in a region of China or of AWS GovCloud (US)
   * @throws when the name is not one that a managed policy can have
   */
  public static awsManaged(policyName?: string): XRayPermissions {
    return new AwsManagedPermissions(policyName);
  }

  /** Adds an inline statement that allows just the actions that the resource needs, as the CDK's own tracing props do. */
  public static inline(): XRayPermissions {
    return new InlinePermissions();
  }

  /**
   * Attaches a managed policy of yours. It is attached as it is: what it allows is not looked at.
   *
   * A role that carries ten managed policies already gets an inline statement instead.
   *
   * @param policy the policy. For an app with Stages, or with stacks of several environments, take one that is imported by name: a policy that
   * is defined in one of the stacks cannot be used in another Stage
   * @throws when it is no managed policy
   */
  public static customerManaged(policy: iam.IManagedPolicy): XRayPermissions {
    return new CustomerManagedPermissions(policy);
  }

  /** Grants nothing and warns of nothing: permission is looked after elsewhere. */
  public static none(): XRayPermissions {
    return new NoPermissions();
  }

  protected constructor() {}

  /**
   * Whether roles are looked at at all.
   * @internal
   */
  public get _grants(): boolean {
    return true;
  }

  /**
   * Adds to a role what allows the actions.
   * @internal
   */
  public abstract _grant(request: GrantRequest): RoleGrant;
}

class InlinePermissions extends XRayPermissions {
  constructor() {
    super();
  }

  public _grant({ principal, actions, resource }: GrantRequest): RoleGrant {
    const role = principal.role!;
    if (!principal.l2) { return addToRole(role, actions) ?? addPolicyBeside(role, actions); }
    // A resource without an L2 must be told to wait for the policy. If it waited for the default policy, which others fill and which perhaps
    // refers to the resource some day, it would wait for itself.
    const isDefault = hasRoleInL2(resource) && !hasLostDefaultPolicy(principal.l2);
    return isDefault ? addToPolicyOfL2(principal.l2, actions) : addOwnPolicy(principal.l2, actions);
  }
}

function addToPolicyOfL2(role: iam.Role, actions: readonly string[]): RoleGrant {
  const { resource, isNew } = addToDefaultPolicy(role, [statement(actions)]);
  return { inlineHolder: resource && existingWith(role, resource), isNewInlinePolicy: isNew };
}

function addOwnPolicy(role: iam.Role, actions: readonly string[]): RoleGrant {
  const existing = role.node.tryFindChild(INLINE_POLICY_NAME) as iam.Policy | undefined;
  const policy = existing ?? new iam.Policy(role, INLINE_POLICY_NAME, { roles: [role] });
  policy.addStatements(statement(actions));
  return { inlineHolder: existingWith(role, policy.node.defaultChild as CfnResource), isNewInlinePolicy: existing === undefined };
}

/** A policy, which from now on exists where the role does. */
function existingWith(role: iam.Role, policy: CfnResource): CfnResource {
  policy.cfnOptions.condition ??= (role.node.defaultChild as CfnResource).cfnOptions.condition;
  return policy;
}

/** In the role's own list the statement exists as soon as the role does. Undefined where a token hides the list. */
function addToRole(role: CfnView, actions: readonly string[]): RoleGrant | undefined {
  const policies = role.list('Policies');
  if (!policies) { return undefined; }
  const own = policies.map((policy) => policy?.policyDocument ?? policy?.PolicyDocument).find(isOurDocument);
  if (own) {
    own.addStatements(statement(actions));
    return { inlineHolder: role.resource };
  }
  const names = policies.map((policy) => policy?.policyName ?? policy?.PolicyName);
  role.append('Policies', { PolicyName: freeName(INLINE_POLICY_NAME, names), PolicyDocument: newDocument(actions) });
  return { inlineHolder: role.resource, isNewInlinePolicy: policies.length === 0 };
}

/** A policy resource of its own, for a role whose list a token hides. It exists where the role does. */
function addPolicyBeside(role: CfnView, actions: readonly string[]): RoleGrant {
  const scope = role.resource.node.scope!;
  const id = `${role.resource.node.id}${INLINE_POLICY_NAME}`;
  const existing = scope.node.tryFindChild(id) as iam.CfnPolicy | undefined;
  if (existing && isOurDocument(existing.policyDocument)) {
    existing.policyDocument.addStatements(statement(actions));
    return { inlineHolder: existing };
  }
  const policy = new iam.CfnPolicy(scope, id, { policyName: INLINE_POLICY_NAME, policyDocument: newDocument(actions), roles: [role.resource.ref] });
  policy.cfnOptions.condition = role.resource.cfnOptions.condition;
  return { inlineHolder: policy, isNewInlinePolicy: true };
}

/** Marks the policy documents that the library made, to which it may add. */
const OURS = Symbol.for('cdk-xray.policy-document');

function newDocument(actions: readonly string[]): iam.PolicyDocument {
  return Object.assign(new iam.PolicyDocument({ statements: [statement(actions)] }), { [OURS]: true });
}

function isOurDocument(document: any): document is iam.PolicyDocument {
  return document?.[OURS] === true;
}

function freeName(name: string, taken: readonly unknown[]): string {
  let free = name;
  for (let i = 2; taken.includes(free); i++) { free = `${name}${i}`; }
  return free;
}

/** A managed policy that roles get, and what is to be told of it. */
interface Attachment {
  readonly policy: iam.IManagedPolicy;
  readonly grant: RoleGrant;
}

/** Whether a role may carry one more managed policy. What becomes of a long default policy is only asked where many are there: it takes time. */
function hasRoom(count: number, role: iam.Role | undefined): boolean {
  const more = role && count >= MANY_MANAGED_POLICIES ? overflowPolicies(role) : 0;
  return count + more < MANAGED_POLICIES_PER_ROLE;
}

abstract class ManagedPermissions extends XRayPermissions {
  private readonly fallback = new InlinePermissions();

  public _grant(request: GrantRequest): RoleGrant {
    const role = request.principal.role!;
    const { arns, l2 } = request.managedPolicies;
    const { policy, grant } = this.attachmentFor(role.resource);
    const arn = policy.managedPolicyArn;
    if (arns && carries(role, request.managedPolicies, arn)) { return {}; }
    if (!arns || !hasRoom(arns.length + request.attachedManagedPolicies, l2)) { return this.fallback._grant(request); }
    if (l2) {
      l2.addManagedPolicy(policy);
    } else if (!role.append('ManagedPolicyArns', arn)) {
      return this.fallback._grant(request);
    }
    return grant;
  }

  protected abstract attachmentFor(role: CfnResource): Attachment;
}

class AwsManagedPermissions extends ManagedPermissions {
  /** What roles get, by the region of their stack: making a new policy object for each role would cost more than attaching it. */
  private readonly attachments = new Map<string, Attachment>();

  constructor(private readonly policyName?: string) {
    super();
    const isName = typeof policyName === 'string' && (Token.isUnresolved(policyName) || /^[\w+=,.@/-]+$/.test(policyName));
    if (policyName !== undefined && !isName) {
      throw misuse(`\`policyName\` must be the name of an AWS managed policy, for example \`AWSXrayWriteOnlyAccess\`, got: ${shown(policyName)}`);
    }
  }

  protected attachmentFor(role: CfnResource): Attachment {
    const { region } = role.stack;
    let attachment = this.attachments.get(region);
    if (!attachment) { this.attachments.set(region, attachment = attachmentOf(this.policyName ?? sendingPolicyName(region))); }
    return attachment;
  }
}

/** Of a policy whose name only the deployment knows, nobody can tell what cdk-nag would call the finding. */
function attachmentOf(name: string): Attachment {
  return { policy: iam.ManagedPolicy.fromAwsManagedPolicyName(name), grant: Token.isUnresolved(name) ? {} : { awsManagedPolicyName: name } };
}

class CustomerManagedPermissions extends ManagedPermissions {
  constructor(private readonly policy: iam.IManagedPolicy) {
    super();
    if (!policy?.managedPolicyArn) { throw misuse(`\`policy\` must be a managed policy, for example of \`ManagedPolicy.fromManagedPolicyName\`, got: ${shown(policy)}`); }
  }

  protected attachmentFor(): Attachment {
    return { policy: this.policy, grant: {} };
  }
}

class NoPermissions extends XRayPermissions {
  constructor() {
    super();
  }

  public get _grants(): boolean {
    return false;
  }

  public _grant(): RoleGrant {
    return {};
  }
}

/** The statement that allows some of X-Ray's actions, which know no resources. */
export function statement(actions: readonly string[]): iam.PolicyStatement {
  return new iam.PolicyStatement({ actions: [...actions], resources: ['*'] });
}
