import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { strToU8, zipSync } from 'fflate';

/** A folder with the given files, in a place of its own. */
export function folderWith(files: Record<string, string>): string {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'cdk-xray-asset-'));
  for (const [name, content] of Object.entries(files)) {
    fs.mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    fs.writeFileSync(path.join(folder, name), content);
  }
  return folder;
}

/** A zip archive with the given files. */
export function archiveWith(files: Record<string, string>): string {
  const archive = path.join(folderWith({}), 'asset.zip');
  fs.writeFileSync(archive, zipSync(Object.fromEntries(Object.entries(files).map(([name, content]) => [name, strToU8(content)]))));
  return archive;
}
