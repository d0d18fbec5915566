/** Keys of groups of what is the same in some respects. Neighbours are mostly in one group, and a key is made only where one differs from the one before. */
export class GroupKeys {
  private respects: readonly (string | undefined)[] = [];
  private key = '[]';

  /** The key of the group of whatever is this in these respects. */
  public of(...respects: readonly (string | undefined)[]): string {
    if (!areSame(respects, this.respects)) {
      this.respects = respects;
      this.key = JSON.stringify(respects);
    }
    return this.key;
  }
}

function areSame(some: readonly (string | undefined)[], others: readonly (string | undefined)[]): boolean {
  for (let i = 0; i < some.length; i++) {
    if (some[i] !== others[i]) { return false; }
  }
  return some.length === others.length;
}
