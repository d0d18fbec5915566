import { FindingSeverity } from '../../survey-finding';
import { byEnvironment } from '../environments';
import type { FindingRule } from '../finding-rule';

/** What X-Ray has once in each account and region, by CloudFormation type. */
const SETTINGS: Readonly<Record<string, string>> = {
  'AWS::XRay::TransactionSearchConfig': 'Transaction Search',
  'Custom::XRayDefaultSamplingRule': 'the Default sampling rule',
  'Custom::XRayEncryption': 'the encryption',
};

export const ACCOUNT_SETTING_OWNED_TWICE: FindingRule = {
  id: 'AccountSettingOwnedTwice',
  severity: FindingSeverity.ERROR,
  title: 'One stack owns a setting that X-Ray has once in each account and region',
  cause: 'Encryption, the Default sampling rule and Transaction Search exist once in each account and region. Two stacks that set one undo each other\'s work at each '
    + 'deployment, or the second deployment fails.',
  fix: 'keep one of the two',
  url: 'https://docs.aws.amazon.com/xray/latest/devguide/xray-console-encryption.html',
  find: ({ model }) => Object.entries(SETTINGS).flatMap(([type, setting]) =>
    byEnvironment(model.ofType(type)).flatMap(({ environment, resources: [first, ...others] }) =>
      others.map((resource) => ({ at: resource, message: `${first.name} sets ${setting} of ${environment}, too` })))),
};
