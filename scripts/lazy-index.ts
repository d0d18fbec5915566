import { existsSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { dirname, join } from 'path';

/**
 * Makes the compiled index lazy: each exported name loads its file on first access, as
 * aws-cdk-lib's own index does. So importing the library costs next to nothing, and a construct
 * may import the service module that it needs in the ordinary way.
 *
 * Only the shape that the compiler gives a list of names is understood; anything else is an error,
 * because a line that is passed over would be an export lost.
 */

interface LazyExport {
  readonly name: string;
  readonly path: string;
  /** The name inside the file; absent where the whole module is exported. */
  readonly imported?: string;
}

const PREAMBLE = /^"use strict";\n(?:var __(?:createBinding|setModuleDefault|importStar) = [^]*?;\n)*Object\.defineProperty\(exports, "__esModule", \{ value: true \}\);\n/;
const DECLARATION = /^(?:exports\.\w+ = )+void 0;$/;
const REQUIRE = /^(?:var|const) (\w+) = require\("(\.[^"]+)"\);$/;
const NAMED = /^Object\.defineProperty\(exports, "(\w+)", \{ enumerable: true, get: function \(\) \{ return (\w+)\.(\w+); \} \}\);$/;
const NAMESPACE = /^exports\.(\w+) = __importStar\(require\("(\.[^"]+)"\)\);$/;
const COMMENT = /^(?:\/\/|\/\*| \*)/;

/** The lazy equivalent of an index as the compiler wrote it. */
export function lazyIndex(source: string): string {
  const { declarations, lazyExports } = parse(source);
  const declared = [...declarations.join('\n').matchAll(/exports\.(\w+)/g)].map(match => match[1]).sort();
  const found = lazyExports.map(({ name }) => name).sort();
  if (declared.length === 0 || declared.join() !== found.join()) {
    throw new Error(`the compiled index declares [${declared}] but exports [${found}]: `
      + 'src/index.ts may hold only `export { … } from` and `export * as … from`');
  }
  return [
    '"use strict";',
    'Object.defineProperty(exports, "__esModule", { value: true });',
    // Node.js finds the names for `import` statements by these assignments.
    ...declarations,
    'function lazy(name, load) {',
    '    Object.defineProperty(exports, name, { enumerable: true, configurable: true, get: function () {',
    '        var value = load();',
    '        Object.defineProperty(exports, name, { enumerable: true, value: value });',
    '        return value;',
    '    } });',
    '}',
    ...lazyExports.map(renderExport),
    '',
  ].join('\n');
}

function parse(source: string) {
  const preamble = PREAMBLE.exec(source);
  if (!preamble) {
    throw new Error('the compiled index does not begin as the compiler writes it: mend the pattern in scripts/lazy-index.ts');
  }
  const declarations: string[] = [];
  const lazyExports: LazyExport[] = [];
  const paths = new Map<string, string>();
  for (const line of source.slice(preamble[0].length).split('\n')) {
    let match: RegExpExecArray | null;
    if ((match = REQUIRE.exec(line))) {
      paths.set(match[1], match[2]);
    } else if ((match = NAMED.exec(line)) && paths.has(match[2])) {
      lazyExports.push({ name: match[1], path: paths.get(match[2])!, imported: match[3] });
    } else if ((match = NAMESPACE.exec(line))) {
      lazyExports.push({ name: match[1], path: match[2] });
    } else if (DECLARATION.test(line)) {
      declarations.push(line);
    } else if (line !== '' && !COMMENT.test(line)) {
      throw new Error(`unknown line in the compiled index: ${line}\n`
        + 'src/index.ts may hold only `export { … } from` and `export * as … from`');
    }
  }
  return { declarations, lazyExports };
}

function renderExport({ name, path, imported }: LazyExport): string {
  const member = imported ? `.${imported}` : '';
  return `lazy("${name}", function () { return require("${path}")${member}; });`;
}

/** Rewrites an index file and the indexes of the folders that it exports as namespaces. Their source maps no longer fit them. */
export function makeLazy(indexFile: string): void {
  const source = readFileSync(indexFile, 'utf8');
  for (const { path, imported } of parse(source).lazyExports) {
    const nested = join(dirname(indexFile), path, 'index.js');
    if (!imported && existsSync(nested)) {
      makeLazy(nested);
    }
  }
  writeFileSync(indexFile, lazyIndex(source));
  rmSync(`${indexFile}.map`, { force: true });
}

if (require.main === module) {
  makeLazy(join(__dirname, '..', 'lib', 'index.js'));
}
