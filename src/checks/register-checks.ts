import { Validations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { ownStage } from './own-stage';
import { ReportFiles } from './report-files';
import { XRayChecks, type XRayChecksProps } from './xray-checks';
import { misuse } from '../private/errors';

/** Marks a scope that is checked. The symbol is not registered: two copies of the library check for themselves. */
const CHECKS = Symbol('cdk-xray.checks');

type MaybeChecked = IConstruct & { [CHECKS]?: XRayChecks };

/** Has a scope checked at the end of the synthesis. */
export function registerChecks(scope: IConstruct, props: XRayChecksProps): void {
  if (!ownStage(scope)) { throw misuse('`check()` needs a scope in an App or a Stage, because these are what is synthesized', scope); }
  const checked = scope as MaybeChecked;
  if (checked[CHECKS]) {
    checked[CHECKS]._configure(props);
    return;
  }
  checked[CHECKS] = XRayChecks._for(scope, props);
  Validations.of(scope).addPlugins(checked[CHECKS]);
  scope.node.root.node.addValidation({
    validate: () => {
      new ReportFiles(scope).remove();
      return [];
    },
  });
}
