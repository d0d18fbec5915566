'use strict';

/**
 * Lines of an aligned table.
 *
 * @param columns one `{ title, align }` each; `align` is 'right' for numbers
 * @param rows arrays of cells, as many as there are columns
 */
function tableLines(columns, rows) {
  const cells = [columns.map((column) => column.title), ...rows.map((row) => row.map(String))];
  const widths = columns.map((_, index) => Math.max(...cells.map((row) => row[index].length)));
  const pad = (text, index) => (columns[index].align === 'right' ? text.padStart(widths[index]) : text.padEnd(widths[index]));
  return cells.map((row) => row.map(pad).join('  ').trimEnd());
}

/** A text broken at blanks, so that no line is longer than the width unless a single word is. */
function wrap(text, width) {
  const lines = [''];
  for (const word of text.split(/\s+/)) {
    const line = lines.pop();
    lines.push(...(line && line.length + 1 + word.length > width ? [line, word] : [line ? `${line} ${word}` : word]));
  }
  return lines;
}

module.exports = { tableLines, wrap };
