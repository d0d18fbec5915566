import { isObject } from '../template/intrinsics';
import { joined, plainParts, searchableText, type Segment, segmentsOf } from '../template/template-text';

/**
 * Puts a text into a template value that makes a text.
 *
 * What is put in stands in an `Fn::Join`, outside of every `Fn::Sub`, which would take the `${NAME}` of shell scripts for its own.
 *
 * @param position where, counted in the characters of `searchableText(value)`
 * @returns undefined where an intrinsic function would have to be torn apart
 */
export function inserted(value: any, position: number, addition: string): any {
  if (position === searchableText(value).length) { return composed([...plainParts(value), addition]); }
  const before: any[] = [];
  const after = allParts(value);
  let missing = position;
  while (missing > 0) {
    const part = after.shift();
    const { length } = searchableText(part);
    const halves = length <= missing ? [part] : halved(part, missing);
    if (!halves) { return undefined; }
    before.push(halves[0]);
    after.unshift(...halves.slice(1));
    missing -= length;
  }
  return composed([...before, addition, ...after]);
}

function allParts(value: any): any[] {
  const join = isObject(value) ? value['Fn::Join'] : undefined;
  return Array.isArray(join) && Array.isArray(join[1]) ? joined(join as [string, any[]]).flatMap(allParts) : [value];
}

function halved(part: any, position: number): any[] | undefined {
  if (typeof part === 'string') { return [part.slice(0, position), part.slice(position)]; }
  return isObject(part) && 'Fn::Sub' in part ? halvedSubstitution(part['Fn::Sub'], position) : undefined;
}

function halvedSubstitution(argument: any, position: number): any[] | undefined {
  const [, variables] = Array.isArray(argument) ? argument : [argument];
  const before: Segment[] = [];
  const after = segmentsOf(argument);
  let missing = position;
  while (missing > 0) {
    const segment = after.shift()!;
    const text = searchableText(segment.value ?? {});
    if (text.length > missing && segment.source !== segment.value) { return undefined; }
    before.push({ source: segment.source.slice(0, text.length > missing ? missing : undefined), value: segment.value });
    if (text.length > missing) { after.unshift({ source: segment.source.slice(missing), value: segment.source.slice(missing) }); }
    missing -= text.length;
  }
  return [before, after].map((segments) => substitution(segments.map(({ source }) => source).join(''), variables));
}

/** An `Fn::Sub` with those of the variables that its text names; just the text where it names none at all. */
function substitution(text: string, variables: Record<string, any> = {}): any {
  if (!text.includes('${')) { return text; }
  const named = Object.entries(variables).filter(([name]) => text.includes(`\${${name}}`));
  return { 'Fn::Sub': named.length > 0 ? [text, Object.fromEntries(named)] : text };
}

function composed(parts: readonly any[]): any {
  const merged: any[] = [];
  for (const part of parts) {
    const last = merged[merged.length - 1];
    if (typeof last === 'string' && typeof part === 'string') {
      merged[merged.length - 1] = last + part;
    } else if (part !== '') {
      merged.push(part);
    }
  }
  return merged.length === 1 ? merged[0] : { 'Fn::Join': ['', merged] };
}
