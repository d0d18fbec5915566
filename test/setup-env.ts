import { switchValidatorOff } from './support/validator';

// The CDK's own template validator has suites of its own; everywhere else it is off.
if (!expect.getState().testPath?.includes('/test/validation/')) {
  switchValidatorOff();
}

// The CDK warns of deprecated members that it reads itself, so often that no other warning would be seen.
process.env.JSII_DEPRECATED = 'quiet';
