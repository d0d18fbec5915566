import { FindingSeverity } from '../../survey-finding';
import type { FindingRule } from '../finding-rule';
import { collisionsOf } from '../sampling-rules';

export const SAMPLING_RULE_PRIORITY_COLLISION: FindingRule = {
  id: 'SamplingRulePriorityCollision',
  severity: FindingSeverity.WARNING,
  title: 'Sampling rules of an environment have priorities of their own',
  cause: 'X-Ray goes through sampling rules by priority. Which of two with the same priority comes first is not defined.',
  fix: 'give each rule a priority of its own',
  url: 'https://docs.aws.amazon.com/xray/latest/devguide/xray-console-sampling.html',
  find: ({ model }) => collisionsOf(model, 'Priority', 'priority'),
};
