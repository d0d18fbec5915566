import type { FindingRule, RuleContext, Sender } from './finding-rule';
import { TracingStatus } from '../../tracing/tracing-finding';
import { RoleVerdict } from '../role-access';
import { FindingSeverity } from '../survey-finding';
import type { ModelResource } from '../template-model';

export const ROLE_CANNOT_WRITE: FindingRule = {
  id: 'RoleCannotWrite',
  severity: FindingSeverity.ERROR,
  title: 'The role of a traced resource may send segments',
  cause: 'X-Ray refuses what the role must not send. The resource is configured for tracing and yet missing in the service map, and nothing else tells why.',
  fix: 'let the role do it: attach `AWSXrayWriteOnlyAccess`, or let `XRayTracing.of(scope).enable()` do that',
  url: 'https://docs.aws.amazon.com/xray/latest/devguide/security_iam_id-based-policy-examples.html',
  find: (context) => senders(context).flatMap(({ at, propertyPath, access }) => {
    const verb = access?.verdict === RoleVerdict.DENIED ? 'is denied' : 'is not allowed';
    return access?.verdict === RoleVerdict.DENIED || access?.verdict === RoleVerdict.NOT_ALLOWED
      ? [{ at, propertyPath, message: `its role ${access.roleName} ${verb} ${access.actions.join(', ')}` }]
      : [];
  }),
};

/** The traced resources that send segments with a role of the templates, or of elsewhere. */
export function senders({ entries }: RuleContext): (Sender & { at: ModelResource })[] {
  return [...entries.values()]
    .filter(({ finding }) => finding.status === TracingStatus.TRACED)
    .flatMap(({ resource, sender }) => sender ? [{ at: resource, ...sender }] : []);
}
