import { isObject, isPlainObject } from './intrinsics';

const PREFIX = 'AWS::Serverless::';

/** Whether SAM makes other resources of one of this type. */
export function isOfSam(type: string): boolean {
  return type.startsWith(PREFIX);
}

/** The section of `Globals` for resources of a type, which has the type's last name; undefined where SAM has none for it. */
function sectionOf(type: string): string | undefined {
  return isOfSam(type) ? type.slice(PREFIX.length) : undefined;
}

/**
 * The `Globals` of a SAM template as far as they hold for a resource. What those of other types inherit is not its own to ignore.
 *
 * @param ignored the resource's attribute `IgnoreGlobals`: the names of properties, or `*` for all of them
 * @param type the resource's type
 */
export function globalsFor(globals: Record<string, any>, ignored: unknown, type: string): Record<string, any> {
  const section = sectionOf(type);
  if (ignored === undefined || section === undefined || !(section in globals)) { return globals; }
  const { [section]: own, ...others } = globals;
  if (ignored === '*') { return others; }
  return Array.isArray(ignored) ? { ...others, [section]: without(own, ignored) } : globals;
}

function without(properties: any, names: readonly any[]): any {
  return isObject(properties) ? Object.fromEntries(Object.entries(properties).filter(([name]) => !names.includes(name))) : properties;
}

/** The properties of a SAM resource with those that it inherits from the `Globals` of its template. */
export function withGlobals(type: string, properties: Record<string, any>, globals: Record<string, any>): Record<string, any> {
  return merged(inheritedBy(type, globals), properties);
}

/** The properties that resources of a type inherit from the `Globals` of their template. */
export function inheritedBy(type: string, globals: Record<string, any>): Record<string, any> {
  const section = sectionOf(type);
  const inherited = section && globals[section];
  return isObject(inherited) ? inherited : {};
}

/**
 * What SAM makes of an inherited value and a resource's own: lists follow upon each other, maps are merged, and of all else the own one counts.
 * @see https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-specification-template-anatomy-globals.html
 */
function merged(inherited: any, own: any): any {
  if (Array.isArray(inherited) && Array.isArray(own)) { return [...inherited, ...own]; }
  if (!isPlainObject(inherited) || !isPlainObject(own)) { return own; }
  const result = { ...inherited };
  for (const [name, value] of Object.entries(own)) { result[name] = Object.hasOwn(inherited, name) ? merged(inherited[name], value) : value; }
  return result;
}
