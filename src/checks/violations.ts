import { join } from 'path';
import type { PolicyViolatingResource, PolicyViolation } from 'aws-cdk-lib';
import type { SurveyFinding } from '../survey/survey-finding';

/** Findings as the CDK shows them. */
export function violationsOf(findings: readonly SurveyFinding[], outdir: string): PolicyViolation[] {
  // Thousands of findings are about a few dozen templates.
  const files = new Set(findings.flatMap(({ templateFile }) => templateFile ?? []));
  const paths = new Map([...files].map((file) => [file, join(outdir, file)]));
  return findings.map((finding) => violationOf(finding, paths));
}

function violationOf(finding: SurveyFinding, paths: ReadonlyMap<string, string>): PolicyViolation {
  return {
    ruleName: finding.ruleId,
    severity: finding.severity,
    description: finding.message,
    fix: finding.fix,
    ruleMetadata: { documentation: finding.url },
    violatingResources: [violatingResource(finding, paths)],
  };
}

function violatingResource(finding: SurveyFinding, paths: ReadonlyMap<string, string>): PolicyViolatingResource {
  const { logicalId, templateFile, constructPath, propertyPath } = finding;
  return logicalId === undefined || templateFile === undefined
    ? { constructPath: constructPath ?? '', locations: [] }
    : { resourceLogicalId: logicalId, templatePath: paths.get(templateFile), locations: propertyPath === undefined ? [] : [`Properties/${propertyPath.replace(/\./g, '/')}`] };
}
