/** The packs of cdk-nag that hold an app against a standard. Most of their rules are the same. */
export const COMPLIANCE_PACKS = ['HIPAA.Security', 'NIST.800.53.R4', 'NIST.800.53.R5', 'PCI.DSS.321'] as const;

/** The ids of the findings of a rule that all of these have. */
export function complianceFindings(rule: string): string[] {
  return COMPLIANCE_PACKS.map((pack) => `${pack}-${rule}`);
}
