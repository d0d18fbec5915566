import type { CommandIo } from './command';
import { Progress } from './progress';
import { sayable } from '../report/sayable';
import { InputReader, type ReadInputs } from '../survey/reading/input-reader';

/** What stands for standard input among the paths. */
const STDIN = '-';

/** Reads what the arguments name, and tells on standard error what was passed over and what could not be read. */
export async function readInputs(paths: readonly string[], io: CommandIo): Promise<ReadInputs> {
  const progress = new Progress(io.stderr);
  const reader = new InputReader((name) => progress.show(`Reading ${name}`));
  for (const path of paths) {
    if (path === STDIN) { reader.readText(await io.readStdin(), 'standard input'); } else { reader.read(path); }
  }
  progress.clear();
  tellNotes(reader.passedOver.map(({ message }) => message), io);
  tellProblems(reader.inputs.problems.map(({ message }) => message), io);
  return reader.inputs;
}

/** Tells on standard error what is left out, though nothing is wrong with it. */
export function tellNotes(notes: readonly string[], io: CommandIo): void {
  tellProblems(notes.map((note) => `note: ${note}`), io);
}

/** Tells on standard error what went wrong. */
export function tellProblems(problems: readonly string[], io: CommandIo): void {
  for (const problem of problems) { io.stderr.write(`cdk-xray: ${sayable(problem)}\n`); }
}
