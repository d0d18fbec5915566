import { FindingSeverity } from '../../survey-finding';
import type { FindingRule } from '../finding-rule';
import { collisionsOf } from '../sampling-rules';

export const SAMPLING_RULE_NAME_COLLISION: FindingRule = {
  id: 'SamplingRuleNameCollision',
  severity: FindingSeverity.ERROR,
  title: 'Sampling rules of an environment have names of their own',
  cause: 'The name of a sampling rule is unique in its account and region. The deployment of the second one fails.',
  fix: 'give each rule a name of its own, for example with the name of its stack',
  url: 'https://docs.aws.amazon.com/xray/latest/devguide/xray-console-sampling.html',
  find: ({ model }) => collisionsOf(model, 'RuleName', 'name'),
};
