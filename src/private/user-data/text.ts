import { isObject } from '../intrinsics';

/** Stands in a text for what only the deployment knows. No script has this character, which is for private use. */
export const HIDDEN = '\uE000';

/** How many bytes are counted for what only the deployment knows: names that CloudFormation makes have about as many. */
const HIDDEN_BYTES = 64;

/** The variables of an `Fn::Sub`, and what it substitutes for `${!name}`. */
const VARIABLES = /\$\{(!?)([^{}]*)\}/g;

/** The text of a template value, with `HIDDEN` in place of what only the deployment knows. What `Fn::Base64` encodes is read as it is before. */
export function textOf(value: any): string {
  if (typeof value !== 'object') { return String(value ?? ''); }
  return fold(value, textOf, (parts) => parts.join(''), () => HIDDEN, (encoded) => encoded);
}

/** How many bytes a template value has, with an estimate for what only the deployment knows. What `Fn::Base64` encodes within it counts encoded. */
export function sizeOf(value: any): number {
  if (typeof value !== 'object') { return Buffer.byteLength(String(value ?? '')); }
  return fold(value, sizeOf, (sizes) => sizes.reduce((sum, size) => sum + size, 0), () => HIDDEN_BYTES, (size) => 4 * Math.ceil(size / 3));
}

/** Takes a text function apart, and puts together what becomes of its parts. */
function fold<T>(value: any, of: (part: any) => T, all: (parts: T[]) => T, hidden: () => T, encoded: (part: T) => T): T {
  const [name, argument] = isObject(value) ? Object.entries(value)[0] ?? [] : [];
  switch (name) {
    case 'Fn::Base64':
      return encoded(of(argument));
    case 'Fn::Join':
      return isJoin(argument) ? all(joined(argument).map(of)) : hidden();
    case 'Fn::Sub':
      return all(segmentsOf(argument).map((segment) => segment.value === undefined ? hidden() : of(segment.value)));
    default:
      return hidden();
  }
}

function isJoin(argument: any): argument is [string, any[]] {
  return Array.isArray(argument) && typeof argument[0] === 'string' && Array.isArray(argument[1]);
}

/** The items of an `Fn::Join` with what it puts between them. */
export function joined([delimiter, items]: [string, any[]]): any[] {
  return items.flatMap((item, index) => index === 0 || delimiter === '' ? [item] : [delimiter, item]);
}

/** A part of an `Fn::Sub`: as it is written, and what becomes of it; undefined where only the deployment knows. */
export interface Segment {
  readonly source: string;
  readonly value: any;
}

/** The literal parts and the variables of an `Fn::Sub`. */
export function segmentsOf(argument: any): Segment[] {
  const [text, variables] = Array.isArray(argument) ? argument : [argument];
  const segments: Segment[] = [];
  let end = 0;
  const addLiteral = (until?: number) => {
    const source = String(text).slice(end, until);
    if (source !== '') { segments.push({ source, value: source }); }
  };
  for (const match of String(text).matchAll(VARIABLES)) {
    const [source, isLiteral, name] = match;
    addLiteral(match.index);
    segments.push({ source, value: isLiteral ? `\${${name}}` : variables?.[name] });
    end = match.index + source.length;
  }
  addLiteral();
  return segments;
}
