import { join } from 'path';
import type { PolicyViolatingResource, PolicyViolation } from 'aws-cdk-lib';
import type { SurveyFinding } from '../survey/survey-finding';

/** A finding as the CDK shows it. */
export function violationOf(finding: SurveyFinding, outdir: string): PolicyViolation {
  return {
    ruleName: finding.ruleId,
    severity: finding.severity,
    description: finding.message,
    fix: finding.fix,
    ruleMetadata: { documentation: finding.url },
    violatingResources: [violatingResource(finding, outdir)],
  };
}

function violatingResource({ logicalId, templateFile, constructPath, propertyPath }: SurveyFinding, outdir: string): PolicyViolatingResource {
  return logicalId === undefined || templateFile === undefined
    ? { constructPath: constructPath ?? '', locations: [] }
    : { resourceLogicalId: logicalId, templatePath: join(outdir, templateFile), locations: propertyPath === undefined ? [] : [`Properties/${propertyPath.replace(/\./g, '/')}`] };
}
