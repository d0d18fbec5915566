import { type EncryptionConfig, GetEncryptionConfigCommand, PutEncryptionConfigCommand, type XRayClient } from '@aws-sdk/client-xray';
import { refusal } from './refusal';
import { type Cause, denied, failure } from '../../private/handler/failure';

/** Stands for the key where X-Ray encrypts by default, with a key that AWS owns. */
export const AWS_OWNED_KEY = 'AWS_OWNED_KEY';

const READ_DENIED: Cause = denied('xray:GetEncryptionConfig');

/** How X-Ray encrypts. */
export interface Encryption {
  /** The key as X-Ray names it, an ARN, or `AWS_OWNED_KEY`. */
  readonly key: string;
  /** Whether X-Ray has begun to use the key, and not finished yet. */
  readonly isUpdating: boolean;
}

/** The encryption configuration of an account in a region. */
export class EncryptionSetting {
  constructor(private readonly client: XRayClient) {}

  /** @throws an error that says what to do, caused by that of the SDK */
  public async read(): Promise<Encryption> {
    try {
      const { EncryptionConfig: config } = await this.client.send(new GetEncryptionConfigCommand({}));
      return encryptionOf(config);
    } catch (error) {
      throw failure('The encryption configuration of X-Ray cannot be read', error, [READ_DENIED], 'Deploy again.');
    }
  }

  /** @returns the encryption with the name that X-Ray gives the key: an alias has become the ARN of its key */
  public async write(key: string): Promise<Encryption> {
    const input = key === AWS_OWNED_KEY ? { Type: 'NONE' as const } : { Type: 'KMS' as const, KeyId: key };
    try {
      const { EncryptionConfig: config } = await this.client.send(new PutEncryptionConfigCommand(input));
      return encryptionOf(config, key);
    } catch (error) {
      throw refusal(key, error);
    }
  }
}

/** Whether two names are of the same key: ids are unique, so an ARN is compared by its id. */
export function isSameKey(one: string | undefined, other: string): boolean {
  return one !== undefined && keyId(one) === keyId(other);
}

function keyId(key: string): string {
  return key.replace(/^arn:[^:]+:kms:[^:]*:[^:]*:key\//, '');
}

function encryptionOf(config: EncryptionConfig | undefined, asked = ''): Encryption {
  return { key: config?.Type === 'KMS' ? config.KeyId ?? asked : AWS_OWNED_KEY, isUpdating: config?.Status === 'UPDATING' };
}
