import { main } from '../../src/cli/main';

/** What a run of the command line came to. */
export interface Run {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the command line within this process. */
export async function run(args: readonly string[], options: { stdin?: string; isTTY?: boolean; env?: Record<string, string> } = {}): Promise<Run> {
  let stdout = '';
  let stderr = '';
  const code = await main(args, {
    stdout: { isTTY: options.isTTY, write: (text) => { stdout += text; } },
    stderr: { isTTY: options.isTTY, write: (text) => { stderr += text; } },
    env: options.env ?? {},
    readStdin: async () => options.stdin ?? '',
  });
  return { code, stdout, stderr };
}
