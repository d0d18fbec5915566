import { aws_iam as iam, Token } from 'aws-cdk-lib';
import type { CfnResource } from 'aws-cdk-lib';
import { XRayAccess } from './resource-tracer';
import type { CfnView } from '../private/cfn-view';
import { misuse, shown } from '../private/errors';
import { hasRoleInL2, type Principal } from '../private/principals';
import { managedPolicyArns } from '../private/role-policies';

/** IAM's default quota of managed policies attached to one role. */
const MANAGED_POLICIES_PER_ROLE = 10;

/** The name of the inline policy, and of the policy construct, that the library adds to a role without an L2. */
const INLINE_POLICY_NAME = 'XRayTracing';

const ACTIONS: Readonly<Record<XRayAccess, readonly string[]>> = {
  [XRayAccess.NONE]: [],
  [XRayAccess.SEND_SEGMENTS]: ['xray:PutTraceSegments'],
  [XRayAccess.SEND]: ['xray:PutTraceSegments', 'xray:PutTelemetryRecords'],
  [XRayAccess.SEND_AND_SAMPLE]: ['xray:PutTraceSegments', 'xray:PutTelemetryRecords', 'xray:GetSamplingRules', 'xray:GetSamplingTargets'],
};

/** The X-Ray actions of an access, in the order that AWS documents them. */
export function actionsFor(access: XRayAccess): readonly string[] {
  return ACTIONS[access];
}

/**
 * What was added to a role.
 * @internal
 */
export interface RoleGrant {
  /** The ARN of an AWS managed policy that was attached. */
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
   * @throws when the name is empty
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
   */
  public static customerManaged(policy: iam.IManagedPolicy): XRayPermissions {
    return new CustomerManagedPermissions(policy);
  }

  /** Grants nothing and warns of nothing: permission is looked after elsewhere. */
  public static none(): XRayPermissions {
    return new NoPermissions();
  }

  /**
   * Whether roles are looked at at all.
   * @internal
   */
  public get _grants(): boolean {
    return true;
  }

  /**
   * Adds what allows the actions to a role that can be changed, for the sake of a resource.
   * @internal
   */
  public abstract _grant(principal: Principal, actions: readonly string[], resource: CfnResource): RoleGrant;
}

class InlinePermissions extends XRayPermissions {
  public _grant(principal: Principal, actions: readonly string[], resource: CfnResource): RoleGrant {
    const role = principal.role!;
    if (!principal.l2) { return this.toRoleWithoutL2(role, actions); }
    // A resource without an L2 must be told to wait for the policy. If it waited for a policy that others fill, and that perhaps refers to
    // the resource, it would wait for itself.
    const isShared = principal.l2.node.tryFindChild('DefaultPolicy') !== undefined;
    return isShared && !hasRoleInL2(resource) ? this.toOwnPolicy(principal.l2, actions) : this.toDefaultPolicy(principal.l2, actions);
  }

  private toDefaultPolicy(role: iam.Role, actions: readonly string[]): RoleGrant {
    const isNew = role.node.tryFindChild('DefaultPolicy') === undefined;
    role.addToPrincipalPolicy(statement(actions));
    return { inlineHolder: role.node.tryFindChild('DefaultPolicy')?.node.defaultChild as CfnResource | undefined, isNewInlinePolicy: isNew };
  }

  private toOwnPolicy(role: iam.Role, actions: readonly string[]): RoleGrant {
    const existing = role.node.tryFindChild(INLINE_POLICY_NAME) as iam.Policy | undefined;
    const policy = existing ?? new iam.Policy(role, INLINE_POLICY_NAME, { roles: [role] });
    policy.addStatements(statement(actions));
    return { inlineHolder: policy.node.defaultChild as CfnResource, isNewInlinePolicy: existing === undefined };
  }

  /** In the role's own list the statement exists as soon as the role does; only where a token hides the list, it needs a resource of its own. */
  private toRoleWithoutL2(role: CfnView, actions: readonly string[]): RoleGrant {
    const isNew = role.unresolved(['Policies']) === undefined;
    const document = new iam.PolicyDocument({ statements: [statement(actions)] });
    if (role.append('Policies', { PolicyName: INLINE_POLICY_NAME, PolicyDocument: document })) {
      return { inlineHolder: role.resource, isNewInlinePolicy: isNew };
    }
    const scope = role.resource.node.scope!;
    const policy = new iam.CfnPolicy(scope, `${role.resource.node.id}${INLINE_POLICY_NAME}`, {
      policyName: INLINE_POLICY_NAME,
      policyDocument: document,
      roles: [role.resource.ref],
    });
    return { inlineHolder: policy, isNewInlinePolicy: true };
  }
}

abstract class ManagedPermissions extends XRayPermissions {
  private readonly fallback = new InlinePermissions();

  public _grant(principal: Principal, actions: readonly string[], resource: CfnResource): RoleGrant {
    const role = principal.role!;
    const attached = managedPolicyArns(role);
    const policy = this.policyFor(role.resource);
    if (attached?.includes(policy.managedPolicyArn)) { return {}; }
    if (attached === undefined || attached.length >= MANAGED_POLICIES_PER_ROLE) { return this.fallback._grant(principal, actions, resource); }
    if (principal.l2) {
      principal.l2.addManagedPolicy(policy);
    } else {
      role.append('ManagedPolicyArns', policy.managedPolicyArn);
    }
    return this.grantOf(role.resource);
  }

  protected abstract policyFor(role: CfnResource): iam.IManagedPolicy;

  protected abstract grantOf(role: CfnResource): RoleGrant;
}

class AwsManagedPermissions extends ManagedPermissions {
  /** One object for each policy name: making a new one for each role would cost more than attaching it. */
  private readonly policies = new Map<string, iam.IManagedPolicy>();

  constructor(private readonly policyName?: string) {
    super();
    if (policyName !== undefined && !Token.isUnresolved(policyName) && !/^[\w+=,.@/-]+$/.test(policyName)) {
      throw misuse(`\`policyName\` must be the name of an AWS managed policy, for example \`AWSXrayWriteOnlyAccess\`, got: ${shown(policyName)}`);
    }
  }

  protected policyFor(role: CfnResource): iam.IManagedPolicy {
    const name = this.nameFor(role);
    let policy = this.policies.get(name);
    if (!policy) { this.policies.set(name, policy = iam.ManagedPolicy.fromAwsManagedPolicyName(name)); }
    return policy;
  }

  protected grantOf(role: CfnResource): RoleGrant {
    return { awsManagedPolicyName: this.nameFor(role) };
  }

  private nameFor(role: CfnResource): string {
    if (this.policyName) { return this.policyName; }
    const region = role.stack.region;
    return !Token.isUnresolved(region) && /^(cn|us-gov)-/.test(region) ? 'AWSXRayDaemonWriteAccess' : 'AWSXrayWriteOnlyAccess';
  }
}

class CustomerManagedPermissions extends ManagedPermissions {
  constructor(private readonly policy: iam.IManagedPolicy) {
    super();
    if (!policy?.managedPolicyArn) { throw misuse(`\`policy\` must be a managed policy, got: ${policy}`); }
  }

  protected policyFor(): iam.IManagedPolicy {
    return this.policy;
  }

  protected grantOf(): RoleGrant {
    return {};
  }
}

class NoPermissions extends XRayPermissions {
  public get _grants(): boolean {
    return false;
  }

  public _grant(): RoleGrant {
    return {};
  }
}

function statement(actions: readonly string[]): iam.PolicyStatement {
  return new iam.PolicyStatement({ actions: [...actions], resources: ['*'] });
}
