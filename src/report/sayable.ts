import type { ReportData } from './report-data';

/**
 * What steers whoever shows a text, and is not shown itself: control characters, ends of lines, marks that turn the direction of writing, halves of
 * characters, and beginnings of commands, which CI servers read from their logs: `::` at the beginning of a line, at which any word may come to stand, and
 * `##[` anywhere.
 * @see https://github.com/actions/runner/blob/main/src/Runner.Common/ActionCommand.cs
 */
const STEERING = /[\0-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufffe\uffff]|\p{Cs}|(?<!\S):(?=:[a-zA-Z])|#(?=#\w*\[)/gu;

/** Whether a text has anything that steers. Nearly none has. */
export function isSteering(text: string): boolean {
  return ANY_STEERING.test(text);
}

const ANY_STEERING = new RegExp(STEERING.source, 'u');

/** What is told in sentences, in which somebody may have ended lines. All else are names, each in one line. */
const SENTENCES = ['message', 'reason', 'fix', 'advice', 'acknowledgement'];

/** A text of which all can be seen, whatever names the templates brought into it: what would steer is written as JSON escapes it. */
export function sayable(text: string): string {
  return text.replace(STEERING, escaped);
}

/** The data of a report with all of its texts sayable, as a text for a terminal, a log or a comment needs it. */
export function sayableReport({ coverage, stacks, resourceTypes, resources, findings, openFindings, unreadable }: ReportData): ReportData {
  return sayableData({ coverage, stacks, resourceTypes, resources, findings, openFindings, unreadable });
}

/** Data with all of its texts sayable. What is so already stays the same object. */
export function sayableData<T>(data: T): T {
  return sayableValue(data, sayable) as T;
}

function sayableValue(value: unknown, say: (text: string) => string): unknown {
  if (typeof value === 'string') { return say(value); }
  if (Array.isArray(value)) { return sayableList(value, say); }
  return typeof value === 'object' && value !== null ? sayableObject(value) : value;
}

function sayableList(list: readonly unknown[], say: (text: string) => string): readonly unknown[] {
  const items = list.map((item) => sayableValue(item, say));
  return items.some((item, index) => item !== list[index]) ? items : list;
}

function sayableObject(object: object): object {
  const changed = Object.entries(object).flatMap(([key, value]) => {
    const said = sayableValue(value, SENTENCES.includes(key) ? sayableSentence : sayable);
    return said === value ? [] : [[key, said]];
  });
  return changed.length === 0 ? object : { ...object, ...Object.fromEntries(changed) };
}

function sayableSentence(text: string): string {
  return text.replace(STEERING, (character) => /[\t\n\r]/.test(character) ? character : escaped(character));
}

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
