/**
 * A path of property names, taken apart. Names are joined by dots; names and values in brackets pick the item of a list that has them, and a number the one
 * at that place: `OptionSettings[Namespace=aws:elasticbeanstalk:xray,OptionName=XRayEnabled].Value`, `TaskProperties[0].TaskRoleArn`.
 */
export function pathOf(text: string): readonly string[] {
  let path = PATHS.get(text);
  if (!path) { PATHS.set(text, path = text.includes('[') ? text.split(/\.(?![^[]*\])|(?=\[)/) : text.split('.')); }
  return path;
}

/** The path of something where a template shows it, with places in lists as names of their own, as one that is read by. */
export function readablePath(path: string): string {
  return path.replace(/\.(\d+)(?=\.|$)/g, '[$1]');
}

/** The rows ask for few paths and names, and for each of them again and again. */
const PATHS = new Map<string, readonly string[]>();
const CAMEL_CASE = new Map<string, string>();

/** Whether an element of a path picks an item of a list. */
export function isSelector(element: string | undefined): element is string {
  return element !== undefined && element.startsWith('[');
}

/** The place by which an element of a path picks an item; undefined where it does so by names and values. */
export function placeOf(selector: string): number | undefined {
  const place = /^\[(\d+)\]$/.exec(selector)?.[1];
  return place === undefined ? undefined : Number(place);
}

/** The names and values by which an element of a path picks an item. */
export function keysOf(selector: string): Record<string, string> {
  return Object.fromEntries(selector.slice(1, -1).split(',').map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]));
}

/** A CloudFormation name as typed constructs spell it. */
export function lowerFirst(name: string): string {
  let camelCase = CAMEL_CASE.get(name);
  if (camelCase === undefined) { CAMEL_CASE.set(name, camelCase = name.charAt(0).toLowerCase() + name.slice(1)); }
  return camelCase;
}
