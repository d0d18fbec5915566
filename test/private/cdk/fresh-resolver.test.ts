import { Aws, Fn, Lazy, Tokenization } from 'aws-cdk-lib';
import { freshlyResolved } from '../../../src/private/cdk/fresh-resolver';
import { newStack } from '../../support/views';

const stack = newStack();

test('the CDK internals that it reads have the shape it expects: a lazy string keeps what it produced in `_cached`, within `inner`', () => {
  const text = Lazy.string({ produce: () => 'first' });
  const token = Tokenization.reverseString(text).firstToken as any;
  expect(token.inner).toBeDefined();
  expect(token.inner._cached).toBeUndefined();
  stack.resolve(text);
  expect(token.inner._cached).toBe('first');
});

test.each([
  ['a string', (produce: () => any) => Lazy.string({ produce })],
  ['a list', (produce: () => any) => Lazy.list({ produce: () => [produce()] })],
  ['any value', (produce: () => any) => Lazy.any({ produce })],
  ['a string within others', (produce: () => any) => ({ outer: Fn.base64(`${Lazy.string({ produce: () => `<${Lazy.string({ produce })}>` })}`) })],
])('a lazy value is not frozen: %s', (_, lazy) => {
  let text = 'early';
  const value = lazy(() => text);
  expect(JSON.stringify(freshlyResolved(stack, value))).toContain('early');
  text = 'late';
  expect(JSON.stringify(stack.resolve(value))).toContain('late');
});

test('one that is frozen already stays so', () => {
  let text = 'early';
  const value = Lazy.string({ produce: () => text });
  stack.resolve(value);
  text = 'late';
  expect(freshlyResolved(stack, value)).toBe('early');
});

test.each([
  ['texts around a reference', `a${Aws.REGION}b`],
  ['references side by side', `${Aws.REGION}${Aws.ACCOUNT_ID}`],
  ['texts around several', `a${Aws.REGION}b${Aws.ACCOUNT_ID}c`],
  ['a text that is joined already', `x${Fn.join('', ['a', Aws.REGION])}y`],
  ['a text that is joined by something', `x${Fn.join('-', ['a', Aws.REGION])}y`],
  ['a reference', Aws.REGION],
  ['a text', 'abc'],
  ['a lazy text', Lazy.string({ produce: () => 'abc' })],
])('it concatenates as the stack does: %s', (_, value) => {
  expect(freshlyResolved(stack, value)).toEqual(stack.resolve(value));
});
