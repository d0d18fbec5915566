/** A value that may be a list or a single item, as templates often have it, as a list. */
export function listed(value: any): any[] {
  if (value === undefined || value === null) { return []; }
  return Array.isArray(value) ? value : [value];
}
