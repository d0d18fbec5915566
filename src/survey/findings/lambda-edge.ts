import type { FindingRule } from './finding-rule';
import { match } from './row-rule';
import { FindingSeverity } from '../survey-finding';

/** The id under which the rows of functions tell of Lambda@Edge, so that it is acknowledged by itself. */
const ID = 'LambdaEdgeTracing';

export const LAMBDA_EDGE: FindingRule = {
  id: ID,
  severity: FindingSeverity.WARNING,
  title: 'No function runs at the edge where a trace is expected',
  cause: 'Lambda@Edge does not support X-Ray. A function whose role Lambda@Edge may assume is left alone, because a traced one cannot be put into a distribution.',
  fix: 'trace what stands behind the distribution, and give a function that runs at the edge and elsewhere a role of its own for each',
  url: 'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/lambda-at-edge-function-restrictions.html',
  find: ({ entries }) => [...entries.values()].filter(({ finding }) => finding.ruleId === ID).flatMap(match),
};
