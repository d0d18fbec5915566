import { Stage } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/** The Stage, or App, that a scope is or is in: what is synthesized into an assembly of its own. */
export function ownStage(scope: IConstruct): Stage | undefined {
  return Stage.isStage(scope) ? scope : Stage.of(scope);
}
