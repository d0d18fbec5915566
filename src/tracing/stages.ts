import { CfnElement, Stage } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { exclusionReason } from './exclusion';
import { isL2OfCdk } from '../private/cdk/l2-of-cdk';
import { stacksIn } from '../private/cdk/stack-index';

/** Marks a Stage or a stack that a tracing aspect has visited. The symbol is registered, so that two copies of the library know of each other's visits. */
const REACHED = Symbol.for('cdk-xray.stage-reached');

/** The Stages below a construct, those within other Stages included. */
function stagesBelow(scope: IConstruct): Stage[] {
  const found: Stage[] = [];
  collectStages(scope, found, () => false);
  return found;
}

/**
 * The Stages below a construct where one expects them: not below an L2 resource of the CDK.
 *
 * Looking there too would cost half as much as all the tracing of a large app. `missedStages` does, so none is missed in silence.
 */
export function likelyStagesBelow(scope: IConstruct): Stage[] {
  const found: Stage[] = [];
  collectStages(scope, found, isL2OfCdk);
  return found;
}

function collectStages(scope: IConstruct, found: Stage[], isPassedOver: (construct: IConstruct) => boolean): void {
  for (const child of scope.node.children) {
    if (isPassedOver(child) || CfnElement.isCfnElement(child)) { continue; }
    if (Stage.isStage(child)) { found.push(child); }
    collectStages(child, found, isPassedOver);
  }
}

/** Notes that a tracing aspect has visited a Stage or a stack. */
export function markReached(scope: IConstruct): void {
  (scope as Markable)[REACHED] = true;
}

/** Whether a tracing aspect has visited the Stage that a construct is in, which is then being synthesized or has been. */
export function isTooLate(scope: IConstruct): boolean {
  const stage = Stage.isStage(scope) ? scope : Stage.of(scope);
  return stage !== undefined && isMarked(stage);
}

/** The Stages below a construct that no tracing aspect has visited and that are not excluded. */
export function missedStages(scope: IConstruct): Stage[] {
  return stagesBelow(scope).filter((stage) => !isMarked(stage) && !areStacksReached(stage) && exclusionReason(stage) === undefined);
}

/** Whether all stacks of a Stage turn tracing on themselves, as those of somebody whose Stages a construct library makes. One may have nothing but Stages. */
function areStacksReached(stage: Stage): boolean {
  const stacks = stacksIn(stage);
  return stacks.length + stagesBelow(stage).length > 0 && stacks.every((stack) => isMarked(stack) || exclusionReason(stack) !== undefined);
}

type Markable = IConstruct & { [REACHED]?: boolean };

function isMarked(scope: IConstruct): boolean {
  return (scope as Markable)[REACHED] === true;
}
