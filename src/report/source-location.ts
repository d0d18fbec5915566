import * as fs from 'fs';
import * as path from 'path';
import { pathToFileURL } from 'url';

/** How SARIF names a file. */
interface ArtifactLocation {
  readonly uri: string;
  readonly uriBaseId?: string;
}

/**
 * A file as SARIF names it: relative to the root of the repository in which the command line was run, to which the results belong, and else of the one that
 * the file is in; by its whole address where it is in none and not below the current folder.
 *
 * @param file the file as a person wrote it
 */
export function artifactLocation(file: string): ArtifactLocation {
  const absolute = path.resolve(file);
  const root = [repositoryOf(process.cwd()), repositoryOf(path.dirname(absolute)), process.cwd()]
    .find((folder) => folder !== undefined && isBelow(absolute, folder));
  if (root === undefined) { return { uri: pathToFileURL(absolute).href }; }
  return { uri: path.relative(root, absolute).split(path.sep).map(encodeURIComponent).join('/'), uriBaseId: '%SRCROOT%' };
}

/** The nearest folder above a folder, or that itself, that git tracks. */
function repositoryOf(folder: string): string | undefined {
  if (fs.existsSync(path.join(folder, '.git'))) { return folder; }
  const above = path.dirname(folder);
  return above === folder ? undefined : repositoryOf(above);
}

function isBelow(file: string, folder: string): boolean {
  const relative = path.relative(folder, file);
  return relative.split(path.sep)[0] !== '..' && !path.isAbsolute(relative);
}
