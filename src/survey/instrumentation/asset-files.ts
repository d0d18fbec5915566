import * as fs from 'fs';
import * as path from 'path';
import type * as fflate from 'fflate';

/** A file of an asset. */
export interface AssetFile {
  /** Its path within the asset, with `/` between its parts. */
  readonly path: string;
  /** Its size in bytes. */
  readonly size: number;
}

/** Looks at the files of an asset. */
export interface AssetVisitor {
  /** Called with each file; tells whether its content is wanted. */
  wants(file: AssetFile): boolean;
  /** Called with the content of each file that is wanted, one character for each byte. */
  read(file: AssetFile, content: string): void;
}

/**
 * How the look at an asset ended: all was seen, more than the limits allow was left out, or it is no folder and no archive that can be read.
 */
export type AssetVisit = 'complete' | 'limited' | 'unreadable';

/** What one look at an asset may cost. */
interface AssetLimits {
  readonly files: number;
  /** Bytes of one file whose content is wanted. */
  readonly fileBytes: number;
  /** Bytes of all files whose content is wanted. */
  readonly totalBytes: number;
  /** Bytes of a zip archive, packed. Lambda takes 250 MB unpacked. */
  readonly archiveBytes: number;
}

const MIB = 1024 * 1024;

const ASSET_LIMITS: AssetLimits = { files: 50_000, fileBytes: 64 * MIB, totalBytes: 256 * MIB, archiveBytes: 256 * MIB };

/**
 * Shows the files of an asset, a folder or a zip archive, to a visitor, in the order of their paths.
 *
 * Nothing outside of a folder is read: a symbolic link that leads out of it is passed over, and one to a folder is not followed.
 */
export function visitAsset(asset: string, visitor: AssetVisitor, limits: Partial<AssetLimits> = {}): AssetVisit {
  const budget = new Budget({ ...ASSET_LIMITS, ...limits });
  try {
    if (fs.statSync(asset).isDirectory()) {
      visitFolder(fs.realpathSync(asset), visitor, budget);
    } else {
      visitArchive(asset, visitor, budget);
    }
  } catch {
    return 'unreadable'; // it is gone, or no zip archive, or a broken one
  }
  return budget.isExceeded ? 'limited' : 'complete';
}

/** Counts what a visit has cost. */
class Budget {
  public isExceeded = false;
  private files = 0;
  private bytes = 0;

  constructor(public readonly limits: AssetLimits) {}

  public takesFile(): boolean {
    return this.check(++this.files <= this.limits.files);
  }

  public takesContent(size: number): boolean {
    if (!this.check(size <= this.limits.fileBytes && this.bytes + size <= this.limits.totalBytes)) { return false; }
    this.bytes += size;
    return true;
  }

  public check(fits: boolean): boolean {
    this.isExceeded ||= !fits;
    return fits;
  }
}

function visitFolder(root: string, visitor: AssetVisitor, budget: Budget): void {
  const folders = [''];
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    const below: string[] = [];
    for (const entry of sortedEntries(path.join(root, folder))) {
      const relative = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (entry.isDirectory()) {
        below.push(relative);
      } else if (!visitFile(root, relative, entry, visitor, budget)) {
        return;
      }
    }
    folders.push(...below.reverse());
  }
}

function sortedEntries(folder: string): fs.Dirent[] {
  return fs.readdirSync(folder, { withFileTypes: true }).sort((a, b) => a.name < b.name ? -1 : 1);
}

/** @returns false where the limit of files is reached */
function visitFile(root: string, relative: string, entry: fs.Dirent, visitor: AssetVisitor, budget: Budget): boolean {
  if (!budget.takesFile()) { return false; }
  const target = entry.isSymbolicLink() ? targetWithin(root, relative) : path.join(root, relative);
  const stats = target === undefined ? undefined : fs.statSync(target);
  if (target === undefined || !stats?.isFile()) { return true; }
  const file = { path: relative, size: stats.size };
  if (visitor.wants(file) && budget.takesContent(file.size)) { visitor.read(file, fs.readFileSync(target, 'latin1')); }
  return true;
}

function targetWithin(root: string, relative: string): string | undefined {
  try {
    const target = fs.realpathSync(path.join(root, relative));
    return target.startsWith(root + path.sep) ? target : undefined;
  } catch {
    return undefined; // it leads nowhere
  }
}

/**
 * A zip archive says how large its files are. What says more than it may is not unpacked, and what says less than is true is cut off at
 * what it says, so that no archive can make itself larger than the limits.
 */
function visitArchive(archive: string, visitor: AssetVisitor, budget: Budget): void {
  if (!budget.check(fs.statSync(archive).size <= budget.limits.archiveBytes)) { return; }
  const contents = loadFflate().unzipSync(fs.readFileSync(archive), {
    filter: ({ name, originalSize }) =>
      !name.endsWith('/') && budget.takesFile() && visitor.wants({ path: name, size: originalSize }) && budget.takesContent(originalSize),
  });
  for (const [name, content] of Object.entries(contents).sort(([a], [b]) => a < b ? -1 : 1)) {
    visitor.read({ path: name, size: content.length }, Buffer.from(content.buffer, content.byteOffset, content.length).toString('latin1'));
  }
}

/** Its tables take a while to make, and most assets are folders. */
function loadFflate(): typeof fflate {
  return require('fflate');
}
