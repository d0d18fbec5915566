import { isObject } from './intrinsics';
import { lowerFirst } from './property-path';

/** A value by its CloudFormation name, in an object that has this or a camel case name. */
export function valueOf(object: any, name: string): any {
  const key = isObject(object) ? presentKey(object, name) : undefined;
  return key === undefined ? undefined : object[key];
}

/** An object with one value more, or another one, under the name that suits it. */
export function withValueOf(object: Record<string, any>, name: string, value: any): Record<string, any> {
  const hasCloudFormationNames = Object.keys(object).some((key) => /^[A-Z]/.test(key));
  return { ...object, [presentKey(object, name) ?? (hasCloudFormationNames ? name : lowerFirst(name))]: value };
}

/** A plain value with CloudFormation's names as the CDK's structs have it. What stands below the names in `verbatim` keeps its names. */
export function inCamelCase(value: any, verbatim: readonly string[] = []): any {
  if (Array.isArray(value)) { return value.map((item) => inCamelCase(item, verbatim)); }
  if (!isObject(value)) { return value; }
  const entries = Object.entries(value).map(([key, item]) => [lowerFirst(key), verbatim.includes(key) ? item : inCamelCase(item, verbatim)]);
  return Object.fromEntries(entries);
}

/** The key that stands for a CloudFormation name in a typed struct (camel case), or in an object that somebody wrote in CloudFormation's spelling. */
export function keyFor(parent: Record<string, any>, name: string): string {
  if (name in parent) { return name; }
  const camelCase = lowerFirst(name);
  return camelCase in parent || !ACRONYM.test(name) ? camelCase : keyRegardlessOfCase(parent, name) ?? camelCase;
}

/** Where a name has one, the construct may spell it otherwise: `targetArn` is `TargetARN`. */
const ACRONYM = /[A-Z]{2}/;

function keyRegardlessOfCase(parent: Record<string, any>, name: string): string | undefined {
  const lower = name.toLowerCase();
  return Object.keys(parent).find((key) => key.toLowerCase() === lower);
}

function presentKey(object: Record<string, any>, name: string): string | undefined {
  return [name, lowerFirst(name)].find((key) => object[key] !== undefined);
}
