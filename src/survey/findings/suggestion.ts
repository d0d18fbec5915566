import { NAMESPACE, qualifiedId } from '../../private/ids';

/** What to say to somebody who names a rule that there is not: the rules with a similar id, else where they are listed. */
export function ruleSuggestion(unknown: string, ids: readonly string[]): string {
  const name = unknown.replace(`${NAMESPACE}::`, '').toLowerCase();
  const near = ids.filter((id) => editDistance(id.toLowerCase(), name) <= name.length / 4);
  return near.length > 0
    ? `did you mean ${near.sort().map(qualifiedId).join(' or ')}?`
    : 'the rules are listed in https://github.com/cdk-xray/cdk-xray/blob/main/docs/RULES.md';
}

/** How many characters must be put in, taken out or changed to make one text of the other. */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 0; i < a.length; i++) {
    const next = [i + 1];
    for (let j = 0; j < b.length; j++) { next.push(Math.min(next[j] + 1, row[j + 1] + 1, row[j] + (a[i] === b[j] ? 0 : 1))); }
    row = next;
  }
  return row[b.length];
}
