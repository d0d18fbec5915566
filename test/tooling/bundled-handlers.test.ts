import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { bundleHandlers, handlerEntries } from '../../scripts/bundle-handlers';

const COMPILED = join(__dirname, '..', '..', 'lib', 'handlers');

let folder: string;
beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'bundled-handlers-')); });
afterEach(() => rmSync(folder, { recursive: true }));

/** The files in a folder and what they hold. */
function filesIn(root: string): Record<string, string> {
  const files = readdirSync(root, { recursive: true, withFileTypes: true }).filter(file => file.isFile());
  const contents = files.map(({ parentPath, name }) => [join(parentPath, name).slice(root.length + 1), readFileSync(join(parentPath, name), 'utf8')]);
  return Object.fromEntries(contents.sort());
}

test('every handler is bundled into one file', () => {
  bundleHandlers(folder);
  expect(Object.keys(filesIn(folder))).toEqual(Object.keys(handlerEntries()).map(name => `${name}/index.js`));
  expect(Object.keys(handlerEntries())).toEqual(expect.arrayContaining(['default-sampling-rule', 'encryption']));
});

test('the same sources give the same bytes, here and in the compiled library', () => {
  bundleHandlers(join(folder, 'one'));
  bundleHandlers(join(folder, 'other'));
  expect(filesIn(join(folder, 'one'))).toEqual(filesIn(join(folder, 'other')));
  expect(filesIn(join(folder, 'one'))).toEqual(filesIn(COMPILED));
});

test('a bundle is small, names no folder of this machine, and needs nothing but the AWS SDK', () => {
  bundleHandlers(folder);
  Object.values(filesIn(folder)).forEach(bundle => {
    expect(bundle.length).toBeLessThan(16_000);
    expect(bundle).not.toContain(join(__dirname, '..', '..'));
    const required = [...bundle.matchAll(/require\("([^"]+)"\)/g)].map(match => match[1]);
    expect([...new Set(required)]).toEqual(['@aws-sdk/client-xray']);
  });
});
