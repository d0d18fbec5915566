import * as fs from 'fs';

/**
 * Writes a file at once or not at all: whoever reads it meanwhile sees the old text or the new one, never a half. What is no regular file, such as
 * /dev/stdout, is written to and not replaced, and a symbolic link stays one.
 */
export function writeWhole(file: string, text: string): void {
  try {
    const existing = fs.statSync(file, { throwIfNoEntry: false });
    if (existing && !existing.isFile()) {
      fs.writeFileSync(file, text);
    } else {
      writeBeside(existing ? fs.realpathSync(file) : file, text);
    }
  } catch (error) {
    throw new Error(`cannot write ${file}: ${reasonOf(error)}`);
  }
}

function writeBeside(file: string, text: string): void {
  const unfinished = `${file}.${process.pid}.tmp`;
  try {
    fs.writeFileSync(unfinished, text);
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
function reasonOf(error: unknown): string {
  const { code = '', message } = error as NodeJS.ErrnoException;
  return REASONS[code] ?? message;
}
