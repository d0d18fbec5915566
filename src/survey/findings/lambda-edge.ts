import type { FindingRule, ModelWay, RuleContext } from './finding-rule';
import { functionBehind } from './neighbours';
import { matches } from './row-rule';
import { listed } from '../../private/policy-documents';
import { FindingSeverity } from '../survey-finding';
import type { ModelResource } from '../template-model';

/** The id under which the rows of functions tell of Lambda@Edge, so that it is acknowledged by itself. */
const ID = 'LambdaEdgeTracing';

export const LAMBDA_EDGE: FindingRule = {
  id: ID,
  severity: FindingSeverity.WARNING,
  title: 'No function runs at the edge where a trace is expected',
  cause: 'Lambda@Edge does not support X-Ray. A function whose role Lambda@Edge may assume is left alone, because a traced one cannot be put into a distribution.',
  fix: 'trace what stands behind the distribution, and give a function that runs at the edge and elsewhere a role of its own for each',
  url: 'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/lambda-at-edge-function-restrictions.html',
  find: (context) => {
    const edges = waysToEdge(context);
    const entries = [...context.entries.values()].filter(({ finding }) => finding.ruleId === ID);
    return matches(entries, (fn) => edges.get(fn));
  },
};

/** The ways from distributions to the functions that they run at the edge. */
function waysToEdge(context: RuleContext): Map<ModelResource, ModelWay[]> {
  const ways = new Map<ModelResource, ModelWay[]>();
  for (const distribution of context.model.ofType('AWS::CloudFront::Distribution')) {
    const { DefaultCacheBehavior, CacheBehaviors } = Object(distribution.properties.DistributionConfig);
    const associations = [DefaultCacheBehavior, ...listed(CacheBehaviors)].map((behavior) => behavior?.LambdaFunctionAssociations);
    for (const fn of new Set(context.model.targetsIn(distribution.stack, associations).flatMap((target) => functionBehind(target, context)))) {
      ways.set(fn, [...ways.get(fn) ?? [], { from: distribution, to: fn, relation: 'edge function' }]);
    }
  }
  return ways;
}
