import { FindingSeverity } from '../../survey-finding';
import { encryptionKeys } from '../encryption-keys';
import type { FindingRule } from '../finding-rule';

export const ENCRYPTION_KEY_DOOMED: FindingRule = {
  id: 'EncryptionKeyDoomed',
  severity: FindingSeverity.ERROR,
  title: 'The key that encrypts traces outlives its stack',
  cause: 'A key that is deleted with its stack takes all that it encrypted with it, and X-Ray stores nothing more until the encryption is changed.',
  fix: 'keep the key: `removalPolicy: RemovalPolicy.RETAIN`, which is what the CDK does by default',
  url: 'https://docs.aws.amazon.com/xray/latest/devguide/xray-console-encryption.html',
  find: (context) => encryptionKeys(context)
    .filter(({ key }) => key.entry.DeletionPolicy === undefined || key.entry.DeletionPolicy === 'Delete')
    .map(({ user, key, propertyPath }) => ({ at: user, propertyPath, message: `the key ${key.name} is deleted with its stack` })),
};
