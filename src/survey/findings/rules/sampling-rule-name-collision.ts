import { FindingSeverity } from '../../survey-finding';
import { byEnvironment } from '../environments';
import type { FindingRule } from '../finding-rule';
import { duplicates, samplingRule } from '../sampling-rules';

export const SAMPLING_RULE_NAME: FindingRule = {
  id: 'SamplingRuleNameCollision',
  severity: FindingSeverity.ERROR,
  title: 'Sampling rules of an environment have names of their own',
  cause: 'The name of a sampling rule is unique in its account and region. The deployment of the second one fails.',
  fix: 'give each rule a name of its own, for example with the name of its stack',
  url: 'https://docs.aws.amazon.com/xray/latest/devguide/xray-console-sampling.html',
  find: ({ model }) => byEnvironment(model.ofType('AWS::XRay::SamplingRule'))
    .flatMap(({ resources }) => duplicates(resources, (rule) => samplingRule(rule).RuleName))
    .flatMap(([first, ...others]) => others.map((rule) => ({
      at: rule,
      propertyPath: 'SamplingRule.RuleName',
      message: `the sampling rule ${first.name} has the same name, ${samplingRule(rule).RuleName}`,
    }))),
};
