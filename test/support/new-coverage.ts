/** Istanbul's counters of one file, by the ids of its statements, functions and branches. */
export interface FileCoverage {
  readonly s: Record<string, number>;
  readonly f: Record<string, number>;
  readonly b: Record<string, number[]>;
}

/** What the suites of this process have covered, by file. */
const covered = new Map<string, Set<string>>();

/**
 * Leaves, of what a suite has covered, the files of which it has covered more than the suites before it in this process.
 *
 * Nearly each suite loads all sources. Jest copies, sends and merges the counters of them all, which takes longer than most suites run.
 */
export function keepNewCoverage(coverage: Record<string, FileCoverage>): void {
  for (const [path, file] of Object.entries(coverage)) {
    if (!coversMore(path, file)) { delete coverage[path]; }
  }
}

function coversMore(path: string, file: FileCoverage): boolean {
  const known = covered.get(path) ?? new Set();
  const before = known.size;
  coveredIn(file).forEach((id) => known.add(id));
  covered.set(path, known);
  return known.size > before;
}

function coveredIn({ s, f, b }: FileCoverage): string[] {
  const branches = Object.entries(b).flatMap(([id, counts]) => counts.map((count, index): [string, number] => [`b${id}.${index}`, count]));
  return [...prefixed('s', s), ...prefixed('f', f), ...branches].filter(([, count]) => count > 0).map(([id]) => id);
}

function prefixed(prefix: string, counters: Record<string, number>): [string, number][] {
  return Object.entries(counters).map(([id, count]) => [prefix + id, count]);
}
