import type { FindingRule, RuleMatch } from '../finding-rule';
import { senders } from './role-cannot-write';
import { pasteableStatement } from '../../../private/iam/pasteable-statement';
import { WarningId } from '../../../private/ids';
import { actionsFor } from '../../../tracing/resource-tracer';
import { RoleVerdict } from '../../role-verdict';
import { FindingSeverity } from '../../survey-finding';

export const ROLE_NOT_MANAGED: FindingRule = {
  id: WarningId.ROLE_NOT_MANAGED,
  severity: FindingSeverity.WARNING,
  title: 'What the role of a traced resource may do is known',
  cause: 'No role is named, or the role or one of its policies is defined elsewhere, or a condition decides. If it may not send segments, the resource is missing in the service map.',
  fix: 'see to it that the role may do so where it is defined, and acknowledge this',
  url: 'https://docs.aws.amazon.com/xray/latest/devguide/security_iam_id-based-policy-examples.html',
  find: (context) => senders(context).flatMap(({ resource: at, tracer, sender: { propertyPath, access, mayBeAbsent } }): RuleMatch[] => {
    const statement = pasteableStatement(actionsFor(tracer.access));
    if (!access) { return [{ at, propertyPath, message: `\`${propertyPath}\` is not set, so no role is known to send its segments`, fix: nameARole(statement) }]; }
    return [
      ...mayBeAbsent ? [{ at, propertyPath, message: `\`${propertyPath}\` names no role where a condition decides so: then none is known to send its segments`, fix: nameARole(statement) }] : [],
      ...access.verdict === RoleVerdict.UNKNOWN
        ? [{ at, propertyPath, message: `it cannot be told whether its role ${access.roleName} may do ${access.actions.join(', ')}: ${access.reason}`, fix: allow(statement) }]
        : [],
    ];
  }),
};

function nameARole(statement: string): string {
  return `give it a role whose policies have ${statement}, or acknowledge this where other credentials are known to be there, such as those of a container instance`;
}

function allow(statement: string): string {
  return `see to it that the role may do so where it is defined, by ${statement} in its policies, and acknowledge this`;
}
