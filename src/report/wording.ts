import type { ReportData } from './report-data';
import { capitalized } from '../private/capitalized';
import { type CoverageCount, STATUSES, traceable } from '../survey/coverage';
import { FindingSeverity, SEVERITIES, type SurveyFinding } from '../survey/survey-finding';

/** The coverage as a text; a dash where nothing could be traced. */
export function percentage({ percent }: CoverageCount): string {
  return percent === undefined ? '–' : `${percent.toFixed(1)} %`;
}

/** The whole coverage in one line. */
export function headline({ coverage }: ReportData): string {
  if (traceable(coverage) === 0) { return 'There is nothing that X-Ray could trace'; }
  return `Coverage ${percentage(coverage)}: ${coverage.traced} of ${counted(traceable(coverage), 'resource')} traced`;
}

/** The statuses besides TRACED, as far as there are any: `2 untraced, 1 excluded`. */
export function otherCounts(count: CoverageCount): string {
  return STATUSES.filter(({ count: name }) => name !== 'traced' && count[name] > 0).map(({ count: name, label }) => `${count[name]} ${label}`).join(', ');
}

/** How many findings there are: `2 errors, 1 warning`. */
export function findingCounts(findings: readonly SurveyFinding[]): string {
  const counts = SEVERITIES.map((severity) => {
    const count = findings.filter((finding) => finding.severity === severity).length;
    return count === 0 ? [] : severity === FindingSeverity.INFO ? `${count} for information` : counted(count, severity);
  });
  return counts.flat().join(', ') || 'none';
}

/** `1 error`, `2 errors`. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/** A text with a capital letter at its beginning, and a full stop at its end. */
export function sentence(text: string): string {
  return /[.!?]$/.test(text) ? capitalized(text) : `${capitalized(text)}.`;
}
