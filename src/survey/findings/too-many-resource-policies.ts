import type { FindingRule } from './finding-rule';
import { beyondQuota, QUOTAS } from './quotas';
import { WarningId } from '../../private/ids';
import { FindingSeverity } from '../survey-finding';

export const TOO_MANY_RESOURCE_POLICIES: FindingRule = {
  id: WarningId.TOO_MANY_RESOURCE_POLICIES,
  severity: FindingSeverity.ERROR,
  title: 'An account has at most five X-Ray resource policies in a region',
  cause: 'X-Ray has room for five resource policies in each account and region, and AWS itself makes some. The deployment of one more fails.',
  fix: 'let services share a policy: add their statements to one `XRayResourcePolicy`',
  url: QUOTAS,
  find: ({ model }) => beyondQuota(model, 'AWS::XRay::ResourcePolicy', 5, 'X-Ray resource policies'),
};
