import type { FindingRule } from './finding-rule';
import { beyondQuota, QUOTAS } from './quotas';
import { WarningId } from '../../private/ids';
import { FindingSeverity } from '../survey-finding';

export const TOO_MANY_GROUPS: FindingRule = {
  id: WarningId.TOO_MANY_TRACE_GROUPS,
  severity: FindingSeverity.ERROR,
  title: 'An account has at most 25 groups in a region',
  cause: 'X-Ray has room for 25 groups in each account and region, and the quota cannot be raised. The deployment of one more fails.',
  fix: 'remove groups, or look for the traces by their filter expression instead',
  url: QUOTAS,
  find: ({ model }) => beyondQuota(model, 'AWS::XRay::Group', 25, 'groups'),
};
