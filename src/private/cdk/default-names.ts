import { createHash } from 'crypto';
import type { IConstruct } from 'constructs';
import { deployedStack } from './deployed-stack';

const HASH_LENGTH = 8;

/**
 * The name that a resource has unless it is given one: that of the stack and the path of the construct in it, in letters, digits, `-` and `_`.
 *
 * Stack names are unique in an account and region, so such names never collide. Where something had to be changed or cut off, a hash of the whole
 * tells it from others. A nested stack has no name before the deployment, so the stack that it is nested in gives its own.
 */
export function defaultName(construct: IConstruct, maxLength: number): string {
  const stack = deployedStack(construct);
  const whole = `${stack.stackName}-${construct.node.path.slice(stack.node.path.length + 1)}`;
  const name = whole.replace(/[^\w-]/g, '-');
  if (name === whole && name.length <= maxLength) { return name; }
  return `${name.slice(0, maxLength - HASH_LENGTH - 1)}-${createHash('sha256').update(whole).digest('hex').slice(0, HASH_LENGTH)}`;
}
