import { readFileSync } from 'fs';
import { join } from 'path';

/** The version of the library, as its package says. */
export function libraryVersion(): string {
  return JSON.parse(readFileSync(join(__dirname, '..', '..', 'package.json'), 'utf8')).version;
}
