/** What is wrong with a filter expression, and where. */
export class TraceFilterSyntaxError extends Error {
  /**
   * @param offset where it is wrong, in characters from the beginning of the text
   * @param expected what should be there
   * @param found what is there instead
   */
  constructor(public readonly offset: number, public readonly expected: string, public readonly found: string) {
    super(`expected ${expected} at column ${offset + 1}, got: ${found}`);
    this.name = 'TraceFilterSyntaxError';
  }

  /** Where it is wrong, as editors count: the first character of the text is 1. */
  public get column(): number {
    return this.offset + 1;
  }
}
