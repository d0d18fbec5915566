import { readFileSync } from 'fs';

/** The lines of template files on which resources begin. Each file is read once. */
export class ResourceLines {
  private readonly files = new Map<string, ReadonlyMap<string, number>>();

  /** The line of a resource, counted from 1; the first one where the file cannot be read, as with a template from standard input. */
  public of(file: string, logicalId: string): number {
    let lines = this.files.get(file);
    if (!lines) { this.files.set(file, lines = linesOfResources(textOf(file))); }
    return lines.get(logicalId) ?? 1;
  }
}

/** The line of each key of a JSON or YAML text that stands right below `Resources`, as deep as the first one there. */
function linesOfResources(text: string): Map<string, number> {
  const lines = new Map<string, number>();
  let isInResources = false;
  let depth: number | undefined;
  text.split('\n').forEach((line, index) => {
    const [, space, key] = /^(\s*)["']?([A-Za-z0-9:]+)["']?\s*:/.exec(line) ?? [];
    if (key === undefined) { return; }
    if (isInResources) { depth ??= space.length; }
    isInResources ||= key === 'Resources';
    if (space.length === depth && !lines.has(key)) { lines.set(key, index + 1); }
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
