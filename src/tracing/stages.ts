import { CfnElement, Stage } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { exclusionReason } from './exclusion';
import { isL2OfCdk } from '../private/cdk/l2-of-cdk';

/** Marks a Stage that a tracing aspect has visited. The symbol is registered, so that two copies of the library know of each other's visits. */
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

/** Notes that a tracing aspect has visited a Stage. */
export function markReached(stage: IConstruct): void {
  (stage as IConstruct & { [REACHED]?: boolean })[REACHED] = true;
}

/** Whether a tracing aspect has visited the Stage that a construct is in, which is then being synthesized or has been. */
export function isTooLate(scope: IConstruct): boolean {
  const stage = Stage.isStage(scope) ? scope : Stage.of(scope);
  return (stage as (Stage & { [REACHED]?: boolean }) | undefined)?.[REACHED] === true;
}

/** The Stages below a construct that no tracing aspect has visited and that are not excluded. */
export function missedStages(scope: IConstruct): Stage[] {
  return stagesBelow(scope).filter((stage) =>
    !(stage as Stage & { [REACHED]?: boolean })[REACHED] && exclusionReason(stage) === undefined);
}
