/** The paths at which two templates differ: removed or changed ones of the first, and added ones of the second. */
export interface TemplateDiff {
  readonly added: string[];
  readonly changed: string[];
  readonly removed: string[];
}

/** Compares two JSON values leaf by leaf. A list counts as grown where the first is a part of the second. */
export function templateDiff(before: any, after: any, path = ''): TemplateDiff {
  if (JSON.stringify(before) === JSON.stringify(after)) { return { added: [], changed: [], removed: [] }; }
  if (Array.isArray(before) && Array.isArray(after) && contains(after, before)) { return { added: [path], changed: [], removed: [] }; }
  if (!isObject(before) || !isObject(after)) { return { added: [], changed: [path], removed: [] }; }
  const diffs = Object.keys(before).filter((key) => key in after).map((key) => templateDiff(before[key], after[key], `${path}/${key}`));
  return {
    added: [...Object.keys(after).filter((key) => !(key in before)).map((key) => `${path}/${key}`), ...diffs.flatMap((diff) => diff.added)],
    changed: diffs.flatMap((diff) => diff.changed),
    removed: [...Object.keys(before).filter((key) => !(key in after)).map((key) => `${path}/${key}`), ...diffs.flatMap((diff) => diff.removed)],
  };
}

function contains(list: any[], part: any[]): boolean {
  const texts = list.map((item) => JSON.stringify(item));
  return part.every((item) => texts.includes(JSON.stringify(item)));
}

function isObject(value: any): value is Record<string, any> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
