import { WarningId } from '../../../private/ids';
import { MAX_GROUPS, QUOTAS_PAGE } from '../../../private/xray-limits';
import { FindingSeverity } from '../../survey-finding';
import type { FindingRule } from '../finding-rule';
import { beyondQuota } from '../quotas';

export const TOO_MANY_TRACE_GROUPS: FindingRule = {
  id: WarningId.TOO_MANY_TRACE_GROUPS,
  severity: FindingSeverity.ERROR,
  title: `An account has at most ${MAX_GROUPS} groups in a region`,
  cause: `X-Ray has room for ${MAX_GROUPS} groups in each account and region, and the quota cannot be raised. The deployment of one more fails.`,
  fix: 'remove groups, or look for the traces by their filter expression instead',
  url: QUOTAS_PAGE,
  find: ({ model }) => beyondQuota(model, 'AWS::XRay::Group', MAX_GROUPS, 'groups'),
};
