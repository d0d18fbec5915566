import { isSet } from './is-set';
import { namesService } from '../../private/iam/policy-documents';
import { LAMBDA_EDGE } from '../../private/template/lambda-edge';
import { isOfSam, withGlobals } from '../../private/template/sam-inheritance';
import type { InspectedResource } from '../../tracing/inspected-resource';
import type { TracerContext } from '../../tracing/tracer-context';
import { TracingFinding } from '../../tracing/tracing-finding';

const TRUST = 'AssumeRolePolicyDocument';
const SERVICE = 'edgelambda.amazonaws.com';

/** The finding of a function that Lambda@Edge may run, as the trust policy of its role tells; undefined for any other function. */
export function edgeFinding(resource: InspectedResource): TracingFinding | undefined {
  const role = resource.referenced('Role');
  if (!(role ? role._namesService(TRUST, SERVICE) : isTrustedBySam(resource))) { return undefined; }
  const { unsupported, advice, ruleId } = LAMBDA_EDGE;
  return TracingFinding.unsupported(`the trust policy of its role lets Lambda@Edge run it, and ${unsupported}`, advice, ruleId);
}

/** Whether Lambda@Edge may assume the role that SAM makes for a function which names none, by what the function or the template's `Globals` say of it. */
function isTrustedBySam(resource: InspectedResource): boolean {
  const { resourceType, globals } = resource;
  if (!isOfSam(resourceType) || isSet(resource, 'Role')) { return false; }
  const own = isSet(resource, TRUST) ? { [TRUST]: resource.property(TRUST) } : {};
  return namesService(withGlobals(resourceType, own, globals)[TRUST], SERVICE);
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
