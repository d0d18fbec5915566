import { CfnElement, CfnResource, Resource, type Stack, Stage } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { className } from './class-name';

/** What one walk of a stack finds. */
export interface StackIndex {
  /** The resources of the stack and of those nested in it, by CloudFormation type, as far as `walk` visits them. */
  readonly resources: ReadonlyMap<string, readonly CfnResource[]>;
  /** The templates that are included in the stack. Their resources have their logical ids as construct ids. */
  readonly includes: readonly IConstruct[];
}

/** The indexes of stacks: each stack is walked once for all that ask. */
export class StackIndexes {
  private readonly indexes = new Map<Stack, StackIndex>();

  /** The index of a stack as it was when it was first asked for. */
  public of(stack: Stack): StackIndex {
    let index = this.indexes.get(stack);
    if (!index) { this.indexes.set(stack, index = indexOf(stack)); }
    return index;
  }
}

function indexOf(stack: Stack): StackIndex {
  const resources = new Map<string, CfnResource[]>();
  const includes: IConstruct[] = [];
  walk(stack, (construct) => {
    if (CfnResource.isCfnResource(construct)) {
      const sameType = resources.get(construct.cfnResourceType);
      if (sameType) { sameType.push(construct); } else { resources.set(construct.cfnResourceType, [construct]); }
    } else if (CfnElement.isCfnElement(construct) && construct.node.children.length > 0) {
      includes.push(construct);
    }
  });
  return { resources, includes };
}

/** The L2 resources of the CDK whose L1 is asked for, and the prefix of the names of them all. */
const L2_OF_CDK = 'aws-cdk-lib.aws_';
const L2_ASKED_FOR = [
  'ecs.Ec2TaskDefinition', 'ecs.ExternalTaskDefinition', 'ecs.FargateTaskDefinition', 'ecs.TaskDefinition',
  'iam.ManagedPolicy', 'iam.Policy',
  'sns.Topic',
].map((name) => `${L2_OF_CDK}${name}`);

/**
 * Visits what is below a construct in its own Stage: Stages within it, which are synthesized by themselves, are only shown to `onStage`.
 *
 * The L2 resources of the CDK are passed over, but for policies, task definitions and topics, of which it visits the L1: what an L2 keeps for itself, as a role
 * keeps its default policy, is found through the L2. Visiting everything would cost more than all else that tracing does.
 *
 * @param visit answers false where what is below the construct is not to be visited
 */
export function walk(scope: IConstruct, visit: (construct: IConstruct) => unknown, onStage?: (stage: Stage) => void): void {
  for (const child of scope.node.children) {
    if (CfnResource.isCfnResource(child)) {
      visit(child);
      continue;
    }
    const name = resourceClassOfCdk(child);
    if (name && L2_ASKED_FOR.includes(name)) {
      const { defaultChild } = child.node;
      if (defaultChild) { visit(defaultChild); }
    } else if (Stage.isStage(child)) {
      onStage?.(child);
    } else if (!name) {
      const goesOn = visit(child) !== false;
      if (goesOn) { walk(child, visit, onStage); }
    }
  }
}

/** The name of the class of an L2 resource of the CDK, or of a subclass; undefined for any other construct. */
function resourceClassOfCdk(construct: IConstruct): string | undefined {
  const name = Resource.isResource(construct) ? className(construct) : '';
  return name.startsWith(L2_OF_CDK) ? name : undefined;
}
