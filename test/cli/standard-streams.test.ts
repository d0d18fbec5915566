import { spawn, spawnSync } from 'child_process';
import { existsSync, openSync } from 'fs';
import { join } from 'path';
import { Readable } from 'stream';
import { readStream } from '../../src/cli/standard-input';

test('a stream is read to its end, characters of several chunks included', async () => {
  const [first, second] = [Buffer.from('Größe').subarray(0, 3), Buffer.from('Größe').subarray(3)];
  expect(await readStream(Readable.from([first, second]))).toBe('Größe');
});

test('of a stream without end no more is read than tells that it is no template', async () => {
  function* endless() { for (;;) { yield Buffer.alloc(1024 * 1024, 'y'); } }
  expect((await readStream(Readable.from(endless()))).length).toBe(11 * 1024 * 1024);
});

const COMMAND = ['--require', join(__dirname, '../support/typescript.js'), join(__dirname, '../../src/cli/cdk-xray.ts')];

(existsSync('/dev/full') ? test : test.skip)('standard error that takes nothing is trouble, and no finding', () => {
  const { status } = spawnSync(process.execPath, [...COMMAND, 'audit', 'nowhere.json'], { stdio: ['ignore', 'pipe', openSync('/dev/full', 'w')] });
  expect(status).toBe(2);
});

(existsSync('/dev/full') ? test : test.skip)('standard output that takes nothing is trouble, and no finding', () => {
  const { status, stderr } = spawnSync(process.execPath, [...COMMAND, '--version'], { stdio: ['ignore', openSync('/dev/full', 'w'), 'pipe'], encoding: 'utf8' });
  expect([status, stderr]).toEqual([2, 'cdk-xray: cannot write to standard output: no space is left\n']);
});

test('the command waits for a template that comes late', async () => {
  const child = spawn(process.execPath, [...COMMAND, 'audit', '-']);
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (text) => { stdout += text; });
  child.stderr.on('data', (text) => { stderr += text; });
  child.stdin.write('Resources:\n  Topic:\n');
  setTimeout(() => child.stdin.end('    Type: AWS::SNS::Topic\n'), 3_000);
  const code = await new Promise((resolve) => child.on('close', resolve));
  expect([code, stderr]).toEqual([1, '']);
  expect(stdout).toContain('standard input/Topic');
}, 60_000);
