'use strict';
/** The arithmetic of the report; pure, so that it can be tested. */

/** @param {number[]} values at least one */
function median(values) {
  if (values.length === 0) throw new Error('`values` is empty: a median needs at least one');
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/**
 * Direct cost in µs per construct, one value per round: the CPU time of the variant's own calls plus what the aspects
 * phase takes longer than in the same round's bare run. Pairing within a round cancels slow drifts of the machine.
 *
 * @param {{ calls: number, aspects: number }[]} runs milliseconds, one per round
 * @param {{ aspects: number, constructs: number }[]} bareRuns of the same rounds
 */
function directCosts(runs, bareRuns) {
  return runs.map((run, round) => {
    const bare = bareRuns[round];
    return (run.calls + run.aspects - bare.aspects) * 1000 / bare.constructs;
  });
}

/** A Markdown table; the first column is text, the others are numbers. */
function markdownTable(header, rows) {
  const widths = header.map((title, column) => Math.max(3, title.length, ...rows.map(row => row[column].length)));
  const line = (cells) => `| ${cells.map((cell, column) => column === 0 ? cell.padEnd(widths[0]) : cell.padStart(widths[column])).join(' | ')} |`;
  const rule = widths.map((width, column) => column === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`);
  return [line(header), line(rule), ...rows.map(line)].join('\n');
}

module.exports = { directCosts, markdownTable, median };
