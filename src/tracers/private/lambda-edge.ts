import type { InspectedResource } from '../../tracing/inspected-resource';
import { TracingFinding } from '../../tracing/tracing-finding';

/** The finding of a function that Lambda@Edge may run, as the trust policy of its role tells; undefined for any other function. */
export function edgeFinding(resource: InspectedResource): TracingFinding | undefined {
  const role = resource.referenced('Role') ?? resource; // SAM makes the role of a function that says itself who may assume it
  if (!role._namesService('AssumeRolePolicyDocument', 'edgelambda.amazonaws.com')) { return undefined; }
  return TracingFinding.unsupported(
    'the trust policy of its role lets Lambda@Edge run it, and Lambda@Edge does not support X-Ray',
    'trace what stands behind the distribution instead; a function that runs at the edge and elsewhere needs a role of its own for each',
    'LambdaEdgeTracing',
  );
}
