import { CfnElement, Stage } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { exclusionReason } from './exclusion';

/** Marks a Stage that a tracing aspect has visited. The symbol is registered, so that two copies of the library know of each other's visits. */
const REACHED = Symbol.for('cdk-xray.stage-reached');

/** The Stages below a construct, those within other Stages included. */
export function stagesBelow(scope: IConstruct, found: Stage[] = []): Stage[] {
  for (const child of scope.node.children) {
    if (CfnElement.isCfnElement(child)) { continue; }
    if (Stage.isStage(child)) { found.push(child); }
    stagesBelow(child, found);
  }
  return found;
}

/** Notes that a tracing aspect has visited a Stage. */
export function markReached(stage: IConstruct): void {
  (stage as IConstruct & { [REACHED]?: boolean })[REACHED] = true;
}

/** The Stages below a construct that no tracing aspect has visited and that are not excluded. */
export function missedStages(scope: IConstruct): Stage[] {
  return stagesBelow(scope).filter((stage) =>
    !(stage as Stage & { [REACHED]?: boolean })[REACHED] && exclusionReason(stage) === undefined);
}
