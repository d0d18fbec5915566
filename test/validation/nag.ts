import type { App } from 'aws-cdk-lib';
import {
  AwsSolutionsChecks, HIPAASecurityChecks, type NagPack, NIST80053R4Checks, NIST80053R5Checks, PCIDSS321Checks, ServerlessChecks,
} from 'cdk-nag';

const PACKS: readonly (new () => NagPack)[] = [
  AwsSolutionsChecks, HIPAASecurityChecks, NIST80053R4Checks, NIST80053R5Checks, PCIDSS321Checks, ServerlessChecks,
];

/** The rules of cdk-nag that are about tracing. */
export const TRACING_RULES = [
  'AwsSolutions-SF2',
  'HIPAA.Security-APIGWXrayEnabled',
  'Serverless-APIGWXrayEnabled',
  'Serverless-AppSyncTracing',
  'Serverless-LambdaTracing',
  'Serverless-StepFunctionStateMachineXray',
] as const;

/** What cdk-nag finds in one app, by all its packs. */
export class NagFindings {
  /** The findings of a synthesized app: what is acknowledged is not among them. */
  public static of(app: App): NagFindings {
    const violations = PACKS.flatMap((pack) => new pack().validateScope(app).violations);
    return new NagFindings(violations.flatMap(({ ruleName, violatingResources }) =>
      violatingResources.map(({ constructPath }) => `${ruleName} on ${constructPath}`)));
  }

  private constructor(private readonly findings: readonly string[]) {}

  /** The findings that another app lacks. */
  public missingIn(other: NagFindings): string[] {
    return this.findings.filter((finding) => !other.findings.includes(finding)).sort();
  }

  /** The findings of rules about tracing. */
  public get aboutTracing(): string[] {
    return this.findings.filter((finding) => TRACING_RULES.some((rule) => finding.startsWith(`${rule} on `))).sort();
  }

  /** The findings on a construct and all that is below it. */
  public below(path: string): string[] {
    return this.findings.filter((finding) => `${finding}/`.includes(` on ${path}/`)).sort();
  }
}
