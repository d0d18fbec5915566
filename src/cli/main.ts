import { type Command, type CommandIo, ExitCode, UsageError } from './command';
import { COMMANDS } from './commands';
import { tellProblems } from './read-inputs';
import { libraryVersion } from '../report/version';

/**
 * The command line.
 *
 * @param args the arguments after the program's name
 * @returns the exit code
 */
export async function main(args: readonly string[], io: CommandIo): Promise<number> {
  const [name, ...rest] = args[0] === 'help' && args.length > 1 ? [args[1], '--help'] : args;
  if (name === '--version') { return print(`${libraryVersion()}\n`, io); }
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') { return print(generalHelp(), io); }
  const command = COMMANDS.find((candidate) => candidate.name === name);
  if (!command) { return trouble(`there is no command \`${name}\``, 'cdk-xray --help', io); }
  return rest.includes('--help') || rest.includes('-h') ? print(`${command.help.trim()}\n`, io) : runCommand(command, rest, io);
}

async function runCommand(command: Command, args: readonly string[], io: CommandIo): Promise<number> {
  try {
    return await command.run(args, io);
  } catch (error) {
    return trouble((error as Error).message, error instanceof UsageError ? `cdk-xray ${command.name} --help` : undefined, io);
  }
}

function print(text: string, io: CommandIo): number {
  io.stdout.write(text);
  return ExitCode.CLEAN;
}

function trouble(message: string, help: string | undefined, io: CommandIo): number {
  tellProblems([message], io);
  if (help !== undefined) { io.stderr.write(`Run \`${help}\` for what there is.\n`); }
  return ExitCode.TROUBLE;
}

function generalHelp(): string {
  const width = Math.max(...COMMANDS.map(({ name }) => name.length));
  return `Usage: cdk-xray COMMAND [ARGUMENTS]

Commands:
${COMMANDS.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}`).join('\n')}

  --help     this text, or after a command what it does and its options
  --version  the version
`;
}
