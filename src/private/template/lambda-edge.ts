import { WarningId } from '../ids';

/** What is told of a function that Lambda@Edge runs, beside how that is known. */
export const LAMBDA_EDGE = {
  unsupported: 'Lambda@Edge does not support X-Ray',
  advice: 'trace what stands behind the distribution instead; a function that runs at the edge and elsewhere needs a role of its own for each',
  ruleId: WarningId.LAMBDA_EDGE_TRACING,
} as const;

/** By what the CDK reads an SSM parameter of another region: the one with the ARN of a function at the edge. */
export const PARAMETER_READER = 'Custom::CrossRegionStringParameterReader';
