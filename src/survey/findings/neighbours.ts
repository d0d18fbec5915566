import type { RuleContext } from './finding-rule';
import { TracingStatus } from '../../tracing/tracing-finding';
import type { ModelResource } from '../template-model';

/** Whether a resource is traced. */
export function isTraced(resource: ModelResource, { entries }: RuleContext): boolean {
  return entries.get(resource)?.finding.status === TracingStatus.TRACED;
}

/** Whether a resource could be traced, and is not. */
export function isUntraced(resource: ModelResource, { entries }: RuleContext): boolean {
  return entries.get(resource)?.finding.status === TracingStatus.UNTRACED;
}

const FUNCTIONS = ['AWS::Lambda::Function', 'AWS::Serverless::Function'];

/** Whether a resource is a function. */
export function isFunction(resource: ModelResource): boolean {
  return FUNCTIONS.includes(resource.type);
}

/** A function behind an alias or a version. */
export function functionBehind(resource: ModelResource, { model }: RuleContext): ModelResource[] {
  return ['AWS::Lambda::Alias', 'AWS::Lambda::Version'].includes(resource.type) ? model.targets(resource, 'FunctionName').filter(isFunction) : [resource];
}

/** The stages of a REST API, with the functions that its methods call. */
export function apisWithFunctions(context: RuleContext): { stages: ModelResource[]; functions: ModelResource[] }[] {
  const { model } = context;
  const apis = new Map<ModelResource, { stages: ModelResource[]; functions: Set<ModelResource> }>();
  const entryOf = (api: ModelResource) => {
    const entry = apis.get(api) ?? { stages: [], functions: new Set<ModelResource>() };
    apis.set(api, entry);
    return entry;
  };
  for (const stage of model.ofType('AWS::ApiGateway::Stage')) {
    for (const api of model.targets(stage, 'RestApiId')) { entryOf(api).stages.push(stage); }
  }
  for (const method of model.ofType('AWS::ApiGateway::Method')) {
    const functions = model.targets(method, 'Integration.Uri').flatMap((target) => functionBehind(target, context)).filter(isFunction);
    for (const api of model.targets(method, 'RestApiId')) { functions.forEach((fn) => entryOf(api).functions.add(fn)); }
  }
  return [...apis.values()].map(({ stages, functions }) => ({ stages, functions: [...functions] }));
}
