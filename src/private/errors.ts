import type { IConstruct } from 'constructs';

/**
 * Makes the error for misuse of this library's own API. It begins with the path of the construct that it is about, where there is one.
 */
export function misuse(message: string, scope?: IConstruct): Error {
  return new Error(scope?.node.path ? `[${scope.node.path}] ${message}` : message);
}

/** How a value that was given looks in an error text. */
export function shown(value: unknown): string {
  if (typeof value === 'function') { return `the function ${value.name}`; }
  if (typeof value === 'number') { return String(value); } // JSON has no word for NaN and Infinity
  try {
    return JSON.stringify(value) ?? String(value);
  } catch {
    return String(value); // it refers to itself, as constructs do
  }
}
