import { CfnElement, CfnResource, Stack, Stage } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { addTo } from '../add-to';

/** What one walk of a stack finds. */
export interface StackIndex {
  /** The resources of the stack and of those nested in it, by CloudFormation type. */
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

/** The stacks below a construct in its own Stage, without those nested in them, and without the Stages within it, which are synthesized by themselves. */
export function stacksIn(scope: IConstruct): Stack[] {
  return scope.node.children.flatMap((child) => {
    if (Stack.isStack(child)) { return [child]; }
    return Stage.isStage(child) ? [] : stacksIn(child);
  });
}

function indexOf(stack: Stack): StackIndex {
  const resources = new Map<string, CfnResource[]>();
  const includes: IConstruct[] = [];
  collect(stack, resources, includes);
  return { resources, includes };
}

/** What is below an L2 counts as well: somebody may have made an L2, or a subclass of one, the scope of whatever belongs to it. */
function collect(scope: IConstruct, resources: Map<string, CfnResource[]>, includes: IConstruct[]): void {
  for (const child of scope.node.children) {
    if (CfnResource.isCfnResource(child)) {
      addTo(resources, child.cfnResourceType, child);
    } else if (!Stage.isStage(child)) {
      if (CfnElement.isCfnElement(child) && child.node.children.length > 0) { includes.push(child); }
      collect(child, resources, includes);
    }
  }
}
