import { SEGMENT_ACTIONS } from '../../../private/iam/xray-actions';
import { RoleVerdict } from '../../role-verdict';
import { FindingSeverity } from '../../survey-finding';
import type { FindingRule, RuleMatch } from '../finding-rule';
import { senders } from '../senders';

export const ROLE_CANNOT_WRITE: FindingRule = {
  id: 'RoleCannotWrite',
  severity: FindingSeverity.ERROR,
  title: 'The role of a traced resource may send segments',
  cause: 'X-Ray rejects what the role may not send. The resource is configured for tracing and yet missing from the service map, and nothing else tells why. '
    + 'It is a warning where the role may send segments, and not what goes with them: the telemetry of the collector, or requests for sampling rules.',
  fix: 'let the role do it: attach `AWSXrayWriteOnlyAccess`, as `XRayTracing.of(scope).enable()` does for roles that it may change',
  url: 'https://docs.aws.amazon.com/xray/latest/devguide/security_iam_id-based-policy-examples.html',
  find: (context) => senders(context).flatMap(({ resource: at, sender: { propertyPath, access } }): RuleMatch[] => {
    const verb = access && VERBS[access.verdict];
    if (verb === undefined) { return []; }
    const { roleName, actions, isByBoundary, verdict } = access!;
    const maySend = propertyPath !== undefined && context.roles.of(at, propertyPath, SEGMENT_ACTIONS)?.verdict === RoleVerdict.ALLOWED;
    const severity = maySend ? FindingSeverity.WARNING : undefined;
    const message = `its role ${roleName} ${verb} ${actions.join(', ')}${isByBoundary ? ' by its permissions boundary' : ''}${maySend ? ', though it may send segments' : ''}`;
    return [{ at, propertyPath, severity, message, fix: fixFor(verdict, isByBoundary) }];
  }),
};

const VERBS: Partial<Record<RoleVerdict, string>> = {
  [RoleVerdict.DENIED]: 'is denied',
  [RoleVerdict.NOT_ALLOWED]: 'is not allowed',
};

/** What to do where allowing it once more does not help. */
function fixFor(verdict: RoleVerdict, isByBoundary = false): string | undefined {
  if (verdict === RoleVerdict.DENIED) { return `take these actions out of the Deny statement${isByBoundary ? ' of the permissions boundary' : ''}: a denial goes before all that is allowed`; }
  return isByBoundary ? 'let the permissions boundary allow it, too: what a policy of the role allows counts within its boundary only' : undefined;
}
