import { existsSync, readdirSync } from 'fs';
import { join } from 'path';
import { buildSync } from 'esbuild';

/**
 * Bundles what runs in the Lambda functions of account settings: `src/settings/<name>/handler/index.ts` becomes `lib/handlers/<name>/index.js`.
 *
 * So users need neither a bundler nor Docker. The AWS SDK is left out, because Lambda's Node.js runtimes have it. The same sources give the same
 * bytes, on every machine: see docs/adr/0005-handlers.md.
 */

const ROOT = join(__dirname, '..');
const SETTINGS = join(ROOT, 'src', 'settings');

/** The entry files of the handlers by the names of their settings. */
export function handlerEntries(): Record<string, string> {
  const entries = readdirSync(SETTINGS, { withFileTypes: true })
    .filter(folder => folder.isDirectory())
    .map(({ name }) => [name, join(SETTINGS, name, 'handler', 'index.ts')])
    .filter(([, file]) => existsSync(file));
  return Object.fromEntries(entries.sort());
}

/** Writes the bundle of each handler to a folder of its own in `target`. */
export function bundleHandlers(target: string): void {
  Object.entries(handlerEntries()).forEach(([name, file]) => buildSync({
    absWorkingDir: ROOT,
    entryPoints: [file],
    outfile: join(target, name, 'index.js'),
    bundle: true,
    charset: 'utf8',
    external: ['@aws-sdk/*'],
    format: 'cjs',
    legalComments: 'none',
    logLevel: 'warning',
    platform: 'node',
    target: 'node22',
    tsconfigRaw: {},
  }));
}

if (require.main === module) {
  bundleHandlers(join(ROOT, 'lib', 'handlers'));
}
