import { FindingSeverity } from '../../survey-finding';
import type { ModelResource } from '../../template-model';
import type { FindingRule, RuleContext } from '../finding-rule';

/** The KMS keys of these templates that encrypt traces, with what makes use of them. */
export function encryptionKeys({ model }: RuleContext): { user: ModelResource; key: ModelResource; propertyPath: string }[] {
  const users = [
    ...model.ofType('Custom::XRayEncryption').map((user) => ({ user, propertyPath: 'KeyId' })),
    ...model.ofType('AWS::XRay::TransactionSearchConfig').map((user) => ({ user, propertyPath: 'CloudWatchLogsConfiguration.SpansLogGroupKmsKeyId' })),
  ];
  return users.flatMap(({ user, propertyPath }) => model.targets(user, propertyPath).flatMap((target) => {
    const keys = target.type === 'AWS::KMS::Alias' ? model.targets(target, 'TargetKeyId') : [target];
    return keys.filter(({ type }) => type === 'AWS::KMS::Key').map((key) => ({ user, key, propertyPath }));
  }));
}

export const ENCRYPTION_KEY_ASYMMETRIC: FindingRule = {
  id: 'EncryptionKeyAsymmetric',
  severity: FindingSeverity.ERROR,
  title: 'The key that encrypts traces is symmetric',
  cause: 'X-Ray supports symmetric KMS keys only, and refuses another one when it is deployed.',
  fix: 'use a key with the default `KeySpec`, SYMMETRIC_DEFAULT',
  url: 'https://docs.aws.amazon.com/xray/latest/devguide/xray-console-encryption.html',
  find: (context) => encryptionKeys(context).flatMap(({ user, key, propertyPath }) => {
    const { KeySpec = 'SYMMETRIC_DEFAULT' } = key.properties;
    return typeof KeySpec !== 'string' || KeySpec === 'SYMMETRIC_DEFAULT' ? [] : [{ at: user, propertyPath, message: `the key ${key.name} is of the kind ${KeySpec}` }];
  }),
};
