import { type IResolvable, type Stack, Token } from 'aws-cdk-lib';
import { freshlyResolved, freshlyResolvedOnce } from './fresh-resolver';
import { keyFor } from '../template/casing';
import { isIntrinsic, isObject } from '../template/intrinsics';

/**
 * A value as its template will have it, of which each part is resolved only when it is read.
 *
 * To resolve and to render the containers of a task definition costs ten times as much as to make them, and hardly anything of them is looked at.
 *
 * @param value the value of a construct: possibly a token, possibly with camel case names
 */
export function lazyValue(stack: Stack, value: any): any {
  if (Token.isUnresolved(value)) { return lazyValue(stack, listOf(stack, value) ?? freshlyResolved(stack, value)); }
  if (Array.isArray(value)) { return value.map((item) => lazyValue(stack, item)).filter((item) => item !== undefined); }
  if (!isObject(value)) { return value; }
  return isIntrinsic(value) ? freshlyResolved(stack, value) : new Proxy(value, new LazyParts(stack));
}

/** What a token stands for, where this is a list whose items may be tokens again. */
function listOf(stack: Stack, token: any): any[] | undefined {
  const list = typeof token === 'object' && !Array.isArray(token) ? freshlyResolvedOnce(stack, token as IResolvable) : undefined;
  return Array.isArray(list) ? list : undefined;
}

/** The values of an object by their names in the template or in the construct. */
class LazyParts implements ProxyHandler<Record<string, any>> {
  constructor(private readonly stack: Stack) {}

  public get(object: Record<string, any>, name: string | symbol): any {
    const value = typeof name === 'string' ? object[keyFor(object, name)] : Reflect.get(object, name);
    return typeof value === 'function' ? value : lazyValue(this.stack, value);
  }

  public has(object: Record<string, any>, name: string | symbol): boolean {
    return this.get(object, name) !== undefined;
  }
}
