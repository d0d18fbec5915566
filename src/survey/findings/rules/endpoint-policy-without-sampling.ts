import { statementsOf } from '../../../private/iam/policy-documents';
import { denies, mayAllow } from '../../../private/iam/statement-matching';
import { listed } from '../../../private/listed';
import { isIntrinsic } from '../../../private/template/intrinsics';
import { actionsFor, XRayAccess } from '../../../tracing/resource-tracer';
import { FindingSeverity } from '../../survey-finding';
import type { FindingRule } from '../finding-rule';
import { xrayEndpoints } from '../xray-endpoints';

const NEEDED = actionsFor(XRayAccess.SEND_AND_SAMPLE);

export const ENDPOINT_POLICY_WITHOUT_SAMPLING: FindingRule = {
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
    const statements = statementsOf(PolicyDocument);
    const missing = NEEDED.filter((action) =>
      !statements.some((each) => mayAllow(each, action)) || statements.some((each) => deniesAll(each, action)));
    return missing.length === 0 ? [] : [{ at: endpoint, propertyPath: 'PolicyDocument', message: `the policy of the endpoint does not allow ${missing.join(', ')}` }];
  }),
};

/** Whether a statement of the policy surely denies an action to everybody. */
function deniesAll(statement: any, action: string): boolean {
  const { Principal } = Object(statement);
  return (Principal === '*' || listed(Principal?.AWS).includes('*')) && denies(statement, action);
}
