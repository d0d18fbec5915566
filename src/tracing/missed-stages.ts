import { type IPolicyValidationPlugin, type PolicyValidationPluginReport, Stage, Validations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { missedStages } from './stages';
import { NAMESPACE, WarningId } from '../private/ids';

/** Marks a scope whose Stages are watched. The symbol is registered, so that two copies of the library know of each other's watches. */
const WATCH = Symbol.for('cdk-xray.missed-stages');

const FIX = 'write `XRayTracing.of(this).enable();` at the end of the Stage\'s constructor';

/** Whether one of the calls for a scope allows that Stages are missed. */
interface Watch {
  allowsMissed: boolean;
}

/**
 * Makes the synthesis stop, or warn, where tracing missed a Stage below the scope: created after `enable()`, or synthesized before it.
 *
 * It can be told only at the end: the validation of a scope runs after the Stages below it have been synthesized.
 */
export function watchForMissedStages(scope: IConstruct, allowsMissed: boolean): void {
  const watched = scope as IConstruct & { [WATCH]?: Watch };
  if (watched[WATCH]) {
    watched[WATCH].allowsMissed ||= allowsMissed;
    return;
  }
  const watch: Watch = watched[WATCH] = { allowsMissed };
  scope.node.addValidation({ validate: () => watch.allowsMissed ? [] : missedStages(scope).map(errorText) });
  // By then the Stages' manifests are written, so an annotation would come too late to be shown; a plugin's report does not.
  if (Stage.isStage(scope) || Stage.of(scope)) { Validations.of(scope).addPlugins(new MissedStagesPlugin(scope, watch)); }
}

function errorText(stage: Stage): string {
  return `X-Ray tracing did not reach the Stage ${stage.node.path}: it was created after \`enable()\`, or synthesized before it; `
    + `${FIX}, or allow this with \`allowMissedStages: true\``;
}

class MissedStagesPlugin implements IPolicyValidationPlugin {
  public readonly name = NAMESPACE;

  constructor(private readonly scope: IConstruct, private readonly watch: Watch) {}

  public validate(): PolicyValidationPluginReport {
    const missed = this.watch.allowsMissed ? missedStages(this.scope) : [];
    return {
      success: true,
      violations: missed.map((stage) => ({
        ruleName: WarningId.STAGE_MISSED,
        severity: 'warning',
        description: 'X-Ray tracing did not reach the Stage: it was created after `enable()`, or synthesized before it',
        fix: FIX,
        violatingResources: [{ constructPath: stage.node.path, locations: [] }],
      })),
    };
  }
}
