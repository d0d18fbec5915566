/** Where a command reads from and writes to. */
export interface CommandIo {
  readonly stdout: TextTarget;
  readonly stderr: TextTarget;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** All of standard input, or as much of it as tells that it is no template. */
  readStdin(): Promise<string>;
}

/** A stream that texts are written to. */
export interface TextTarget {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

/** A command of the command line: one file each, registered in commands.ts. */
export interface Command {
  readonly name: string;
  /** What it does, in one line. */
  readonly summary: string;
  /** The text of `--help`. */
  readonly help: string;

  /**
   * Does what the arguments ask for. Throws a UsageError where they ask for nothing that it can do.
   *
   * @param args the arguments after the command's name
   * @returns the exit code
   */
  run(args: readonly string[], io: CommandIo): number | Promise<number>;
}

/** Exit codes of all commands. */
export const ExitCode = {
  /** All is well. */
  CLEAN: 0,
  /** There are findings. */
  FINDINGS: 1,
  /** The command was not understood, or something could not be read or written. */
  TROUBLE: 2,
} as const;

/** What is wrong with the arguments of a command, for the person who typed them. */
export class UsageError extends Error {}
