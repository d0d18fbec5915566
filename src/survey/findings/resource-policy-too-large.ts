import type { FindingRule } from './finding-rule';
import { QUOTAS } from './quotas';
import { FindingSeverity } from '../survey-finding';

/** X-Ray's limit for the text of a resource policy. */
const MAX_BYTES = 5 * 1024;

export const RESOURCE_POLICY_TOO_LARGE: FindingRule = {
  id: 'ResourcePolicyTooLarge',
  severity: FindingSeverity.ERROR,
  title: 'An X-Ray resource policy has at most 5 KB',
  cause: 'X-Ray refuses a resource policy whose text has more than 5 KB, so that its deployment fails.',
  fix: 'allow by wildcards in `aws:SourceArn` what is listed one by one',
  url: QUOTAS,
  find: ({ model }) => model.ofType('AWS::XRay::ResourcePolicy').flatMap((policy) => {
    const { PolicyDocument } = policy.properties;
    const bytes = Buffer.byteLength(typeof PolicyDocument === 'string' ? PolicyDocument : JSON.stringify(PolicyDocument ?? ''));
    return bytes > MAX_BYTES ? [{ at: policy, propertyPath: 'PolicyDocument', message: `the policy has ${bytes} bytes, and X-Ray accepts ${MAX_BYTES}` }] : [];
  }),
};
