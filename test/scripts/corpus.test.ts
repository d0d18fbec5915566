import { spawnSync } from 'child_process';
import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';

const SCRIPT = path.join(__dirname, '..', '..', 'scripts', 'corpus.js');

function corpus(...args: string[]) {
  return spawnSync(process.execPath, [SCRIPT, ...args], { encoding: 'utf-8' });
}

test.each([
  [[], 'Expected one folder, got nothing.'],
  [['a', 'b'], 'Expected one folder, got a b.'],
  [['--help'], 'Expected one folder, got --help.'],
  [['no-such-folder'], 'no-such-folder is not a folder.'],
  [[SCRIPT], `${SCRIPT} is not a folder.`],
])('%p is a usage error', (args, message) => {
  const { status, stderr } = corpus(...args);
  expect(status).toBe(2);
  expect(stderr).toContain(message);
  expect(stderr).toContain('Usage: npm run corpus -- DIR');
});

test('a folder without templates is a usage error', () => {
  const directory = fs.mkdtempSync(path.join(os.tmpdir(), 'corpus-'));
  try {
    expect(corpus(directory)).toMatchObject({ status: 2, stderr: expect.stringContaining('has no template') });
  } finally {
    fs.rmSync(directory, { recursive: true });
  }
});
