import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';

const { findTemplates } = jest.requireActual('../../scripts/corpus/find-templates');

let directory: string;

beforeEach(() => {
  directory = fs.mkdtempSync(path.join(os.tmpdir(), 'find-templates-'));
});

afterEach(() => {
  fs.rmSync(directory, { recursive: true });
});

function write(name: string) {
  fs.mkdirSync(path.dirname(path.join(directory, name)), { recursive: true });
  fs.writeFileSync(path.join(directory, name), '{}');
}

test('finds every kind of template in every folder, sorted', () => {
  ['z.yaml', 'a/b/c.template', 'a/d.YML', 'a/e.json', 'README.md', 'a/code.py'].forEach(write);
  const names = findTemplates(directory).map((file: string) => path.relative(directory, file));
  expect(names).toEqual(['a/b/c.template', 'a/d.YML', 'a/e.json', 'z.yaml']);
});

test('does not follow links', () => {
  ['real/a.json'].forEach(write);
  fs.symlinkSync(path.join(directory, 'real'), path.join(directory, 'linked'));
  fs.symlinkSync(path.join(directory, 'real', 'a.json'), path.join(directory, 'linked.json'));
  expect(findTemplates(directory)).toEqual([path.join(directory, 'real', 'a.json')]);
});
