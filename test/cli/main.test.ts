import { run } from './run';
import { COMMANDS } from '../../src/cli/commands';

test('the help names every command', async () => {
  const { code, stdout, stderr } = await run(['--help']);
  expect([code, stderr]).toEqual([0, '']);
  COMMANDS.forEach(({ name, summary }) => expect(stdout).toContain(`${name}  ${summary}`.replace(name, name.padEnd(Math.max(...COMMANDS.map((c) => c.name.length))))));
  expect((await run([])).stdout).toBe(stdout);
});

test.each(COMMANDS.map(({ name }) => name))('%s --help says what it does', async (name) => {
  const { code, stdout } = await run([name, '--help']);
  expect(code).toBe(0);
  expect(stdout).toMatch(new RegExp(`^Usage: cdk-xray ${name}`));
});

test('help before a command is its --help', async () => {
  expect(await run(['help', 'audit'])).toEqual(await run(['audit', '--help']));
  expect((await run(['help', 'adit'])).code).toBe(2);
});

test('the version is that of the package', async () => {
  expect((await run(['--version'])).stdout).toMatch(/^\d+\.\d+\.\d+\S*\n$/);
});

test('an unknown command is told', async () => {
  expect(await run(['adit'])).toEqual({ code: 2, stdout: '', stderr: 'cdk-xray: there is no command `adit`\nRun `cdk-xray --help` for what there is.\n' });
});
