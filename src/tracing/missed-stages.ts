import { type IPolicyValidationPlugin, type PolicyValidationPluginReport, Stage, Validations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { exclusionReason } from './exclusion';
import { missedStages } from './stages';
import { NAMESPACE, WarningId } from '../private/ids';

/** Marks a scope whose Stages are watched. The symbol is registered, so that two copies of the library know of each other's watches. */
const WATCH = Symbol.for('cdk-xray.missed-stages');

const FIX = 'write `XRayTracing.of(this).enable();` at the end of the Stage\'s constructor';

/** What tells whether an aspect has visited the scope that it was made for. */
export interface ScopeVisitor {
  readonly _hasVisitedScope: boolean;
}

/** What the calls for a scope come to. */
interface Watch {
  allowsMissed: boolean;
  /** One of the aspects visits the scope, unless the scope was synthesized before. */
  readonly visitors: ScopeVisitor[];
}

/**
 * Makes the synthesis stop, or warn, where tracing missed a Stage: created after `enable()`, or synthesized before it.
 *
 * It can be told only at the end: the validation of the root runs after the Stages below it have been synthesized.
 */
export function watchForMissedStages(scope: IConstruct, visitor: ScopeVisitor, allowsMissed: boolean): void {
  const watched = scope as IConstruct & { [WATCH]?: Watch };
  const watch = watched[WATCH] ??= newWatch(scope);
  watch.visitors.push(visitor);
  if (allowsMissed && !watch.allowsMissed) {
    watch.allowsMissed = true;
    warnAtTheEnd(scope, watch);
  }
}

function newWatch(scope: IConstruct): Watch {
  const watch: Watch = { allowsMissed: false, visitors: [] };
  scope.node.root.node.addValidation({ validate: () => watch.allowsMissed ? [] : missed(scope, watch).map(errorText) });
  return watch;
}

/** By the time of the validation the Stages' manifests are written, so an annotation would come too late to be shown; a plugin's report does not. */
function warnAtTheEnd(scope: IConstruct, watch: Watch): void {
  const { root } = scope.node;
  if (Stage.isStage(root)) { Validations.of(root).addPlugins(new MissedStagesPlugin(scope, watch)); }
}

/** The Stages that were missed: those below the scope, and the one that the scope is in. */
function missed(scope: IConstruct, watch: Watch): Stage[] {
  const isVisited = watch.visitors.some((visitor) => visitor._hasVisitedScope) || exclusionReason(scope) !== undefined;
  const own = Stage.isStage(scope) ? scope : Stage.of(scope);
  return [...(isVisited || !own ? [] : [own]), ...missedStages(scope)];
}

function errorText(stage: Stage): string {
  return `X-Ray tracing did not reach the Stage ${stage.node.path}: it was created after \`enable()\`, or synthesized before it; `
    + `${FIX}, or allow this with \`allowMissedStages: true\``;
}

class MissedStagesPlugin implements IPolicyValidationPlugin {
  public readonly name = NAMESPACE;

  constructor(private readonly scope: IConstruct, private readonly watch: Watch) {}

  public validate(): PolicyValidationPluginReport {
    const stages = missed(this.scope, this.watch);
    return {
      success: true,
      violations: stages.map((stage) => ({
        ruleName: WarningId.STAGE_MISSED,
        severity: 'warning',
        description: 'X-Ray tracing did not reach the Stage: it was created after `enable()`, or synthesized before it',
        fix: FIX,
        violatingResources: [{ constructPath: stage.node.path, locations: [] }],
      })),
    };
  }
}
