import { addTo } from '../add-to';

/** The logical ids of a template's resources by their CloudFormation types: most types are never asked for, so each template is gone through once. */
export function logicalIdsByType(template: Record<string, any>): ReadonlyMap<string, readonly string[]> {
  let ids = INDEXES.get(template);
  if (!ids) { INDEXES.set(template, ids = indexOf(template.Resources ?? {})); }
  return ids;
}

const INDEXES = new WeakMap<object, ReadonlyMap<string, readonly string[]>>();

function indexOf(resources: Record<string, any>): ReadonlyMap<string, readonly string[]> {
  const index = new Map<string, string[]>();
  for (const logicalId of Object.keys(resources)) {
    const type = resources[logicalId]?.Type;
    if (typeof type === 'string') { addTo(index, type, logicalId); }
  }
  return index;
}
