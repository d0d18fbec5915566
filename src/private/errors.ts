import type { IConstruct } from 'constructs';

/**
 * Makes the error for misuse of this library's own API.
 *
 * Every error of the library is made here, so that all of them name the construct they are about.
 */
export function misuse(message: string, scope?: IConstruct): Error {
  return new Error(scope?.node.path ? `[${scope.node.path}] ${message}` : message);
}

/** How a value that was given looks in an error text. */
export function shown(value: unknown): string {
  try {
    return JSON.stringify(value) ?? String(value);
  } catch {
    return String(value); // it refers to itself, as constructs do
  }
}
