import type { FindingRule, InspectedEntry, RuleContext } from './finding-rule';
import { actionsFor } from '../../tracing/resource-tracer';
import { TracingStatus } from '../../tracing/tracing-finding';
import { type RoleAccess, RoleVerdict } from '../role-access';
import { FindingSeverity } from '../survey-finding';

export const ROLE_CANNOT_WRITE: FindingRule = {
  id: 'RoleCannotWrite',
  severity: FindingSeverity.ERROR,
  title: 'The role of a traced resource may send segments',
  cause: 'X-Ray refuses what the role must not send. The resource is configured for tracing and yet missing in the service map, and nothing else tells why.',
  fix: 'let the role do it: attach `AWSXrayWriteOnlyAccess`, or let `XRayTracing.of(scope).enable()` do that',
  url: 'https://docs.aws.amazon.com/xray/latest/devguide/security_iam_id-based-policy-examples.html',
  find: (context) => senders(context).flatMap(({ entry, access }) => {
    const verb = access.verdict === RoleVerdict.DENIED ? 'is denied' : 'is not allowed';
    return access.verdict === RoleVerdict.DENIED || access.verdict === RoleVerdict.NOT_ALLOWED
      ? [{ at: entry.resource, propertyPath: entry.tracer.roleProperty, message: `its role ${access.roleName} ${verb} ${access.actions.join(', ')}` }]
      : [];
  }),
};

/** The traced resources that send segments with a role of the templates, or of elsewhere. */
export function senders(context: RuleContext): { entry: InspectedEntry; access: RoleAccess }[] {
  return [...context.entries.values()]
    .filter(({ finding, tracer }) => finding.status === TracingStatus.TRACED && tracer.roleProperty !== undefined)
    .flatMap((entry) => {
      const access = context.roles.of(entry.resource, entry.tracer.roleProperty!, actionsFor(entry.tracer.access));
      return access ? [{ entry, access }] : [];
    });
}

