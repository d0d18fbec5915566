import type { CoverageCount, CoverageGroup } from '../survey/coverage';
import type { SurveyFinding } from '../survey/survey-finding';
import type { SurveyedResource } from '../survey/surveyed-resource';

/** What every format of the report is made from. */
export interface ReportData {
  readonly coverage: CoverageCount;
  readonly stacks: readonly CoverageGroup[];
  readonly resourceTypes: readonly CoverageGroup[];
  readonly resources: readonly SurveyedResource[];
  readonly findings: readonly SurveyFinding[];
  readonly openFindings: readonly SurveyFinding[];
  readonly unreadable: readonly string[];
}
