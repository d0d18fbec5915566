import { pasteableStatement } from '../../../private/iam/pasteable-statement';
import { WarningId } from '../../../private/ids';
import { actionsFor, type IResourceTracer } from '../../../tracing/resource-tracer';
import type { RoleAccess } from '../../role-access';
import { RoleVerdict } from '../../role-verdict';
import { FindingSeverity } from '../../survey-finding';
import type { FindingRule, RuleMatch } from '../finding-rule';
import { senders, type SendingEntry } from '../senders';

export const ROLE_NOT_MANAGED: FindingRule = {
  id: WarningId.ROLE_NOT_MANAGED,
  severity: FindingSeverity.WARNING,
  title: 'What the role of a traced resource may do is known',
  cause: 'No role is named, or the role or one of its policies is defined elsewhere, or a condition decides. If it may not send segments, the resource is missing from the service map.',
  fix: 'see to it that the role may do so where it is defined, and acknowledge this',
  url: 'https://docs.aws.amazon.com/xray/latest/devguide/security_iam_id-based-policy-examples.html',
  find: (context) => senders(context).flatMap((entry) => [...missingRole(entry), ...doubtfulRole(entry)]),
};

function missingRole({ resource: at, tracer, sender: { propertyPath, access, mayBeAbsent } }: SendingEntry): RuleMatch[] {
  const fix = `give it a role whose policies have ${statementFor(tracer)}, or acknowledge this where other credentials are known to be there, such as those of a container instance`;
  if (!access) { return [{ at, propertyPath, message: `\`${propertyPath}\` is not set, so no role is known to send its segments`, fix }]; }
  return mayBeAbsent ? [{ at, propertyPath, message: `a condition may leave \`${propertyPath}\` without a role, and then none is known to send its segments`, fix }] : [];
}

function doubtfulRole({ resource: at, tracer, sender: { propertyPath, access } }: SendingEntry): RuleMatch[] {
  if (access?.verdict !== RoleVerdict.UNKNOWN) { return []; }
  const { actions, reason, roleName } = access;
  return [{
    at,
    propertyPath,
    message: `it cannot be told whether its role ${roleName} may do ${actions.join(', ')}: ${reason}`,
    fix: access.isPerhapsDenied
      ? 'see to it that the statement never denies it to what sends the segments, and acknowledge this'
      : `see to it that ${whoAllows(access)}, by ${statementFor(tracer)}, and acknowledge this`,
  }];
}

function whoAllows({ isByBoundary, isPolicyElsewhere }: RoleAccess): string {
  if (isByBoundary) { return 'the boundary allows it'; }
  return isPolicyElsewhere ? 'this policy, or another one of the role, allows it' : 'its policies allow it where the role is defined';
}

function statementFor({ access }: IResourceTracer): string {
  return pasteableStatement(actionsFor(access));
}
