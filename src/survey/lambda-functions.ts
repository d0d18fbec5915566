import type { ModelResource, TemplateModel } from './template-model';

/** The types of functions. */
export const FUNCTIONS: readonly string[] = ['AWS::Lambda::Function', 'AWS::Serverless::Function'];

/** Whether a resource, or another end of a connection, is a function. */
export function isFunction({ type }: { readonly type: string }): boolean {
  return FUNCTIONS.includes(type);
}

/** A function behind an alias or a version. */
export function functionBehind(resource: ModelResource, { model }: { readonly model: TemplateModel }): ModelResource[] {
  return ['AWS::Lambda::Alias', 'AWS::Lambda::Version'].includes(resource.type) ? model.targets(resource, 'FunctionName').filter(isFunction) : [resource];
}
