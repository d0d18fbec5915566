import { type CfnResource, Stage } from 'aws-cdk-lib';
import { type StackIndexes, stacksIn } from './stack-index';

/** The resources that those of another type in the same Stage name in some way. Each Stage is searched once, and only where somebody asks. */
export class NamedInStage {
  private readonly named = new Map<Stage, ReadonlySet<CfnResource>>();

  /**
   * @param type the CloudFormation type of the resources that name others
   * @param namedBy those that one of them names, as far as the indexes of stacks help to find them
   */
  constructor(
    private readonly indexes: StackIndexes,
    private readonly type: string,
    private readonly namedBy: (resource: CfnResource, indexes: StackIndexes) => readonly CfnResource[],
  ) {}

  /** Whether a resource is named. */
  public has(resource: CfnResource): boolean {
    const stage = Stage.of(resource)!;
    let named = this.named.get(stage);
    if (!named) { this.named.set(stage, named = new Set(this.ofType(stage).flatMap((each) => this.namedBy(each, this.indexes)))); }
    return named.has(resource);
  }

  private ofType(stage: Stage): CfnResource[] {
    return stacksIn(stage).flatMap((stack) => this.indexes.of(stack).resources.get(this.type) ?? []);
  }
}
