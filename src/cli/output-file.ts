import * as fs from 'fs';

/** Writes a file at once or not at all: whoever reads it meanwhile sees the old text or the new one, never a half. */
export function writeWhole(file: string, text: string): void {
  const unfinished = `${file}.${process.pid}.tmp`;
  try {
    fs.writeFileSync(unfinished, text);
    fs.renameSync(unfinished, file);
  } catch (error) {
    fs.rmSync(unfinished, { force: true });
    throw new Error(`cannot write ${file}: ${(error as Error).message}`);
  }
}
