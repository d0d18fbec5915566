import type { CfnResource, Stack } from 'aws-cdk-lib';
import { addTo } from '../private/add-to';
import { CfnView } from '../private/cdk/cfn-view';
import { CreationOrder } from '../private/cdk/creation-order';
import { deployedStack, nestedBy, partIn } from '../private/cdk/deployed-stack';
import { hasRoleInL2 } from '../private/iam/principals';
import { isDefaultPolicy } from '../private/iam/role-policies';
import { listed } from '../private/listed';
import { referencesIn, type TemplateReference } from '../private/template/references';

/**
 * Whether the policies of roles are there before the resources that need them: Lambda rejects a function whose role cannot send yet.
 */
export class PolicyOrder {
  private readonly creation = new CreationOrder();
  private readonly awaitedStacks = new Map<Stack, Stack[]>();

  /**
   * Makes a resource wait for the policy that lets its role send, or the nested stack that the resource is in, where the policy is outside of it.
   *
   * A policy whose statements refer to anything may, by a detour that somebody adds later, refer to the resource, which would then wait for itself.
   * Nobody waits for what a condition may leave out. For the default policy of an L2 role, the L2s wait by themselves.
   */
  public waitFor(policy: CfnResource, resource: CfnResource): void {
    const part = partIn(policy.stack, resource);
    if (part && isThereWith(part, policy) && !isDefaultPolicy(policy) && this.canWait(policy, part)) { this.creation.wait(part, policy); }
  }

  /**
   * Makes a resource wait for its role, where it does not refer to it: what is granted to the role would otherwise perhaps come too late. The CDK does not
   * know that a stack which imports a role is deployed after the one that exports it.
   */
  public waitForRole(role: CfnResource, resource: CfnResource): void {
    const part = partIn(role.stack, resource);
    if (!part) {
      this.waitForStack(deployedStack(role), deployedStack(resource));
    } else if (isThereWith(part, role) && !this.creation.isBefore(part, role)) {
      this.creation.wait(part, role);
    }
  }

  /** Whether a policy of a role is there before a resource. One with a condition is left to whoever gave it to the role as well. */
  public comesInTime(policy: CfnResource, role: CfnResource, resource: CfnResource): boolean {
    if (this.comesWithLaterStack(policy, role, resource)) { return false; }
    const part = partIn(policy.stack, resource);
    if (!part || !isThereWith(part, policy)) { return true; }
    return isDefaultPolicy(policy) ? hasRoleInL2(resource) : this.canWait(policy, part);
  }

  /** Whether a policy of a role is in a stack that may be deployed after that of a resource which needs it. */
  public comesWithLaterStack(policy: CfnResource, role: CfnResource, resource: CfnResource): boolean {
    return partIn(policy.stack, resource) === undefined && !comesWithRole(policy.stack, role.stack, resource.stack);
  }

  /** Makes a stack wait for another one, unless that waits for it, which nobody knows before the CDK has followed all references between stacks. */
  private waitForStack(awaited: Stack, stack: Stack): void {
    if (awaited === stack || this.awaitedStacks.get(stack)?.includes(awaited)) { return; }
    addTo(this.awaitedStacks, stack, awaited);
    stack.node.addValidation({
      validate: () => {
        if (!stack.dependencies.includes(awaited) && !dependsOn(awaited, stack)) { stack.addDependency(awaited); }
        return [];
      },
    });
  }

  private canWait(policy: CfnResource, part: CfnResource): boolean {
    const view = new CfnView(policy);
    return !referencesIn(view.value(['PolicyDocument'])).some(isWithinStack) && !this.comesAfter(view, part);
  }

  /**
   * Whether CloudFormation creates a policy after a resource, because the policy waits for more than one role: another one may refer to the resource. A nested
   * stack may hold the one role.
   */
  private comesAfter(policy: CfnView, resource: CfnResource): boolean {
    const holders = ['Roles', 'Users', 'Groups'].flatMap((name) => listed(policy.value([name])));
    const { resource: policyResource } = policy;
    const waits = holders.length > 1
      || nestedBy(resource) !== undefined
      || policyResource.obtainDependencies().length > 0
      || policyResource.node.scopes.some(({ node }) => node.dependencies.length > 0);
    return waits && this.creation.isBefore(resource, policyResource);
  }
}

/** Whether a resource that waits for its role waits for another stack that has a policy of the role as well. */
function comesWithRole(ofPolicy: Stack, ofRole: Stack, ofResource: Stack): boolean {
  if (ofPolicy === ofRole) { return true; }
  const [policies, roles, resources] = [ofPolicy, ofRole, ofResource].map(deployedStack);
  return policies !== resources && (policies === roles || resources.dependencies.includes(policies));
}

/** Whether a stack waits for another one, by whatever detour. */
function dependsOn(stack: Stack, other: Stack, seen = new Set([stack])): boolean {
  return stack.dependencies.some((each) => each === other || (!seen.has(each) && dependsOn(each, other, seen.add(each))));
}

/** Whether a reference is to what its own stack has, if only perhaps: the name may have to be computed. */
function isWithinStack({ exportName, stackOutput }: TemplateReference): boolean {
  return exportName === undefined && stackOutput === undefined;
}

/** Whether what a resource is to wait for is there wherever the resource is: no condition may leave it out, but for the resource's own. */
function isThereWith(resource: CfnResource, { cfnOptions: { condition } }: CfnResource): boolean {
  return condition === undefined || condition === resource.cfnOptions.condition;
}
