import { FUNCTIONS, functionBehind } from './lambda-functions';
import { meant, writtenOut } from './places';
import type { ModelResource, ModelStack, TemplateModel } from './template-model';
import { addTo } from '../private/add-to';
import { valueAt } from '../private/template/intrinsics';
import { pathOf } from '../private/template/property-path';

/**
 * A name of a function where a template value says in JSON what is called: in an ARN, with the region and the account where they are written out, or as the
 * parameter of a request. What an `Fn::Join` puts behind it may be a part of it.
 */
const CALLED_NAME = /(?:(?::lambda:([^:"]*):(\d{12}))?:function:|"FunctionName\\*"\s*:\s*\\*")([\w-]+)(?![\w$-]|",\{)/g;

const NAMED = new WeakMap<TemplateModel, ReadonlyMap<string, readonly ModelResource[]>>();

/** The resources that a property refers to, with functions in place of their aliases and versions, and those functions that it calls by the names that somebody gave to them. */
export function calledAt(resource: ModelResource, path: string, model: TemplateModel): ModelResource[] {
  return calledIn(resource.stack, valueAt(resource.properties, pathOf(path)), model);
}

/** The same of a value. */
export function calledIn(stack: ModelStack, value: any, model: TemplateModel): ModelResource[] {
  return [...model.targetsIn(stack, value).flatMap((target) => functionBehind(target, { model })), ...namedIn(stack, value, model)];
}

function namedIn(stack: ModelStack, value: any, model: TemplateModel): ModelResource[] {
  const named = namedFunctions(model);
  if (named.size === 0 || value === undefined) { return []; }
  const called = [...(JSON.stringify(value) ?? '').matchAll(CALLED_NAME)];
  const found = called.flatMap(([, region, account, name]) =>
    meant(named.get(name) ?? [], stack, { account, region: writtenOut(region) }) ?? []);
  return [...new Set(found)];
}

function namedFunctions(model: TemplateModel): ReadonlyMap<string, readonly ModelResource[]> {
  const known = NAMED.get(model);
  if (known) { return known; }
  const named = new Map<string, ModelResource[]>();
  for (const fn of model.ofType(...FUNCTIONS)) {
    const { FunctionName } = fn.properties;
    if (typeof FunctionName === 'string') { addTo(named, FunctionName, fn); }
  }
  NAMED.set(model, named);
  return named;
}
