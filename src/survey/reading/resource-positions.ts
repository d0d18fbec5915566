import { type Position, positionOfKey } from './input-problem';

/**
 * Where resources begin in the text of a template, by logical id: the keys right below `Resources`, as deep as the first one there. A property may have
 * the name of a resource. Of a text in one line nothing is known.
 */
export function resourcePositions(text: string): Map<string, Position> {
  const positions = new Map<string, Position>();
  let isInResources = false;
  let depth: number | undefined;
  text.split('\n').forEach((line, index) => {
    const [, space, key] = /^(\s*)["']?([A-Za-z0-9:]+)["']?\s*:/.exec(line) ?? [];
    if (key === undefined) { return; }
    if (isInResources) { depth ??= space.length; }
    isInResources ||= key === 'Resources';
    if (space.length === depth && !positions.has(key)) { positions.set(key, { line: index + 1, column: depth + 1 }); }
  });
  return positions;
}

/** Where a resource begins, or the first key of its name. */
export function positionOfResource(text: string, logicalId: string): Position | undefined {
  return resourcePositions(text).get(logicalId) ?? positionOfKey(text, logicalId);
}
