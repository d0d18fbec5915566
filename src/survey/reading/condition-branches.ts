import { listed } from '../../private/listed';
import { isObject } from '../../private/template/intrinsics';

/** What is assumed of conditions, by their names. */
export type Assumed = ReadonlyMap<string, boolean>;

/** The names of the conditions by which `Fn::If` decides within a value. */
export function conditionsIn(value: any): string[] {
  if (typeof value !== 'object' || value === null) { return []; }
  const name = listed(value['Fn::If'])[0];
  return [...(typeof name === 'string' ? [name] : []), ...Object.values(value).flatMap(conditionsIn)];
}

/** A value with the branches of `Fn::If` that are chosen; where nothing is assumed of a condition, without any. */
export function decided(value: any, assumed: Assumed): any {
  if (Array.isArray(value)) { return value.map((item) => decided(item, assumed)); }
  if (!isObject(value)) { return value; }
  const branches = value['Fn::If'];
  if (!Array.isArray(branches)) { return Object.fromEntries(Object.entries(value).map(([key, child]) => [key, decided(child, assumed)])); }
  const holds = assumed.get(branches[0]);
  return holds === undefined ? undefined : decided(branches[holds ? 1 : 2], assumed);
}
