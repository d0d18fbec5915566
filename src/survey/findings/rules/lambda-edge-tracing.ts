import { LAMBDA_EDGE } from '../../../private/template/lambda-edge';
import { FindingSeverity } from '../../survey-finding';
import type { FindingRule } from '../finding-rule';
import { matches } from '../row-rule';

export const LAMBDA_EDGE_TRACING: FindingRule = {
  id: LAMBDA_EDGE.ruleId,
  severity: FindingSeverity.WARNING,
  title: 'No function runs at the edge where a trace is expected',
  cause: 'Lambda@Edge does not support X-Ray. A function whose role Lambda@Edge may assume, or of which a distribution runs a version, is left alone, because a traced one cannot be put '
    + 'into a distribution.',
  fix: 'trace what stands behind the distribution, and give a function that runs at the edge and elsewhere a role of its own for each',
  url: 'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/lambda-at-edge-function-restrictions.html',
  find: ({ entries, edgeFunctions }) => {
    const atEdge = [...entries.values()].filter(({ finding }) => finding.ruleId === LAMBDA_EDGE.ruleId);
    return matches(atEdge, (fn) => edgeFunctions.get(fn)?.map((distribution) => ({ from: distribution, to: fn, relation: 'edge function' })));
  },
};
