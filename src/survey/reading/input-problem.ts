/** A place in a text; both numbers count from 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** What is wrong with something that was to be read, for the person who gave it. */
export class InputProblem extends Error {
  /**
   * @param reason what is wrong, and what to do about it
   * @param file the file, as the person wrote it
   * @param position where in the file
   */
  constructor(public readonly reason: string, public readonly file: string, public readonly position?: Position) {
    super(`${file}${position ? `:${position.line}:${position.column}` : ''}: ${reason}`);
  }
}

/** That a file is well-formed, but something else than a template. */
export class NoTemplate extends InputProblem {}

/** What is read, or undefined where something is wrong with it, which is handed on. */
export function attempted<T>(read: () => T, onProblem: (problem: InputProblem) => void): T | undefined {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof InputProblem)) { throw error; }
    onProblem(error);
    return undefined;
  }
}

/** Adds a problem to others. A template may be met by itself and as a nested stack, or as several. */
export function addOnce(problem: InputProblem, problems: InputProblem[]): void {
  if (!problems.some(({ message }) => message === problem.message)) { problems.push(problem); }
}

/** The position of an offset in a text. */
export function positionAt(text: string, offset: number): Position {
  const before = text.slice(0, offset);
  const lineStart = before.lastIndexOf('\n') + 1;
  return { line: before.split('\n').length, column: offset - lineStart + 1 };
}

/** The position where a key of a JSON or YAML text first stands; undefined where it does not. */
export function positionOfKey(text: string, key: string): Position | undefined {
  const escaped = key.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const match = new RegExp(`(^|[\\s{,])(["']?)${escaped}\\2\\s*:`, 'm').exec(text);
  return match ? positionAt(text, match.index + match[1].length) : undefined;
}
