import { CloudFormationValidatePlugin, type IPolicyValidationPlugin } from 'aws-cdk-lib';

/** Where the CDK gets its own template validator from. */
const source: { _singletonInstance(): IPolicyValidationPlugin } = CloudFormationValidatePlugin as any;
const theValidator = source._singletonInstance;

const FINDS_NOTHING: IPolicyValidationPlugin = {
  name: CloudFormationValidatePlugin.PLUGIN_NAME,
  validate: () => ({ success: true, violations: [] }),
};

/**
 * Switches the CDK's own template validator off, which costs seconds in each suite: in this process, and by the variable in those that it starts.
 * The variable alone is not enough, because not every supported version of the CDK reads it.
 */
export function switchValidatorOff(): void {
  process.env.CDK_VALIDATION = 'false';
  source._singletonInstance = () => FINDS_NOTHING;
}

/** Switches the CDK's own template validator on, for tests of what it says. */
export function switchValidatorOn(): void {
  delete process.env.CDK_VALIDATION;
  source._singletonInstance = theValidator;
}
