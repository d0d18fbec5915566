import { WarningId } from '../../../private/ids';
import { MAX_RESOURCE_POLICIES, QUOTAS_PAGE } from '../../../private/xray-limits';
import { FindingSeverity } from '../../survey-finding';
import type { FindingRule } from '../finding-rule';
import { beyondQuota } from '../quotas';

export const TOO_MANY_RESOURCE_POLICIES: FindingRule = {
  id: WarningId.TOO_MANY_RESOURCE_POLICIES,
  severity: FindingSeverity.ERROR,
  title: `An account has at most ${MAX_RESOURCE_POLICIES} X-Ray resource policies in a region`,
  cause: `X-Ray has room for ${MAX_RESOURCE_POLICIES} resource policies in each account and region, and AWS itself makes some. The deployment of one more fails.`,
  fix: 'let services share a policy: add their statements to one `XRayResourcePolicy`',
  url: QUOTAS_PAGE,
  find: ({ model }) => beyondQuota(model, 'AWS::XRay::ResourcePolicy', MAX_RESOURCE_POLICIES, 'X-Ray resource policies'),
};
