import type { CfnResource, Stack } from 'aws-cdk-lib';
import { addTo } from '../private/add-to';
import { CfnView } from '../private/cdk/cfn-view';
import { CreationOrder } from '../private/cdk/creation-order';
import { deployedStack, partIn } from '../private/cdk/deployed-stack';
import { isThereWith } from '../private/cdk/is-there-with';
import { hasRoleInL2 } from '../private/iam/principals';
import { isDefaultPolicy } from '../private/iam/role-policies';
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
    return partIn(policy.stack, resource) === undefined && policy.stack !== role.stack && !this.isDeployedBefore(policy, role, resource);
  }

  /** Whether the stack of a policy of a role is there before a resource, which waits for its role. */
  private isDeployedBefore(policy: CfnResource, role: CfnResource, resource: CfnResource): boolean {
    const [ofPolicy, ofRole, ofResource] = [policy, role, resource].map(deployedStack);
    if (ofPolicy === ofResource) { return this.isNestedBefore(policy, resource); }
    return ofPolicy === ofRole || dependsOn(ofResource, ofPolicy);
  }

  /** Whether the nested stack of a policy, or one around it, is there before what is beside that and has a resource. */
  private isNestedBefore(policy: CfnResource, resource: CfnResource): boolean {
    for (let nesting = policy.stack.nestedStackResource; nesting; nesting = nesting.stack.nestedStackResource) {
      const part = partIn(nesting.stack, resource);
      if (part) { return this.creation.isBefore(nesting, part); }
    }
    return false;
  }

  /** Makes a stack wait for another one, unless that waits for it, which nobody knows before the CDK has followed all references between stacks. */
  private waitForStack(awaited: Stack, stack: Stack): void {
    if (awaited === stack || this.awaitedStacks.get(stack)?.includes(awaited)) { return; }
    addTo(this.awaitedStacks, stack, awaited);
    stack.node.addValidation({
      validate: () => {
        if (!stack.dependencies.includes(awaited) && !dependsOn(awaited, stack)) { stack.addStackDependency(awaited); }
        return [];
      },
    });
  }

  private canWait(policy: CfnResource, part: CfnResource): boolean {
    return !referencesIn(new CfnView(policy).value(['PolicyDocument'])).some(isWithinStack) && !this.creation.isBefore(part, policy);
  }
}

/** Whether a stack waits for another one, by whatever detour. */
function dependsOn(stack: Stack, other: Stack, seen = new Set([stack])): boolean {
  return stack.dependencies.some((each) => each === other || (!seen.has(each) && dependsOn(each, other, seen.add(each))));
}

/** Whether a reference is to what its own stack has, if only perhaps: the name may have to be computed. */
function isWithinStack({ exportName, stackOutput }: TemplateReference): boolean {
  return exportName === undefined && stackOutput === undefined;
}
