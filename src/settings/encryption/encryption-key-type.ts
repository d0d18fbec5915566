/**
 * Whose key X-Ray encrypts with.
 *
 * @see https://docs.aws.amazon.com/xray/latest/devguide/xray-console-encryption.html
 */
export enum EncryptionKeyType {
  /** A KMS key of yours, with your key policy, rotation and audit trail. */
  CUSTOMER_MANAGED = 'CUSTOMER_MANAGED',

  /** The key `aws/xray` of the account, whose use is seen in AWS CloudTrail, but whose policy cannot be changed. */
  AWS_MANAGED = 'AWS_MANAGED',

  /** A key that AWS owns, free of charge and unseen: what X-Ray does by itself. */
  AWS_OWNED = 'AWS_OWNED',
}
