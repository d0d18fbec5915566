import { WarningId } from '../../../private/ids';
import { SERVICES_WITH_ALL_RULES } from '../../../private/xray-limits';
import { FindingSeverity } from '../../survey-finding';
import type { FindingRule } from '../finding-rule';
import { samplingRule } from '../sampling-rules';

export const SAMPLING_RULE_IGNORED: FindingRule = {
  id: WarningId.SAMPLING_RULE_IGNORED,
  severity: FindingSeverity.WARNING,
  title: 'Sampling rules use what the X-Ray SDKs know',
  cause: 'The X-Ray SDKs pass over sampling rules with attributes, and those for a particular resource ARN. AWS services, such as API Gateway, follow them: a rule with the service type of one is taken to be for it.',
  fix: 'match by service name, host, method or path, or set the service type of the service of AWS that the rule is for',
  url: 'https://docs.aws.amazon.com/xray/latest/devguide/xray-console-sampling.html',
  find: ({ model }) => model.ofType('AWS::XRay::SamplingRule').flatMap((rule) => {
    const { Attributes, ResourceARN = '*', ServiceType = '*' } = samplingRule(rule);
    if (SERVICES_WITH_ALL_RULES.test(ServiceType)) { return []; }
    const reason = ResourceARN !== '*' ? 'it names a resource ARN' : Object.keys(Object(Attributes)).length > 0 ? 'it has attributes' : undefined;
    return reason === undefined ? [] : [{ at: rule, propertyPath: 'SamplingRule', message: `the X-Ray SDKs pass over this sampling rule, because ${reason}` }];
  }),
};
