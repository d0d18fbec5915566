import type { FindingRule, RuleMatch } from './finding-rule';
import { senders } from './role-cannot-write';
import { WarningId } from '../../private/ids';
import { RoleVerdict } from '../role-verdict';
import { FindingSeverity } from '../survey-finding';

export const ROLE_NOT_MANAGED: FindingRule = {
  id: WarningId.ROLE_NOT_MANAGED,
  severity: FindingSeverity.WARNING,
  title: 'What the role of a traced resource may do is known',
  cause: 'No role is named, or the role or one of its policies is defined elsewhere, or a condition decides. If it may not send segments, the resource is missing in the service map.',
  fix: 'see to it that the role may do so where it is defined, and acknowledge this',
  url: 'https://docs.aws.amazon.com/xray/latest/devguide/security_iam_id-based-policy-examples.html',
  find: (context) => senders(context).flatMap(({ resource: at, sender: { propertyPath, access, mayBeAbsent } }): RuleMatch[] => {
    if (!access) { return [{ at, propertyPath, message: `\`${propertyPath}\` is not set, so no role is known to send its segments`, fix: NAME_A_ROLE }]; }
    return [
      ...mayBeAbsent ? [{ at, propertyPath, message: `\`${propertyPath}\` names no role where a condition decides so: then none is known to send its segments`, fix: NAME_A_ROLE }] : [],
      ...access.verdict === RoleVerdict.UNKNOWN
        ? [{ at, propertyPath, message: `it cannot be told whether its role ${access.roleName} may do ${access.actions.join(', ')}: ${access.reason}` }]
        : [],
    ];
  }),
};

const NAME_A_ROLE = 'give it a role that may send, or acknowledge this where other credentials are known to be there, such as those of a container instance';
