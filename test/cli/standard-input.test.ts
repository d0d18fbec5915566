import { spawn } from 'child_process';
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

test('the command waits for a template that comes late', async () => {
  const [typescript, program] = ['test/support/typescript.js', 'src/cli/cdk-xray.ts'].map((file) => join(__dirname, '../..', file));
  const child = spawn(process.execPath, ['--require', typescript, program, 'audit', '-']);
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
