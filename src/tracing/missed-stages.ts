import { type IPolicyValidationPlugin, type PolicyValidationPluginReport, Stage, Validations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { exclusionReason } from './exclusion';
import { missedStages } from './stages';
import { NAMESPACE, WarningId } from '../private/ids';

/** Marks a scope whose Stages are watched. The symbol is registered, so that two copies of the library know of each other's watches. */
const WATCH = Symbol.for('cdk-xray.missed-stages');

const HOW = 'created after `enable()`, or synthesized before it';
const ENABLE_WITHIN = 'write `XRayTracing.of(this).enable();` at the end of the Stage\'s constructor, or of those of all its stacks';
const FIX = `move the call of \`enable()\` below the line that makes the Stage; where a library makes it, or CDK Pipelines synthesizes it, ${ENABLE_WITHIN}`;

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
  const watch = watchOf(scope, `it was ${HOW}; ${FIX}, or allow this with \`allowMissedStages: true\``);
  watch.visitors.push(visitor);
  if (allowsMissed && !watch.allowsMissed) {
    watch.allowsMissed = true;
    warnAtTheEnd(scope, watch);
  }
}

/** Does the same for a construct that is visited by an aspect which somebody added by hand. */
export function watchVisited(scope: IConstruct): void {
  const watch = watchOf(scope, `an aspect on a construct around it never enters it; ${ENABLE_WITHIN}, or leave the Stage out by \`exclude(reason)\``);
  watch.visitors.push({ _hasVisitedScope: true });
}

function watchOf(scope: IConstruct, error: string): Watch {
  const watched = scope as IConstruct & { [WATCH]?: Watch };
  return watched[WATCH] ??= newWatch(scope, error);
}

function newWatch(scope: IConstruct, error: string): Watch {
  const watch: Watch = { allowsMissed: false, visitors: [] };
  const errorText = (stage: Stage) => `X-Ray tracing did not reach the Stage ${stage.node.path}: ${error}`;
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
        description: `X-Ray tracing did not reach the Stage: it was ${HOW}`,
        fix: FIX,
        violatingResources: [{ constructPath: stage.node.path, locations: [] }],
      })),
    };
  }
}
