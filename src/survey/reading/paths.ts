import * as fs from 'fs';
import * as path from 'path';

/** Whether a file, which must exist, really is in a folder, wherever symbolic links lead. */
export function isInside(file: string, folder: string): boolean {
  const relative = path.relative(fs.realpathSync(folder), fs.realpathSync(file));
  return relative !== '..' && !relative.startsWith(`..${path.sep}`) && !path.isAbsolute(relative);
}
