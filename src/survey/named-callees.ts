import { FUNCTIONS, functionBehind, isFunction } from './lambda-functions';
import { meant, writtenOut } from './places';
import type { ModelResource, ModelStack, TemplateModel } from './template-model';
import { addTo } from '../private/add-to';
import { valueAt } from '../private/template/intrinsics';
import { pathOf } from '../private/template/property-path';
import { STATE_MACHINE_TYPES } from '../private/template/state-machine-definition';
import { isComposed, jsonText, templateText } from '../private/template/template-text';

/**
 * A name of a function or a state machine where a template value says in JSON what is called: in an ARN, with the region and the account where they are
 * written out, or as the parameter of a request. Parts of it may be variables, of which the deployment knows the values.
 */
const CALLED_NAME = /(?:(?::(?:lambda|states):([^:"]*):(\d{12}))?:(function|stateMachine):|"FunctionName\\*"\s*:\s*\\*")((?:[\w-]|\$\{[^{}?]*\})+)(?![\w$-])/g;

const NAMED = new WeakMap<TemplateModel, ReadonlyMap<string, readonly ModelResource[]>>();

/** The resources that a property refers to, with functions in place of their aliases and versions, and those functions and state machines that it calls by name. */
export function calledAt(resource: ModelResource, path: string, model: TemplateModel): ModelResource[] {
  return calledIn(resource.stack, valueAt(resource.properties, pathOf(path)), model);
}

/** The same of a value. */
export function calledIn(stack: ModelStack, value: any, model: TemplateModel): ModelResource[] {
  return [...model.targetsIn(stack, value).flatMap((target) => functionBehind(target, { model })), ...namedIn(stack, value, model)];
}

function namedIn(stack: ModelStack, value: any, model: TemplateModel): ModelResource[] {
  const named = namedResources(model);
  if (named.size === 0 || value === undefined) { return []; }
  const called = [...jsonText(value).matchAll(CALLED_NAME)];
  const found = called.flatMap(([, region, account, kind = 'function', name]) =>
    meant(namesakes(named, stack, kind, name), stack, { account, region: writtenOut(region) }) ?? []);
  return [...new Set(found)];
}

/** The resources of a kind that have a name. With a variable in it, it means the same in the same template alone. */
function namesakes(named: ReadonlyMap<string, readonly ModelResource[]>, stack: ModelStack, kind: string, name: string): readonly ModelResource[] {
  const all = named.get(`${kind} ${name}`) ?? [];
  return isComposed(name) ? all.filter((resource) => resource.stack === stack) : all;
}

/** The functions and state machines by what ARNs call them, and the names that somebody gave to them. */
function namedResources(model: TemplateModel): ReadonlyMap<string, readonly ModelResource[]> {
  const known = NAMED.get(model);
  if (known) { return known; }
  const named = new Map<string, ModelResource[]>();
  for (const resource of model.ofType(...FUNCTIONS, ...STATE_MACHINE_TYPES)) {
    const { FunctionName, Name, StateMachineName } = resource.properties;
    const [kind, value] = isFunction(resource) ? ['function', FunctionName] : ['stateMachine', StateMachineName ?? Name];
    const name = templateText(value);
    if (name !== undefined) { addTo(named, `${kind} ${name}`, resource); }
  }
  NAMED.set(model, named);
  return named;
}
