import * as fs from 'fs';
import * as path from 'path';

/** Whether there is a file at a path, and not a folder or something that may never end, such as a named pipe. */
export function isRegularFile(file: string): boolean {
  return fs.statSync(file, { throwIfNoEntry: false })?.isFile() === true;
}

/** Whether a file, which must exist, really is in a folder, wherever symbolic links lead. */
export function isInside(file: string, folder: string): boolean {
  const relative = path.relative(fs.realpathSync(folder), fs.realpathSync(file));
  return relative !== '..' && !relative.startsWith(`..${path.sep}`) && !path.isAbsolute(relative);
}

/**
 * The real path of the file that a template names by a path; undefined where that is a web address, or where there is no such file.
 *
 * @param location what the template says
 * @param template the file of the template, to which a path is relative
 * @param root the folder out of which no path leads
 */
export function localFile(location: string, template: string, root: string): string | undefined {
  if (/^[a-z0-9]+:/i.test(location)) { return undefined; }
  const candidate = path.resolve(path.dirname(template), location);
  return fs.existsSync(candidate) && fs.statSync(candidate).isFile() && isInside(candidate, root) ? fs.realpathSync(candidate) : undefined;
}
