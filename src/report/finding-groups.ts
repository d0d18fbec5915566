import { GroupKeys } from './group-keys';
import type { SurveyFinding } from '../survey/survey-finding';

/** Findings that say the same of several resources. */
export interface FindingGroup {
  readonly first: SurveyFinding;
  readonly names: readonly string[];
}

/** Findings of the same rule with the same text as one group, in the order of the first ones. */
export function groupFindings(findings: readonly SurveyFinding[]): FindingGroup[] {
  const keys = new GroupKeys();
  const groups = new Map<string, { first: SurveyFinding; names: string[] }>();
  for (const finding of findings) {
    const key = keys.of(finding.ruleId, finding.severity, finding.message, finding.fix, finding.acknowledgement);
    const group = groups.get(key);
    if (group) { group.names.push(finding.name); } else { groups.set(key, { first: finding, names: [finding.name] }); }
  }
  return [...groups.values()];
}
