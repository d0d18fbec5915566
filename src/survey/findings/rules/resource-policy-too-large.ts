import { MAX_RESOURCE_POLICY_BYTES, QUOTAS_PAGE } from '../../../private/xray-limits';
import { FindingSeverity } from '../../survey-finding';
import type { FindingRule } from '../finding-rule';

export const RESOURCE_POLICY_TOO_LARGE: FindingRule = {
  id: 'ResourcePolicyTooLarge',
  severity: FindingSeverity.ERROR,
  title: 'An X-Ray resource policy has at most 5 KB',
  cause: 'X-Ray refuses a resource policy whose text has more than 5 KB, so that its deployment fails.',
  fix: 'allow by wildcards in `aws:SourceArn` what is listed one by one',
  url: QUOTAS_PAGE,
  find: ({ model }) => model.ofType('AWS::XRay::ResourcePolicy').flatMap((policy) => {
    const { PolicyDocument } = policy.properties;
    const bytes = Buffer.byteLength(typeof PolicyDocument === 'string' ? PolicyDocument : JSON.stringify(PolicyDocument ?? ''));
    return bytes > MAX_RESOURCE_POLICY_BYTES ? [{ at: policy, propertyPath: 'PolicyDocument', message: `the policy has ${bytes} bytes, and X-Ray accepts ${MAX_RESOURCE_POLICY_BYTES}` }] : [];
  }),
};
