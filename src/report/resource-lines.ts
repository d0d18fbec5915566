import { readFileSync } from 'fs';

/** The lines of template files on which resources begin. Each file is read once. */
export class ResourceLines {
  private readonly files = new Map<string, ReadonlyMap<string, number>>();

  /** The line of a resource, counted from 1; the first one where the file cannot be read, as with a template from standard input. */
  public of(file: string, logicalId: string): number {
    let lines = this.files.get(file);
    if (!lines) { this.files.set(file, lines = linesOfKeys(textOf(file))); }
    return lines.get(logicalId) ?? 1;
  }
}

/** The line on which each key of a JSON or YAML text stands first, below `Resources`. */
export function linesOfKeys(text: string): Map<string, number> {
  const lines = new Map<string, number>();
  let isInResources = false;
  text.split('\n').forEach((line, index) => {
    const key = /^\s*["']?([A-Za-z0-9:]+)["']?\s*:/.exec(line)?.[1];
    isInResources ||= key === 'Resources';
    if (key !== undefined && isInResources && !lines.has(key)) { lines.set(key, index + 1); }
  });
  return lines;
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
