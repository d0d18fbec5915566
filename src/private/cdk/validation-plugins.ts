import type { IPolicyValidationPlugin, Stage } from 'aws-cdk-lib';

/** The `Stage` member that is not public. See cfn-internals.ts for the rule. */
interface StageInternals {
  readonly _validationPlugins?: readonly IPolicyValidationPlugin[];
}

/** Whether a validation plugin is registered on a Stage, or on an App. The CDK does not tell a plugin. */
export function isRegisteredOn(stage: Stage, plugin: IPolicyValidationPlugin): boolean {
  return (stage as unknown as StageInternals)._validationPlugins?.includes(plugin) === true;
}
