import * as fs from 'fs';

/** How much of a template is parsed at a time. */
const PIECE_BYTES = 64 * 1024;

// The CDK indents a template by one space for each level. A line break stands between values only: within a text it is written as \n.
const RESOURCES_BEGIN = '\n "Resources": {\n';
const RESOURCE_END = '\n  }';
const NEXT_RESOURCE = `${RESOURCE_END},\n  "`;
const RESOURCES_END = `${RESOURCE_END}\n }`;

/**
 * Reads templates that the CDK has written this very moment: nobody has touched them since, so nothing is checked.
 *
 * V8 gives a text of more than 128 KB memory of its own, which the system hands out page by page, and on a virtual machine that takes as long as to parse the
 * text. So all files are read into the same buffer, and the resources of a large one are parsed some at a time.
 */
export class FreshTemplates {
  private buffer = Buffer.alloc(0);

  public read(file: string): any {
    const bytes = this.bytesOf(file);
    const begin = bytes.indexOf(RESOURCES_BEGIN) + RESOURCES_BEGIN.length;
    const end = bytes.indexOf(RESOURCES_END, begin) + RESOURCE_END.length;
    const isInPieces = bytes.length > PIECE_BYTES && begin >= RESOURCES_BEGIN.length && end > begin;
    return isInPieces ? parsedInPieces(bytes, begin, end) : JSON.parse(bytes.toString());
  }

  /** What is in a file, until the next one is read. */
  private bytesOf(file: string): Buffer {
    const descriptor = fs.openSync(file, 'r');
    try {
      const { size } = fs.fstatSync(descriptor);
      if (this.buffer.length < size) { this.buffer = Buffer.allocUnsafe(size); }
      let length = 0;
      let read;
      do {
        read = fs.readSync(descriptor, this.buffer, length, size - length, null);
        length += read;
      } while (read > 0 && length < size);
      return this.buffer.subarray(0, length);
    } finally {
      fs.closeSync(descriptor);
    }
  }
}

/** A template, of which the resources are between two places. The braces around some of them take the place of what separates them from others. */
function parsedInPieces(bytes: Buffer, begin: number, end: number): any {
  const template = JSON.parse(bytes.toString('utf8', 0, begin) + bytes.toString('utf8', end));
  for (let from = begin; from < end;) {
    const next = bytes.indexOf(NEXT_RESOURCE, from + PIECE_BYTES);
    const to = next < 0 || next > end ? end : next + RESOURCE_END.length;
    bytes.write('{', from - 1);
    bytes.write('}', to);
    Object.assign(template.Resources, JSON.parse(bytes.toString('utf8', from - 1, to + 1)));
    from = to + 1;
  }
  return template;
}
