import type { IConstruct } from 'constructs';
import { misuse, shown } from '../errors';

/**
 * Holds a value against an enum. The compiler does so too, but not for what comes from the context of an app or from a file.
 *
 * @throws when it is no member of it
 */
export function requireMember(property: string, value: string, members: Readonly<Record<string, string>>, scope?: IConstruct): void {
  const values = Object.values(members);
  if (!values.includes(value)) { throw misuse(`\`${property}\` must be one of ${values.join(', ')}, got: ${shown(value)}`, scope); }
}
