/**
 * A path of property names, taken apart. Names are joined by dots; names and values in brackets pick the item of a list that has them:
 * `OptionSettings[Namespace=aws:elasticbeanstalk:xray,OptionName=XRayEnabled].Value`.
 */
export function pathOf(text: string): string[] {
  return text.includes('[') ? text.split(/\.(?![^[]*\])|(?=\[)/) : text.split('.');
}

/** Whether an element of a path picks an item of a list. */
export function isSelector(element: string | undefined): element is string {
  return element !== undefined && element.startsWith('[');
}

/** The names and values by which an element of a path picks an item. */
export function keysOf(selector: string): Record<string, string> {
  return Object.fromEntries(selector.slice(1, -1).split(',').map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]));
}

/** A CloudFormation name as typed constructs spell it. */
export function lowerFirst(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1);
}
