import type { FindingRule, RuleMatch } from '../finding-rule';
import { senders, type SendingEntry } from './role-cannot-write';
import { pasteableStatement } from '../../../private/iam/pasteable-statement';
import { WarningId } from '../../../private/ids';
import { actionsFor, type IResourceTracer } from '../../../tracing/resource-tracer';
import type { RoleAccess } from '../../role-access';
import { RoleVerdict } from '../../role-verdict';
import { FindingSeverity } from '../../survey-finding';

export const ROLE_NOT_MANAGED: FindingRule = {
  id: WarningId.ROLE_NOT_MANAGED,
  severity: FindingSeverity.WARNING,
  title: 'What the role of a traced resource may do is known',
  cause: 'No role is named, or the role or one of its policies is defined elsewhere, or a condition decides. If it may not send segments, the resource is missing in the service map.',
  fix: 'see to it that the role may do so where it is defined, and acknowledge this',
  url: 'https://docs.aws.amazon.com/xray/latest/devguide/security_iam_id-based-policy-examples.html',
  find: (context) => {
    const told = new Set<string>();
    return senders(context).flatMap((entry) => [...missingRole(entry), ...doubtfulRole(entry, told)]);
  },
};

function missingRole({ resource: at, tracer, sender: { propertyPath, access, mayBeAbsent } }: SendingEntry): RuleMatch[] {
  const fix = `give it a role whose policies have ${statementFor(tracer)}, or acknowledge this where other credentials are known to be there, such as those of a container instance`;
  if (!access) { return [{ at, propertyPath, message: `\`${propertyPath}\` is not set, so no role is known to send its segments`, fix }]; }
  return mayBeAbsent ? [{ at, propertyPath, message: `\`${propertyPath}\` names no role where a condition decides so: then none is known to send its segments`, fix }] : [];
}

/** @param told the policies of elsewhere that were told of: many roles have the same, and nobody can see here what it allows */
function doubtfulRole({ resource: at, tracer, sender: { propertyPath, access } }: SendingEntry, told: Set<string>): RuleMatch[] {
  if (access?.verdict !== RoleVerdict.UNKNOWN) { return []; }
  const { actions, elsewhere, reason, roleName } = access;
  const policy = elsewhere === undefined ? undefined : `${at.stack.source.account} ${reason}`;
  if (policy !== undefined && told.has(policy)) { return []; }
  if (policy !== undefined) { told.add(policy); }
  const others = policy === undefined ? '' : ', and perhaps others,';
  return [{
    at,
    propertyPath,
    message: `it cannot be told whether its role ${roleName}${others} may do ${actions.join(', ')}: ${reason}`,
    fix: `see to it that ${whoAllows(access)}, by ${statementFor(tracer)}, and acknowledge this`,
  }];
}

function whoAllows({ elsewhere, isByBoundary }: RoleAccess): string {
  if (isByBoundary) { return 'the boundary allows it'; }
  return elsewhere === undefined ? 'its policies allow it where the role is defined' : 'this policy, or another one of the role, allows it';
}

function statementFor({ access }: IResourceTracer): string {
  return pasteableStatement(actionsFor(access));
}
