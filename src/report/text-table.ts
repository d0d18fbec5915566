/** The lines of an aligned table: its head and its rows. */
export function tableLines(head: readonly string[], rows: readonly (readonly string[])[], alignment: readonly ('left' | 'right')[]): string[] {
  const widths = head.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column].length)));
  const cell = (text: string, column: number) => alignment[column] === 'right' ? text.padStart(widths[column]) : text.padEnd(widths[column]);
  return [head, ...rows].map((row) => row.map(cell).join('  ').trimEnd());
}

/** A text broken at blanks, so that no line is longer than the width unless a single word is. */
export function wrapped(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(/\s+/)) {
    const last = lines[lines.length - 1];
    if (last !== undefined && last.length + 1 + word.length <= width) {
      lines[lines.length - 1] = `${last} ${word}`;
    } else {
      lines.push(word);
    }
  }
  return lines;
}
