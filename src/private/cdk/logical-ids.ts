import { CfnElement, type Stack } from 'aws-cdk-lib';

/**
 * Finds what stands in templates by its logical id. Each stack is looked through once, and again only for what was not there yet.
 */
export class LogicalIds {
  private readonly byStack = new Map<Stack, ReadonlyMap<string, CfnElement>>();

  /** What has a logical id in a stack; undefined where nothing has. */
  public find(stack: Stack, logicalId: string): CfnElement | undefined {
    return this.byStack.get(stack)?.get(logicalId) ?? this.lookThrough(stack).get(logicalId);
  }

  private lookThrough(stack: Stack): ReadonlyMap<string, CfnElement> {
    const elements = stack.node.findAll().filter((each) => CfnElement.isCfnElement(each)).filter((each) => each.stack === stack);
    const known = this.byStack.get(stack);
    if (known?.size === elements.length) { return known; } // nothing has come since, and to resolve all names costs more than to count
    const byLogicalId = new Map(elements.map((each) => [String(stack.resolve(each.logicalId)), each]));
    this.byStack.set(stack, byLogicalId);
    return byLogicalId;
  }
}
