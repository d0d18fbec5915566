import type { FindingRule } from './finding-rule';
import { beyondQuota, QUOTAS } from './quotas';
import { WarningId } from '../../private/ids';
import { FindingSeverity } from '../survey-finding';

export const TOO_MANY_SAMPLING_RULES: FindingRule = {
  id: WarningId.TOO_MANY_SAMPLING_RULES,
  severity: FindingSeverity.WARNING,
  title: 'An account has at most 25 sampling rules in a region',
  cause: 'X-Ray has room for 25 sampling rules beside Default in each account and region, unless the quota was raised. The deployment of one more fails.',
  fix: 'merge rules by wildcards, or raise the quota and acknowledge this',
  url: QUOTAS,
  find: ({ model }) => beyondQuota(model, 'AWS::XRay::SamplingRule', 25, 'sampling rules'),
};
