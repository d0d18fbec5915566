import type { Acknowledgement } from './source-template';

/** Tells what is acknowledged. What stands on a construct holds for all below it; the nearest one gives the reason. */
export interface AcknowledgementLookup {
  /**
   * The reason why a rule's findings on a construct are acknowledged. An empty path is the App's.
   *
   * @param input where the construct comes from; those of all inputs count where it comes from none
   */
  find(ruleId: string, constructPath: string, input?: string): string | undefined;
}

/** The acknowledgements of some apps. */
export class Acknowledgements implements AcknowledgementLookup {
  private readonly reasons = new Map<string, Map<string, string>>();

  constructor(acknowledgements: readonly Acknowledgement[]) {
    for (const { ruleId, constructPath, reason, input } of acknowledgements) {
      for (const key of new Set([acknowledgementKey(ruleId, input), acknowledgementKey(ruleId, undefined)])) {
        const ofRule = this.reasons.get(key) ?? new Map<string, string>();
        this.reasons.set(key, ofRule.set(constructPath, reason));
      }
    }
  }

  public find(ruleId: string, constructPath: string, input?: string): string | undefined {
    const reasons = this.reasons.get(acknowledgementKey(ruleId, input));
    if (!reasons) { return undefined; }
    for (let path = constructPath; path !== ''; path = path.slice(0, Math.max(0, path.lastIndexOf('/')))) {
      const reason = reasons.get(path);
      if (reason !== undefined) { return reason; }
    }
    return reasons.get('');
  }
}

function acknowledgementKey(ruleId: string, input: string | undefined): string {
  return input === undefined ? ruleId : `${ruleId} ${input}`;
}
