import { functionBehind, isFunction } from './lambda-functions';
import { SsmParameters } from './ssm-parameters';
import type { ModelResource, TemplateModel } from './template-model';
import { addTo } from '../private/add-to';
import { listed } from '../private/listed';
import { LAMBDA_EDGE } from '../private/template/lambda-edge';
import { TracingFinding, TracingStatus } from '../tracing/tracing-finding';

/** The functions of which distributions run a version at the edge, each with those distributions. */
export type EdgeFunctions = ReadonlyMap<ModelResource, readonly ModelResource[]>;

/** Finds the functions that distributions run, in whatever stack they stand. The CDK has the ARN of one of another region in an SSM parameter there. */
export function edgeFunctionsOf(model: TemplateModel): EdgeFunctions {
  const parameters = new SsmParameters(model);
  const found = new Map<ModelResource, ModelResource[]>();
  for (const distribution of model.ofType('AWS::CloudFront::Distribution')) {
    const { DefaultCacheBehavior, CacheBehaviors } = Object(distribution.properties.DistributionConfig);
    const associations = [DefaultCacheBehavior, ...listed(CacheBehaviors)].map((behavior) => behavior?.LambdaFunctionAssociations);
    const targets = parameters.targetsIn(distribution.stack, associations);
    const functions = targets.flatMap((target) => functionBehind(target, { model })).filter(isFunction);
    for (const fn of new Set(functions)) { addTo(found, fn, distribution); }
  }
  return found;
}

/** What the row of a function finds, or that it runs at the edge, where the row cannot know: it sees one template and the trust policies there. */
export function withEdge(finding: TracingFinding, distributions: readonly ModelResource[] | undefined): TracingFinding {
  if (!distributions || finding.ruleId === LAMBDA_EDGE.ruleId || finding.status === TracingStatus.EXCLUDED) { return finding; }
  return TracingFinding.unsupported(`${distributions[0].name} runs it at the edge, and ${LAMBDA_EDGE.unsupported}`, LAMBDA_EDGE.advice, LAMBDA_EDGE.ruleId);
}
