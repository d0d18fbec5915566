import { readFileSync } from 'fs';
import type { Position } from '../survey/reading/input-problem';
import { resourcePositions } from '../survey/reading/resource-positions';

/** The lines of template files on which resources begin. Each file is read once. */
export class ResourceLines {
  private readonly files = new Map<string, ReadonlyMap<string, Position>>();

  /** The line of a resource, counted from 1; the first one where the file cannot be read, as with a template from standard input. */
  public of(file: string, logicalId: string): number {
    let positions = this.files.get(file);
    if (!positions) { this.files.set(file, positions = resourcePositions(textOf(file))); }
    return positions.get(logicalId)?.line ?? 1;
  }
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
