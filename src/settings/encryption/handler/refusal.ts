import { type Cause, denied, failure } from '../../private/handler/failure';

/** What X-Ray, or KMS through X-Ray, has against a key. */
const CAUSES: readonly Cause[] = [
  {
    pattern: /disabled|pending (deletion|import|replica)|invalid ?state/i,
    text: 'The key is disabled, or waits for its deletion. Enable it, or cancel its deletion, and deploy again.',
  },
  {
    pattern: /asymmetric|symmetric|key ?spec|key ?usage|hmac/i,
    text: 'The key is of the wrong kind. X-Ray takes symmetric encryption keys only: give it another one.',
  },
  {
    pattern: /\bkms:[A-Z]/,
    text: 'The key does not allow it. Let the key policy give the role of this function `kms:CreateGrant` and `kms:DescribeKey`, or give the account '
      + 'the right to decide by IAM policies, and deploy again.',
  },
  denied('xray:PutEncryptionConfig'),
  {
    pattern: /not ?found|not exist|invalid ?arn|invalid ?alias/i,
    text: 'There is no such key. Give the ARN of a key in this region that this account may use, and deploy again.',
  },
];

const OTHERWISE = 'Look whether the key is a symmetric encryption key in this region, is enabled, and has a policy that lets the role of this function '
  + 'create grants, and deploy again.';

/** Why X-Ray does not encrypt with a key, and what to do about it. */
export function refusal(key: string, error: unknown): Error {
  return failure(`X-Ray refuses to encrypt with the key ${key}`, error, CAUSES, OTHERWISE);
}
