import { mkdtempSync, readFileSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { writePieces } from '../../src/checks/write-pieces';

const folder = mkdtempSync(join(tmpdir(), 'cdk-xray-pieces-'));
afterAll(() => rmSync(folder, { recursive: true }));

test.each([
  ['nothing', []],
  ['short pieces', ['a', '', 'b\n']],
  ['thousands of pieces of which no character is one byte', Array.from({ length: 50_000 }, (_, index) => `→ 😀 ${index}\n`)],
  ['pieces longer than what is written at a time', ['→'.repeat(100_000), 'short', '😀'.repeat(100_000)]],
  ['a long piece after nearly enough to write', ['→'.repeat(32_000), '→'.repeat(33_000)]],
])('%s are written whole', (_, pieces) => {
  const file = join(folder, 'text');
  writePieces(file, pieces);
  expect(readFileSync(file, 'utf8')).toBe(pieces.join(''));
});

test('a file that cannot be written is an error', () => {
  expect(() => writePieces(join(folder, 'none', 'text'), ['a'])).toThrow('ENOENT');
});
