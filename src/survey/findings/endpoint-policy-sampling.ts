import type { FindingRule } from './finding-rule';
import { xrayEndpoints } from './xray-endpoints';
import { matchesAction } from '../../private/iam-policies';
import { isIntrinsic } from '../../private/intrinsics';
import { listed, statementsOf } from '../../private/policy-documents';
import { FindingSeverity } from '../survey-finding';

const NEEDED = ['xray:PutTraceSegments', 'xray:PutTelemetryRecords', 'xray:GetSamplingRules', 'xray:GetSamplingTargets'];

export const ENDPOINT_POLICY_SAMPLING: FindingRule = {
  id: 'EndpointPolicyWithoutSampling',
  severity: FindingSeverity.WARNING,
  title: 'The policy of an X-Ray endpoint lets segments and sampling through',
  cause: 'What the policy of the VPC endpoint does not allow is refused, whatever the role may do. AWS\'s sample policy allows xray:PutTraceSegments only, so sampling '
    + 'rules are never fetched.',
  fix: `allow ${NEEDED.join(', ')} in the policy of the endpoint`,
  url: 'https://docs.aws.amazon.com/xray/latest/devguide/xray-security-vpc-endpoint.html',
  find: ({ model }) => xrayEndpoints(model).flatMap((endpoint) => {
    const { PolicyDocument } = endpoint.properties;
    if (PolicyDocument === undefined || isIntrinsic(PolicyDocument)) { return []; }
    const allowed = statementsOf(PolicyDocument).filter(({ Effect }) => Effect === 'Allow');
    const missing = NEEDED.filter((action) => !allowed.some((statement) => statement.NotAction !== undefined
      ? !listed(statement.NotAction).some((pattern) => matchesAction(pattern, action))
      : listed(statement.Action).some((pattern) => matchesAction(pattern, action))));
    return missing.length === 0 ? [] : [{ at: endpoint, propertyPath: 'PolicyDocument', message: `the policy of the endpoint does not allow ${missing.join(', ')}` }];
  }),
};
