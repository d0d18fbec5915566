import { Token } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { misuse, shown } from '../../private/errors';

/** What X-Ray does not take in the name of a service. */
const OTHER_CHARACTERS = /[^\p{L}\p{N}\s_.:/%&#=+\\@-]/gu;

const MAX_LENGTH = 200;

/** A text as X-Ray takes it for the name of a service. Of one that is too long the end tells more than the beginning. */
export function asServiceName(text: string): string {
  return text.replace(OTHER_CHARACTERS, '-').slice(-MAX_LENGTH);
}

/** The name of one of several containers of a service. */
export function nameOfPart(serviceName: string, container: string): string {
  const name = `${serviceName}/${container}`;
  return Token.isUnresolved(name) ? name : asServiceName(name);
}

/**
 * Holds a name against what X-Ray takes for the name of a service. Of a token nobody can tell.
 *
 * @throws when X-Ray does not take it
 */
export function requireServiceName(name: string, scope?: IConstruct): void {
  if (Token.isUnresolved(name) || (typeof name === 'string' && name !== '' && name === asServiceName(name))) { return; }
  throw misuse(`\`serviceName\` must be 1 to ${MAX_LENGTH} letters, digits, spaces and \`_.:/%&#=+\\-@\`, as X-Ray takes it, for example "orders", `
    + `got: ${shown(name)}`, scope);
}
