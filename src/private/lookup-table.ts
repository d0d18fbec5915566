/** A table that has its own keys only. What templates ask for may be called `constructor`, and every other object has that. */
export function lookupTable<T>(entries: Readonly<Record<string, T>>): Readonly<Record<string, T>> {
  return Object.assign(Object.create(null), entries);
}
