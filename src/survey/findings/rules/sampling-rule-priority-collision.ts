import { FindingSeverity } from '../../survey-finding';
import { byEnvironment } from '../environments';
import type { FindingRule } from '../finding-rule';
import { duplicates, samplingRule } from '../sampling-rules';

export const SAMPLING_RULE_PRIORITY: FindingRule = {
  id: 'SamplingRulePriorityCollision',
  severity: FindingSeverity.WARNING,
  title: 'Sampling rules of an environment have priorities of their own',
  cause: 'X-Ray goes through sampling rules by priority. Of two with the same one, nobody tells which comes first.',
  fix: 'give each rule a priority of its own',
  url: 'https://docs.aws.amazon.com/xray/latest/devguide/xray-console-sampling.html',
  find: ({ model }) => byEnvironment(model.ofType('AWS::XRay::SamplingRule'))
    .flatMap(({ resources }) => duplicates(resources, (rule) => samplingRule(rule).Priority))
    .flatMap(([first, ...others]) => others.map((rule) => ({
      at: rule,
      propertyPath: 'SamplingRule.Priority',
      message: `the sampling rule ${first.name} has the same priority, ${samplingRule(rule).Priority}`,
    }))),
};
