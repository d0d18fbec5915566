import { CfnResource, Stack, Stage } from 'aws-cdk-lib';
import { CfnView } from './cfn-view';
import { referredBy } from './fresh-resolver';
import { type StackIndexes, walk } from './stack-index';

/** The functions that distributions run at the edge, in the Stages of an app: each is searched once, and only where somebody asks. */
export class EdgeFunctions {
  private readonly ofStages = new Map<Stage, ReadonlySet<CfnResource>>();

  constructor(private readonly indexes: StackIndexes) {}

  /** Whether a distribution of the same Stage runs a version of a function. */
  public has(fn: CfnResource): boolean {
    const stage = Stage.of(fn)!;
    let functions = this.ofStages.get(stage);
    if (!functions) { this.ofStages.set(stage, functions = new Set(this.distributionsIn(stage).flatMap(functionsOf))); }
    return functions.has(fn);
  }

  private distributionsIn(stage: Stage): CfnResource[] {
    const distributions: CfnResource[] = [];
    walk(stage, (construct) => {
      if (!Stack.isStack(construct)) { return true; }
      distributions.push(...this.indexes.of(construct).resources.get('AWS::CloudFront::Distribution') ?? []);
      return false;
    });
    return distributions;
  }
}

/** A distribution refers to versions for what it runs at the edge, and for nothing else. */
function functionsOf(distribution: CfnResource): CfnResource[] {
  return referredBy(distribution.stack, new CfnView(distribution).effective(['DistributionConfig'])).flatMap((target) =>
    CfnResource.isCfnResource(target) && target.cfnResourceType === 'AWS::Lambda::Version' ? new CfnView(target).follow(['FunctionName'])?.resource ?? [] : []);
}
