import { misuse, shown } from '../../../private/errors';

/** A text as PowerShell has it, without anything being expanded. PowerShell takes typographic quotes for quotes too. */
export function quoted(text: string): string {
  return `'${text.replace(/['\u2018\u2019\u201A\u201B]/g, '$&$&')}'`;
}

/** Assignments of PowerShell variables, one a line. */
export function assignments(values: Record<string, string | boolean | number>): string {
  return Object.entries(values).map(([name, value]) => `$${name} = ${literal(value)}`).join('\n');
}

function literal(value: string | boolean | number): string {
  if (typeof value === 'string') { return quoted(value); }
  return typeof value === 'boolean' ? `$${value}` : String(value);
}

/** A document as a here-string, which nothing but its own end can end. */
export function hereString(document: string): string {
  const text = document.replace(/\r\n?/g, '\n').replace(/\n*$/, '');
  const end = /^['\u2018\u2019\u201A\u201B]@.*/m.exec(text);
  if (end) {
    throw misuse(`\`configuration\` must not have a line that begins as ${shown(end[0])}, which ends it in the installation script.`);
  }
  return `@'\n${text}\n'@`;
}
