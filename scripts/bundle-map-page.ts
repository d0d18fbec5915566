import { readFileSync } from 'fs';
import { join } from 'path';
import { buildSync } from 'esbuild';

/**
 * Bundles the script of the trace map's page, with the layout library that it uses in the browser: `src/report/html/map/browser/index.ts` becomes
 * `lib/report/html/map/page.js`. The same sources give the same bytes, on every machine.
 */

const ROOT = join(__dirname, '..');

/** Writes the bundle to a file. The pages that people make carry it on, so it carries the license of what it holds. */
export function bundleMapPage(outfile: string): void {
  const license = readFileSync(join(ROOT, 'node_modules', '@dagrejs', 'dagre', 'LICENSE'), 'utf8').trim();
  buildSync({
    absWorkingDir: ROOT,
    entryPoints: [join(ROOT, 'src', 'report', 'html', 'map', 'browser', 'index.ts')],
    outfile,
    banner: { js: `/*! Holds @dagrejs/dagre and @dagrejs/graphlib:\n${license}\n*/` },
    bundle: true,
    charset: 'utf8',
    format: 'iife',
    legalComments: 'none',
    logLevel: 'warning',
    minify: true,
    platform: 'browser',
    target: 'es2021',
    tsconfigRaw: {},
  });
}

if (require.main === module) {
  bundleMapPage(join(ROOT, 'lib', 'report', 'html', 'map', 'page.js'));
}
