import { existsSync } from 'fs';
import { join } from 'path';

/** The path is the same from `src` and from `lib`. */
const LIB = join(__dirname, '..', '..', 'lib');

/**
 * The path of a file or a folder in `lib` that the package brings along and that is no module.
 *
 * @throws if it is not there, as in an app that was bundled into one file
 */
export function packageFile(...path: readonly string[]): string {
  const file = join(LIB, ...path);
  if (existsSync(file)) { return file; }
  throw new Error(`cdk-xray does not find ${['lib', ...path].join('/')} of its package: there is no ${file}. Bundlers leave out what is no module. `
    + 'Where an app is bundled, leave `cdk-xray` out of the bundle; for esbuild that is `--external:cdk-xray`.');
}
