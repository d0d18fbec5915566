import { LAMBDA_EDGE } from '../../private/template/lambda-edge';
import type { InspectedResource } from '../../tracing/inspected-resource';
import type { TracerContext } from '../../tracing/tracer-context';
import { TracingFinding } from '../../tracing/tracing-finding';

/** The finding of a function that Lambda@Edge may run, as the trust policy of its role tells; undefined for any other function. */
export function edgeFinding(resource: InspectedResource): TracingFinding | undefined {
  const role = resource.referenced('Role') ?? resource; // SAM makes the role of a function that says itself who may assume it
  if (!role._namesService('AssumeRolePolicyDocument', 'edgelambda.amazonaws.com')) { return undefined; }
  const { unsupported, advice, ruleId } = LAMBDA_EDGE;
  return TracingFinding.unsupported(`the trust policy of its role lets Lambda@Edge run it, and ${unsupported}`, advice, ruleId);
}

/**
 * Refuses a function that a distribution runs at the edge, whatever is known of its role: where the trust policy does not let Lambda@Edge run it,
 * CloudFront asks for that before it takes the function.
 *
 * @returns whether it is refused
 */
export function refusesAtEdge(context: TracerContext): boolean {
  if (!context._runsAtEdge) { return false; }
  const { unsupported, advice, ruleId } = LAMBDA_EDGE;
  context.refuse(`a distribution runs it at the edge, and ${unsupported}`, advice, ruleId);
  return true;
}
