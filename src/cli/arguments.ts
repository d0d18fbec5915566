import { parseArgs, type ParseArgsConfig } from 'util';
import { UsageError } from './command';

/** Parses arguments. Throws a UsageError, in the words of Node.js, where they are not what the options say. */
export function parsedArguments<T extends ParseArgsConfig>(config: T): ReturnType<typeof parseArgs<T>> {
  try {
    return parseArgs(config);
  } catch (error) {
    throw new UsageError((error as Error).message.split('. To specify')[0].replace(/\n/g, ' '));
  }
}

/** The paths that a command is given. Throws where there is none. */
export function requiredPaths(positionals: readonly string[]): readonly string[] {
  if (positionals.length === 0) { throw new UsageError('no PATH was given: name a cloud assembly such as `cdk.out`, a template, or a folder of either'); }
  return positionals;
}

/** One of the values that an option can have. */
export function choice<T extends string>(option: string, value: string, choices: readonly T[]): T {
  const chosen = choices.find((candidate) => candidate === value);
  if (chosen === undefined) { throw new UsageError(`\`--${option}\` must be one of ${choices.join(', ')}, got: ${value}`); }
  return chosen;
}
