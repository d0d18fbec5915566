import { isSelector, keysOf, lowerFirst, placeOf } from './property-path';
import { listed } from '../listed';

/** Whether a template value is an intrinsic function call (`Ref`, `Fn::…`), whose value only the deployment knows. */
export function isIntrinsic(value: unknown): boolean {
  return isObject(value) && isFunctionCall(value);
}

function isFunctionCall(value: Record<string, any>): boolean {
  const keys = Object.keys(value);
  return keys.length === 1 && (keys[0] === 'Ref' || keys[0].startsWith('Fn::'));
}

/** Whether a template value is `{ Ref: AWS::NoValue }`, by which CloudFormation means that the property is absent. */
export function isNoValue(value: unknown): boolean {
  return isObject(value) && value.Ref === NO_VALUE;
}

const NO_VALUE = 'AWS::NoValue';

/** A template value as a text, for where a text belongs and anything may stand: a scalar as it is, all else as JSON. */
export function plainText(value: unknown): string {
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** Whether a value is an object with keys: no array, no null. */
export function isObject(value: unknown): value is Record<string, any> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Whether a template value is an object that stands for itself, and no intrinsic function. */
export function isPlainObject(value: unknown): value is Record<string, any> {
  return isObject(value) && !isFunctionCall(value);
}

/**
 * Follows a path of property names, and of items that are picked from lists, into a template value.
 *
 * An intrinsic function on the way hides what is below it and is the answer itself, but for a list, or an item of one, that a condition decides: what is
 * the same in each of its branches is known.
 */
export function valueAt(value: any, path: readonly string[]): any {
  let current = value;
  // No iterator: this is called ten times for each resource of an app.
  for (let i = 0; i < path.length; i++) {
    const name = path[i];
    const below = isSelector(name) ? itemOf(current, name) : ownValue(current, name);
    if (below === undefined && isSelector(name) && listsOf(current)) { return valueInLists(current, path.slice(i)); }
    if (below === undefined) { return isIntrinsic(current) && !isNoValue(current) ? current : undefined; }
    if (isSelector(name) && i + 1 < path.length && branchesOf(below)) { return valueInItem(below, path.slice(i)); }
    current = below;
  }
  return isNoValue(current) ? undefined : current;
}

/** The lists among which an `Fn::If` decides, an absent one empty; undefined where it is none, or where a branch is no list. */
export function listsOf(value: any): any[][] | undefined {
  const branches = isObject(value) && Array.isArray(value['Fn::If']) ? value['Fn::If'].slice(1) : undefined;
  const lists = branches?.flatMap((branch) => isNoValue(branch) ? [[]] : Array.isArray(branch) ? [branch] : listsOf(branch) ?? [undefined]);
  return lists?.every(Array.isArray) ? lists : undefined;
}

/** The items of a list, or of all lists among which a condition decides. What is no list is a single item. */
export function itemsIn(value: any): any[] {
  return isNoValue(value) ? [] : listsOf(value)?.flat() ?? listed(value);
}

/** A list with a change, or the condition that decides among such lists. Any other value stays as it is. */
export function changedList(value: any, change: (list: any[], isConditional: boolean) => any[], isConditional = false): any {
  if (Array.isArray(value)) { return change(value, isConditional); }
  if (!listsOf(value)) { return value; }
  const [condition, ...branches] = value['Fn::If'];
  return { 'Fn::If': [condition, ...branches.map((branch: any) => changedList(isNoValue(branch) ? [] : branch, change, true))] };
}

/** What a path leads to in each list among which a condition decides: the value that all have, or the condition with the value of each. */
function valueInLists(value: any, path: readonly string[]): any {
  return Array.isArray(value) ? valueAt(value, path) : valueInBranches(value, (branch) => valueInLists(branch, path));
}

/** What a path, which begins with what picks an item, leads to in each item among which a condition decides, as `valueInLists` does it. */
export function valueInItem(item: any, path: readonly string[]): any {
  if (branchesOf(item)) { return valueInBranches(item, (branch) => valueInItem(branch, path)); }
  return placeOf(path[0]) === undefined ? valueAt([item], path) : valueAt(item, path.slice(1));
}

function valueInBranches(decided: any, valueIn: (branch: any) => any): any {
  const [condition, ...branches] = decided['Fn::If'];
  const values = branches.map((branch: any) => isNoValue(branch) ? undefined : valueIn(branch));
  const isSame = values.every((each: any) => JSON.stringify(each) === JSON.stringify(values[0]));
  return isSame ? values[0] : { 'Fn::If': [condition, ...values.map((each: any) => each ?? { Ref: NO_VALUE })] };
}

function ownValue(value: any, name: string): any {
  return isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}

function itemOf(list: any, selector: string): any {
  return Array.isArray(list) ? list[indexOfItem(list, selector)] : undefined;
}

/**
 * Where the item stands that an element of a path picks, or else an intrinsic function, such as `Fn::If`, that has its values and so may hide it.
 *
 * @param items resolved items, in CloudFormation's spelling or with the camel case names of typed constructs
 * @returns -1 where there is none
 */
export function indexOfItem(items: readonly any[], selector: string): number {
  const place = placeOf(selector);
  if (place !== undefined) { return place < items.length ? place : -1; }
  const keys = Object.entries(keysOf(selector));
  const isPicked = (item: any) => isObject(item) && keys.every(([name, value]) => (item[name] ?? item[lowerFirst(name)]) === value);
  const hides = (item: any) => isIntrinsic(item) && keys.every(([, value]) => JSON.stringify(item).includes(JSON.stringify(value)));
  const index = items.findIndex(isPicked);
  return index >= 0 ? index : items.findIndex(hides);
}

/** What an `Fn::If` decides among, but for what is absent; undefined for any other value. */
export function branchesOf(value: any): any[] | undefined {
  const branches = isObject(value) ? value['Fn::If'] : undefined;
  return Array.isArray(branches) ? branches.slice(1).filter((branch) => !isNoValue(branch)) : undefined;
}

/** Whether a condition may leave a value out: it is `AWS::NoValue` in a branch of an `Fn::If`. */
export function mayBeAbsent(value: any): boolean {
  const branches = isObject(value) ? value['Fn::If'] : undefined;
  return Array.isArray(branches) && branches.slice(1).some((branch) => isNoValue(branch) || mayBeAbsent(branch));
}

/** What a template value is that refers to something: by `Ref`, or to an attribute of it. */
export interface WholeReference {
  readonly logicalId: string;
  readonly attribute?: string;
}

/**
 * The logical ids that a template value refers to.
 *
 * @returns as `wholeReferences` does
 */
export function referredLogicalIds(value: any): (string | undefined)[] {
  return wholeReferences(value).map((reference) => reference?.logicalId);
}

/**
 * What a template value refers to: by `Ref`, `Fn::GetAtt`, a whole `Fn::Sub` variable or any branch of an `Fn::If`.
 *
 * @returns one entry for each branch; undefined for a branch that refers to nothing in the template
 */
export function wholeReferences(value: any): (WholeReference | undefined)[] {
  if (!isObject(value)) { return [undefined]; }
  const reference = referenceOf(value);
  return reference ? [reference] : branchesOf(value)?.flatMap(wholeReferences) ?? inSubstitution(value['Fn::Sub']);
}

/** What a substitution refers to that is a single variable. */
function inSubstitution(substitution: any): (WholeReference | undefined)[] {
  const [text, variables] = listed(substitution);
  const [, logicalId, attribute] = (typeof text === 'string' ? /^\$\{([A-Za-z0-9]+)(?:\.([A-Za-z0-9.]+))?\}$/.exec(text) : undefined) ?? [];
  if (logicalId === undefined) { return [undefined]; }
  return isObject(variables) && Object.hasOwn(variables, logicalId) ? wholeReferences(variables[logicalId]) : [{ logicalId, attribute }];
}

function referenceOf(value: Record<string, any>): WholeReference | undefined {
  if (typeof value.Ref === 'string') { return { logicalId: value.Ref }; }
  if (value['Fn::GetAtt'] === undefined) { return undefined; }
  const [whole, ...attribute] = listed(value['Fn::GetAtt']);
  const [logicalId, ...below] = plainText(whole).split('.');
  return { logicalId, attribute: [...below, ...attribute].join('.') };
}
