import * as fs from 'fs';

/** How many characters are written at a time, but for pieces that are longer. */
const CHARACTERS = 32 * 1024;

/** The most bytes that a UTF-16 character can become. */
const BYTES_PER_CHARACTER = 3;

/**
 * Writes a text to a file piece by piece. A report of thousands of resources is megabytes, and to have it whole, in one text and once more as bytes, takes
 * longer than to write it: memory that V8 has not used before is handed out by the system page by page.
 */
export function writePieces(file: string, pieces: Iterable<string>): void {
  const descriptor = fs.openSync(file, 'w');
  try {
    const buffer = Buffer.allocUnsafe(2 * CHARACTERS * BYTES_PER_CHARACTER);
    let text = '';
    for (const piece of pieces) {
      text += piece;
      if (text.length < CHARACTERS) { continue; }
      writeBytes(descriptor, bytesOf(text, buffer));
      text = '';
    }
    writeBytes(descriptor, bytesOf(text, buffer));
  } finally {
    fs.closeSync(descriptor);
  }
}

/** A text as bytes, in a buffer that is there already where they fit. */
function bytesOf(text: string, buffer: Buffer): Buffer {
  return text.length * BYTES_PER_CHARACTER > buffer.length ? Buffer.from(text) : buffer.subarray(0, buffer.write(text));
}

function writeBytes(descriptor: number, bytes: Buffer): void {
  for (let written = 0; written < bytes.length;) { written += fs.writeSync(descriptor, bytes, written); }
}
