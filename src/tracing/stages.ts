import { Stage } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { exclusionReason } from './exclusion';
import { WarningId } from '../private/ids';
import { warn } from '../private/warnings';

/** Marks a Stage that a tracing aspect has visited. The symbol is registered, so that two copies of the library know of each other's visits. */
const REACHED = Symbol.for('cdk-xray.stage-reached');

/** Marks a scope whose Stages are watched, with what is to happen to those that were missed. */
const WATCHED = Symbol.for('cdk-xray.stages-watched');

interface Watch {
  allowsMissed: boolean;
}

/** The Stages below a construct, those within other Stages included. */
export function stagesBelow(scope: IConstruct): Stage[] {
  return scope.node.children.flatMap((child) => [...(Stage.isStage(child) ? [child] : []), ...stagesBelow(child)]);
}

/** Notes that a tracing aspect has visited a Stage. */
export function markReached(stage: IConstruct): void {
  (stage as IConstruct & { [REACHED]?: boolean })[REACHED] = true;
}

/**
 * Makes the synthesis stop, or warn, where tracing missed a Stage below the scope: created after `enable()`, or synthesized before it.
 *
 * It is told only at the end: the validation of a scope runs after the Stages below it have been synthesized.
 */
export function watchForMissedStages(scope: IConstruct, allowsMissed: boolean): void {
  const watched = scope as IConstruct & { [WATCHED]?: Watch };
  if (watched[WATCHED]) {
    watched[WATCHED].allowsMissed ||= allowsMissed;
    return;
  }
  const watch: Watch = watched[WATCHED] = { allowsMissed };
  scope.node.addValidation({ validate: () => report(missedStages(scope), watch) });
}

function missedStages(scope: IConstruct): Stage[] {
  return stagesBelow(scope).filter((stage) =>
    !(stage as Stage & { [REACHED]?: boolean })[REACHED] && exclusionReason(stage) === undefined);
}

function report(missed: Stage[], watch: Watch): string[] {
  const texts = missed.map((stage) => `X-Ray tracing did not reach the Stage ${stage.node.path}: it was created after \`enable()\`, or synthesized before it. `
    + 'Write `XRayTracing.of(this).enable();` at the end of the Stage\'s constructor, or allow this with `allowMissedStages: true`.');
  if (!watch.allowsMissed) { return texts; }
  missed.forEach((stage, index) => warn(stage, WarningId.STAGE_MISSED, texts[index]));
  return [];
}
