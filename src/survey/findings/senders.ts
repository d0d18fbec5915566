import type { InspectedEntry, RuleContext, Sender } from './finding-rule';
import { TracingStatus } from '../../tracing/tracing-finding';

/** The traced resources that send segments with a role of the templates, or of elsewhere. */
export function senders({ entries }: RuleContext): SendingEntry[] {
  return [...entries.values()].filter(isSending);
}

/** A traced resource that sends segments. */
export type SendingEntry = InspectedEntry & { readonly sender: Sender };

function isSending(entry: InspectedEntry): entry is SendingEntry {
  return entry.sender !== undefined && entry.finding.status === TracingStatus.TRACED;
}
