import type { Acknowledgement } from './source-template';

/** The acknowledgements of an app. One that stands on a construct holds for all below it; the nearest one gives the reason. */
export class Acknowledgements {
  private readonly reasons = new Map<string, Map<string, string>>();

  constructor(acknowledgements: readonly Acknowledgement[]) {
    for (const { ruleId, constructPath, reason } of acknowledgements) {
      const ofRule = this.reasons.get(ruleId) ?? new Map<string, string>();
      this.reasons.set(ruleId, ofRule.set(constructPath, reason));
    }
  }

  /** The reason why a rule's findings on a construct are acknowledged. An empty path is the App's. */
  public find(ruleId: string, constructPath: string): string | undefined {
    const reasons = this.reasons.get(ruleId);
    if (!reasons) { return undefined; }
    for (let path = constructPath; path !== ''; path = path.slice(0, Math.max(0, path.lastIndexOf('/')))) {
      const reason = reasons.get(path);
      if (reason !== undefined) { return reason; }
    }
    return reasons.get('');
  }
}
