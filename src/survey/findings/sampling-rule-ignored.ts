import type { FindingRule } from './finding-rule';
import { samplingRule } from './sampling-rules';
import { FindingSeverity } from '../survey-finding';

export const SAMPLING_RULE_IGNORED: FindingRule = {
  id: 'SamplingRuleIgnoredBySdks',
  severity: FindingSeverity.INFO,
  title: 'Sampling rules use what the X-Ray SDKs know',
  cause: 'The X-Ray SDKs pass over sampling rules with attributes, and those for a particular resource ARN. Services of AWS, such as API Gateway, follow them.',
  fix: 'match by service name, type, host, method and path where the rule is meant for code with an X-Ray SDK',
  url: 'https://docs.aws.amazon.com/xray/latest/devguide/xray-console-sampling.html',
  find: ({ model }) => model.ofType('AWS::XRay::SamplingRule').flatMap((rule) => {
    const { Attributes, ResourceARN = '*' } = samplingRule(rule);
    const reason = ResourceARN !== '*' ? 'it names a resource ARN' : Object.keys(Object(Attributes)).length > 0 ? 'it has attributes' : undefined;
    return reason === undefined ? [] : [{ at: rule, propertyPath: 'SamplingRule', message: `the X-Ray SDKs pass over this sampling rule, because ${reason}` }];
  }),
};
