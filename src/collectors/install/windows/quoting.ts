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

/** A document as a here-string. A line that begins with a quote ends it, and no line of ours does: what a user can say stands in them within JSON's quotes. */
export function hereString(document: string): string {
  return `@'\n${document.trimEnd()}\n'@`;
}
