import { extname } from 'path';
import { choice } from './arguments';
import { UsageError } from './command';

/** The formats of a command. */
export interface Formats<T extends string> {
  readonly names: readonly T[];
  /** What the names of files of a format end in. */
  readonly endings: Readonly<Record<string, T>>;
  /** The format where neither an option nor the name of a file tells one. */
  readonly usual: T;
}

/** The options of a command that say what it writes. */
interface FormatOptions {
  readonly format?: string;
  readonly output?: string;
}

/** The format that was asked for, else what the name of the file ends in. Throws a UsageError where no format has that end. */
export function outputFormat<T extends string>({ format, output = '' }: FormatOptions, { names, endings, usual }: Formats<T>): T {
  if (format !== undefined) { return choice('format', format, names); }
  const ending = extname(output).toLowerCase();
  if (ending === '') { return usual; }
  const matching = Object.keys(endings).filter((each) => output.toLowerCase().endsWith(each)).sort((a, b) => b.length - a.length);
  if (matching.length === 0) { throw new UsageError(`\`-o ${output}\`: no format ends in ${ending}; give --format`); }
  return endings[matching[0]];
}

/** The ends of names, for the text of `--help`. */
export function listOfEndings({ endings }: Formats<string>): string {
  return Object.keys(endings).join(', ');
}
