import * as fs from 'fs';
import { dirname, resolve } from 'path';

/** The file that an option names; undefined for standard output, which is `-`, as standard input is among the paths. */
export function outputFile(name: string | undefined): string | undefined {
  return name === '-' ? undefined : name;
}

/**
 * Writes a file at once or not at all: whoever reads it meanwhile sees the old text or the new one, never a half. What is not a regular file, such as
 * /dev/stdout, is written to and not replaced, a symbolic link stays one, and a file keeps its permissions.
 */
export function writeWhole(file: string, text: string): void {
  try {
    const existing = fs.statSync(file, { throwIfNoEntry: false });
    if (existing && !existing.isFile()) {
      fs.writeFileSync(file, text);
    } else {
      writeBeside(existing ? fs.realpathSync(file) : behindLinks(file), text, existing?.mode);
    }
  } catch (error) {
    throw new Error(`cannot write ${file}: ${reasonOf(error)}`);
  }
}

/** The file that a symbolic link is to lead to, which does not exist yet. */
function behindLinks(file: string): string {
  const isLink = fs.lstatSync(file, { throwIfNoEntry: false })?.isSymbolicLink();
  return isLink ? behindLinks(resolve(fs.realpathSync(dirname(file)), fs.readlinkSync(file))) : file;
}

function writeBeside(file: string, text: string, mode: number | undefined): void {
  const unfinished = `${file}.${process.pid}.tmp`;
  try {
    fs.writeFileSync(unfinished, text, { mode });
    if (mode !== undefined) { fs.chmodSync(unfinished, mode); } // whatever the mask of this process is
    fs.renameSync(unfinished, file);
  } catch (error) {
    fs.rmSync(unfinished, { force: true });
    throw error;
  }
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'the folder does not exist',
  ENOTDIR: 'a part of its path is a file',
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EISDIR: 'it is a folder',
  EROFS: 'the file system is read-only',
  ENOSPC: 'no space is left',
};

/** What the operating system says, in words: its own message has the name of a file that nobody asked for. */
export function reasonOf(error: unknown): string {
  const { code = '', message } = error as NodeJS.ErrnoException;
  return REASONS[code] ?? message;
}
