import { join } from 'path';
import type { PolicyViolatingResource, PolicyViolation } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { constructAt } from '../private/cdk/in-tree';
import { isWarnedOf } from '../private/cdk/warnings';
import { FindingSeverity, type SurveyFinding } from '../survey/survey-finding';

/** What is told together with findings. */
interface CheckedPlace {
  readonly scope: IConstruct;
  readonly outdir: string;
  /** The file of the report, where there is one. */
  readonly report?: string;
}

/** Findings as the CDK shows them, without those that it shows as warnings already. The first one that fails the check names the report. */
export function violationsOf(findings: readonly SurveyFinding[], { scope, outdir, report }: CheckedPlace): PolicyViolation[] {
  // Thousands of findings are about a few dozen templates.
  const files = new Set(findings.flatMap(({ templateFile }) => templateFile ?? []));
  const paths = new Map([...files].map((file) => [file, join(outdir, file)]));
  const failing = findings.find(({ severity, acknowledgement }) => severity === FindingSeverity.ERROR && acknowledgement === undefined);
  return findings.filter((finding) => !isShown(finding, scope.node.root)).map((finding) => {
    const violation = violationOf(finding, scope, paths);
    return finding === failing && report !== undefined ? { ...violation, fix: `${violation.fix}. The whole report is in ${report}` } : violation;
  });
}

/** Whether tracing has warned of it: the CDK would show the same twice, in other words. What fails the check is told in any case. */
function isShown({ ruleId, severity, constructPath }: SurveyFinding, root: IConstruct): boolean {
  const construct = severity === FindingSeverity.ERROR || constructPath === undefined ? undefined : constructAt(root, constructPath);
  return construct !== undefined && isWarnedOf(construct, ruleId);
}

function violationOf(finding: SurveyFinding, scope: IConstruct, paths: ReadonlyMap<string, string>): PolicyViolation {
  return {
    ruleName: finding.ruleId,
    severity: finding.severity,
    description: finding.message,
    fix: finding.fix,
    ruleMetadata: { documentation: finding.url },
    violatingResources: [violatingResource(finding, scope, paths)],
  };
}

function violatingResource(finding: SurveyFinding, scope: IConstruct, paths: ReadonlyMap<string, string>): PolicyViolatingResource {
  const { logicalId, templateFile, constructPath, propertyPath } = finding;
  return logicalId === undefined || templateFile === undefined
    ? { constructPath: constructPath ?? scope.node.path, locations: [] }
    : { resourceLogicalId: logicalId, templatePath: paths.get(templateFile), locations: propertyPath === undefined ? [] : [`Properties/${propertyPath.replace(/\./g, '/')}`] };
}
