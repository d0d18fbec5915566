import type { FindingRule, InspectedEntry, RuleContext, Sender } from './finding-rule';
import { TracingStatus } from '../../tracing/tracing-finding';
import { RoleVerdict } from '../role-verdict';
import { FindingSeverity } from '../survey-finding';

export const ROLE_CANNOT_WRITE: FindingRule = {
  id: 'RoleCannotWrite',
  severity: FindingSeverity.ERROR,
  title: 'The role of a traced resource may send segments',
  cause: 'X-Ray refuses what the role must not send. The resource is configured for tracing and yet missing in the service map, and nothing else tells why.',
  fix: 'let the role do it: attach `AWSXrayWriteOnlyAccess`, or let `XRayTracing.of(scope).enable()` do that',
  url: 'https://docs.aws.amazon.com/xray/latest/devguide/security_iam_id-based-policy-examples.html',
  find: (context) => senders(context).flatMap(({ resource: at, sender: { propertyPath, access } }) => {
    const verb = access && VERBS[access.verdict];
    return verb === undefined ? [] : [{ at, propertyPath, message: `its role ${access!.roleName} ${verb} ${access!.actions.join(', ')}` }];
  }),
};

const VERBS: Partial<Record<RoleVerdict, string>> = {
  [RoleVerdict.DENIED]: 'is denied',
  [RoleVerdict.NOT_ALLOWED]: 'is not allowed',
};

/** The traced resources that send segments with a role of the templates, or of elsewhere. */
export function senders({ entries }: RuleContext): SendingEntry[] {
  return [...entries.values()].filter(isSending);
}

type SendingEntry = InspectedEntry & { readonly sender: Sender };

function isSending(entry: InspectedEntry): entry is SendingEntry {
  return entry.sender !== undefined && entry.finding.status === TracingStatus.TRACED;
}
