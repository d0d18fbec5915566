import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import * as ts from 'typescript';
import { lazyIndex, makeLazy } from '../../scripts/lazy-index';

/** What the compiler writes for a module, with the settings that jsii demands. */
function compile(source: string): string {
  const compilerOptions = { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022, esModuleInterop: true, inlineSourceMap: true };
  return ts.transpileModule(source, { compilerOptions }).outputText;
}

describe('a list of names', () => {
  const folder = mkdtempSync(join(tmpdir(), 'lazy-index-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  const loaded: string[] = [];
  let library: any;

  beforeAll(() => {
    (globalThis as any).loaded = loaded;
    const write = (file: string, source: string) => writeFileSync(join(folder, file), compile(source));
    mkdirSync(join(folder, 'mixins'));
    write('index.js', `
      // A comment of the author's.
      export { A, Other as Renamed } from './a';
      export { B } from './b';
      export * as mixins from './mixins';
      export * as tools from './b';
    `);
    write('a.js', '(globalThis as any).loaded.push("a"); export class A {} export class Other {}');
    write('b.js', '(globalThis as any).loaded.push("b"); export class B {}');
    write('mixins/index.js', 'export { M } from "./m";');
    write('mixins/m.js', '(globalThis as any).loaded.push("m"); export class M {}');
    makeLazy(join(folder, 'index.js'));
    library = jest.requireActual(join(folder, 'index.js'));
  });

  test('loads nothing by itself and names everything', () => {
    expect(Object.keys(library).sort()).toEqual(['A', 'B', 'Renamed', 'mixins', 'tools']);
    expect(loaded).toEqual([]);
  });

  test('loads the file of a name on first access, once', () => {
    expect(library.A).toBe(library.A);
    expect(library.A.name).toBe('A');
    expect(library.Renamed.name).toBe('Other');
    expect(loaded).toEqual(['a']);
  });

  test('a namespace is lazy, and so are the names of its own index', () => {
    expect(Object.keys(library.mixins)).toEqual(['M']);
    expect(loaded).not.toContain('m');
    expect(library.mixins.M.name).toBe('M');
    expect(loaded).toContain('m');
  });

  test('a namespace of a plain file is left to that file', () => {
    expect(library.tools.B).toBe(library.B);
    expect(readFileSync(join(folder, 'b.js'), 'utf8')).toContain('class B');
  });
});

test.each([
  ['export *', 'export * from "./a";'],
  ['code of its own', 'export { A } from "./a"; export const x = 1;'],
  ['a default import', 'import A from "./a"; export { A };'],
  ['a package', 'export { App } from "aws-cdk-lib";'],
  ['nothing', ''],
])('an index with %s is refused', (_, source) => {
  expect(() => lazyIndex(compile(source))).toThrow(/compiled index/);
});

test('its own output is refused', () => {
  const once = lazyIndex(compile('export { A } from "./a";'));
  expect(() => lazyIndex(once)).toThrow('unknown line in the compiled index: function lazy(name, load) {');
});
