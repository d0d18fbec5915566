import { labelOf } from '../../survey/coverage';
import type { TraceNode } from '../../survey/trace-map/trace-node';
import { typeTitle } from '../type-title';

/** Constructs that only hold the resource of another one. */
const WRAPPERS = ['Resource', 'Default'];

/** The end that the CDK gives to a logical id. */
const LOGICAL_ID = /[0-9A-F]{8}$/;

/** What people call a node: a name that the CDK made up is no name, but the path of the construct has one. */
export function nodeLabel({ name, id }: TraceNode): string {
  if (!LOGICAL_ID.test(name)) { return name; }
  const parts = id.replace(/ \(\d+\)$/, '').split('/').filter((part) => !WRAPPERS.includes(part));
  return parts.length < 2 ? name : parts.at(-1)!;
}

/** The same, cut to a width. Of a construct path that is too long, as the names of tasks are, the end tells most. */
export function fittedNodeLabel(node: TraceNode, width: number): string {
  const label = nodeLabel(node);
  const isLongPath = !fits(label, width) && node.id.startsWith(`${label}/`);
  return fitted(isLongPath ? `…${label.slice(label.lastIndexOf('/'))}` : label, width);
}

/** What people call the type of a node. */
export function nodeTypeTitle({ type, isExternal }: TraceNode): string {
  switch (type) {
    case 'client': return 'Callers from outside';
    case 'remote': return 'Web address';
    default: return isExternal ? externalTypeTitle(type) : typeTitle(type);
  }
}

/** Of a service that is called as such, the type says no more than its name. */
function externalTypeTitle(type: string): string {
  return /^AWS::\w+$/.test(type) ? 'AWS service' : `${typeTitle(type)}, elsewhere`;
}

/** The status of a node, as a word and the name of a style. */
export function statusLabel({ status }: TraceNode): string | undefined {
  return status === undefined ? undefined : labelOf(status);
}

/** What a node is called, its type and its status, a line each. */
export function nodeLines(node: TraceNode): string[] {
  return [nodeLabel(node), node.type, ...[statusLabel(node)].flatMap((status) => status ?? [])];
}

/** About how wide characters are, as parts of the size of the font, in the widest of the usual fonts. */
const WIDTHS: readonly (readonly [RegExp, number])[] = [[/[ijl.,:;'|!()[\]]/, 0.4], [/[-frt/ ]/, 0.46], [/[A-Zmw_@%&…]/, 0.82], [/[\u1100-\uffff]/, 1]];
const NARROWEST = Math.min(...WIDTHS.map(([, width]) => width));
const USUAL_WIDTH = 0.66;

/** A text cut in its middle, where the CDK's names differ least, to a width in parts of the size of the font. */
export function fitted(text: string, width: number): string {
  if (fits(text, width)) { return text; }
  const characters = [...text];
  let kept = Math.min(characters.length, Math.max(3, Math.ceil(width / NARROWEST) + 1));
  let cut = text;
  while (kept > 2 && widthOf(cut) > width) {
    kept--;
    const end = Math.floor(kept / 2);
    cut = `${characters.slice(0, kept - end).join('')}…${characters.slice(-end).join('')}`;
  }
  return cut;
}

/** A text in one line or, where it is too long for that, in two: the first ends after a part of the text if it can, and the second is cut. */
export function inTwoLines(text: string, width: number): string[] {
  if (fits(text, width)) { return [text]; }
  const start = startOf(text, width);
  const parts = /^.*[-_./ ]/s.exec(start)?.[0] ?? '';
  const first = fits(parts, width / 2) ? start : parts;
  return [first, fitted(text.slice(first.length), width)];
}

/** As much of the beginning of a text as is not wider than so much. */
function startOf(text: string, width: number): string {
  let start = '';
  for (const character of text) {
    if (!fits(start + character, width)) { break; }
    start += character;
  }
  return start;
}

/** Whether a text is not wider than so many parts of the size of the font. */
export function fits(text: string, width: number): boolean {
  return widthOf(text) <= width;
}

function widthOf(text: string): number {
  return [...text].reduce((sum, character) => sum + (WIDTHS.find(([pattern]) => pattern.test(character))?.[1] ?? USUAL_WIDTH), 0);
}
