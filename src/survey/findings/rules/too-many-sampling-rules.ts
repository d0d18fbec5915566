import { WarningId } from '../../../private/ids';
import { MAX_SAMPLING_RULES, QUOTAS_PAGE } from '../../../private/xray-limits';
import { FindingSeverity } from '../../survey-finding';
import type { FindingRule } from '../finding-rule';
import { beyondQuota } from '../quotas';

export const TOO_MANY_SAMPLING_RULES: FindingRule = {
  id: WarningId.TOO_MANY_SAMPLING_RULES,
  severity: FindingSeverity.WARNING,
  title: `An account has at most ${MAX_SAMPLING_RULES} sampling rules in a region`,
  cause: `X-Ray has room for ${MAX_SAMPLING_RULES} sampling rules besides Default in each account and region, unless the quota was raised. The deployment of one more fails.`,
  fix: 'merge rules by wildcards, or raise the quota and acknowledge this',
  url: QUOTAS_PAGE,
  find: ({ model }) => beyondQuota(model, 'AWS::XRay::SamplingRule', MAX_SAMPLING_RULES, 'sampling rules'),
};
