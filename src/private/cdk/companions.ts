import { CfnElement, Stack } from 'aws-cdk-lib';
import type { Construct, IConstruct } from 'constructs';
import type { StackIndexes } from './stack-index';

/**
 * Finds constructs that must exist beside traced resources, or makes them.
 */
export class Companions {
  constructor(private readonly indexes: StackIndexes) {}

  /**
   * The construct with this id in the scope, made now if it does not exist yet.
   *
   * The id is counted up where somebody else's construct has it, or where an included template, which keeps its logical ids, has the very one
   * that the new construct would get.
   */
  public findOrCreate<T extends IConstruct>(
    scope: Construct,
    id: string,
    create: (scope: Construct, id: string) => T,
    isRight: (existing: IConstruct) => boolean = () => true,
  ): T {
    for (let i = 1; ; i++) {
      const candidate = i === 1 ? id : `${id}${i}`;
      const existing = scope.node.tryFindChild(candidate);
      if (existing && isRight(existing)) { return existing as T; }
      if (existing) { continue; }
      const created = create(scope, candidate);
      if (!this.isLogicalIdTaken(created)) { return created; }
      scope.node.tryRemoveChild(candidate);
    }
  }

  private isLogicalIdTaken(construct: IConstruct): boolean {
    const element = construct.node.defaultChild ?? construct;
    if (!CfnElement.isCfnElement(element)) { return false; }
    const { includes } = this.indexes.of(Stack.of(element));
    if (includes.length === 0) { return false; }
    const logicalId = Stack.of(element).resolve(element.logicalId);
    return includes.some((include) => include.node.tryFindChild(logicalId) !== undefined);
  }
}
