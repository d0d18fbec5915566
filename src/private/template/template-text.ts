import { isIntrinsic, isObject, plainText } from './intrinsics';
import { listed } from '../listed';

/** Stands in a text for what only the deployment knows. No script has this character, which is for private use. */
export const HIDDEN = '\uE000';

/** The variables of an `Fn::Sub`, and what it substitutes for `${!name}`. */
const VARIABLES = /\$\{(!?)([^{}]*)\}/g;

/**
 * A template value as a text to tell it from others by: `Fn::Join` and `Fn::Sub` are put together, references stand as `${Id}` or `${Id.Attribute}`.
 *
 * A variable of an `Fn::Sub` that stands for no text stays as it is: whoever composes the same calls it the same.
 *
 * @returns undefined where the value is no text
 */
export function templateText(value: any): string | undefined {
  return textWith(value, (variable) => variable);
}

/** A text that two values have only where they are the same in the end: the same, or their very words where a part of them is no text. */
export function identifyingText(value: any): string {
  const text = textWith(value, () => UNKNOWN_PART);
  return text === undefined || !isWhole(text) ? plainText(value) : text;
}

/** Makes a text of a variable that stands for none. */
type VariableReader = (variable: string) => string;

function textWith(value: any, unknown: VariableReader): string | undefined {
  if (typeof value === 'string') { return value; }
  if (typeof value === 'number' || typeof value === 'boolean') { return String(value); }
  if (!isObject(value)) { return undefined; }
  if (typeof value.Ref === 'string') { return `\${${value.Ref}}`; }
  const attribute = value['Fn::GetAtt'];
  if (attribute !== undefined) { return `\${${listed(attribute).map((part) => textWith(part, unknown) ?? '').join('.')}}`; }
  return joinedText(value['Fn::Join'], unknown) ?? substitutedText(value['Fn::Sub'], unknown);
}

/** A value as JSON, in which intrinsic functions are such texts as far as they are any. */
export function jsonText(value: any): string {
  return JSON.stringify(value, (_, part) => isIntrinsic(part) ? templateText(part) ?? part : part) ?? '';
}

/** Stands in such a text for a part that is none. */
const UNKNOWN_PART = '${?}';

/** Whether such a text has all parts, so that it is the same as another one only where both are. */
export function isWhole(text: string): boolean {
  return !text.includes(UNKNOWN_PART);
}

/** Whether a name in such a text has parts that mean something in its own template alone. */
export function isComposed(name: string): boolean {
  return name.includes('${');
}

function joinedText(argument: any, unknown: VariableReader): string | undefined {
  if (!Array.isArray(argument) || !Array.isArray(argument[1])) { return undefined; }
  return argument[1].map((part) => textWith(part, unknown) ?? UNKNOWN_PART).join(textWith(argument[0], unknown));
}

function substitutedText(argument: any, unknown: VariableReader): string | undefined {
  const [text, variables] = listed(argument);
  if (typeof text !== 'string') { return undefined; }
  return text.replace(VARIABLES, (whole, isLiteral: string, name: string) => {
    const own = isLiteral ? undefined : ownVariable(variables, name);
    return own === undefined ? whole : textWith(own, unknown) ?? unknown(whole);
  });
}

/** Makes a text to search in of a template value. */
export type TextReader = (value: any) => string;

/**
 * A template value as a text to search in, with `HIDDEN` in place of what only the deployment knows. What `Fn::Base64` encodes is read as it is before.
 */
export function searchableText(value: any): string {
  return searchableTextWith(value, () => HIDDEN);
}

/**
 * The same, where something else may be known of what only the deployment knows.
 *
 * @param textOf the text in place of a reference or another intrinsic function
 */
export function searchableTextWith(value: any, textOf: (hidden: any) => string): string {
  if (typeof value !== 'object') { return String(value ?? ''); }
  return foldText(value, (part) => searchableTextWith(part, textOf), (parts) => parts.join(''), textOf, (encoded) => encoded);
}

/** All names and texts within a value, as lines. */
export function linesOf(value: any, read: TextReader): string[] {
  if (Array.isArray(value)) { return value.flatMap((each) => linesOf(each, read)); }
  if (!isObject(value) || isIntrinsic(value)) { return [read(value)]; }
  return Object.entries(value).flatMap(([name, each]) => [`${name}:`, ...linesOf(each, read)]);
}

/** Whether a text to search in has a part that only the deployment knows. */
export function isHidden(text: string): boolean {
  return text.includes(HIDDEN);
}

/** Takes a text function apart, and puts together what becomes of its parts. */
export function foldText<T>(value: any, of: (part: any) => T, all: (parts: T[]) => T, hidden: (value: any) => T, encoded: (part: T) => T): T {
  const [name, argument] = isObject(value) ? Object.entries(value)[0] ?? [] : [];
  switch (name) {
    case 'Fn::Base64':
      return encoded(of(argument));
    case 'Fn::Join':
      return isJoin(argument) ? all(joined(argument).map(of)) : hidden(value);
    case 'Fn::Sub':
      return isSubstitution(argument) ? all(segmentsOf(argument).map((part) => part.value === undefined ? hidden({ 'Fn::Sub': part.source }) : of(part.value))) : hidden(value);
    default:
      return hidden(value);
  }
}

function isJoin(argument: any): argument is [string, any[]] {
  return Array.isArray(argument) && typeof argument[0] === 'string' && Array.isArray(argument[1]);
}

function isSubstitution(argument: any): boolean {
  return typeof listed(argument)[0] === 'string';
}

/** The items of an `Fn::Join` with what it puts between them. */
export function joined([delimiter, items]: [string, any[]]): any[] {
  return items.flatMap((item, index) => index === 0 || delimiter === '' ? [item] : [delimiter, item]);
}

/** The parts of a value that is joined by nothing, and else the value itself. */
export function plainParts(value: any): any[] {
  const join = isObject(value) ? value['Fn::Join'] : undefined;
  return Array.isArray(join) && join[0] === '' && Array.isArray(join[1]) ? join[1] : [value];
}

/** A part of an `Fn::Sub`: as it is written, and what becomes of it; undefined where only the deployment knows. */
export interface Segment {
  readonly source: string;
  readonly value: any;
}

/** The literal parts and the variables of an `Fn::Sub`. */
export function segmentsOf(argument: any): Segment[] {
  const [text, variables] = listed(argument);
  const segments: Segment[] = [];
  let end = 0;
  const addLiteral = (until?: number) => {
    const source = text.slice(end, until);
    if (source !== '') { segments.push({ source, value: source }); }
  };
  for (const match of text.matchAll(VARIABLES)) {
    const [source, isLiteral, name] = match;
    addLiteral(match.index);
    segments.push({ source, value: isLiteral ? `\${${name}}` : ownVariable(variables, name) });
    end = match.index + source.length;
  }
  addLiteral();
  return segments;
}

/** The names of the variables in the text of an `Fn::Sub`. */
export function variablesIn(text: string): string[] {
  return [...text.matchAll(VARIABLES)].flatMap(([, isLiteral, name]) => isLiteral || name === '' ? [] : name.trim());
}

/** The value of a variable that an `Fn::Sub` has itself. */
function ownVariable(variables: any, name: string): any {
  return isObject(variables) && Object.hasOwn(variables, name.trim()) ? variables[name.trim()] : undefined;
}
