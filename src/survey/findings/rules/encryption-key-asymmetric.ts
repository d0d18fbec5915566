import { FindingSeverity } from '../../survey-finding';
import { encryptionKeys } from '../encryption-keys';
import type { FindingRule } from '../finding-rule';

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
