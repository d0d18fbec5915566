import { App, Stack } from 'aws-cdk-lib';
import { misuse, shown } from '../../src/private/errors';

test('an error names the construct that it is about', () => {
  expect(misuse('`x` must be y', new Stack(new App(), 'Stack')).message).toBe('[Stack] `x` must be y');
});

test.each([['the App, which has no path', new App()], ['no construct', undefined]])('an error about %s is the message alone', (_, scope) => {
  expect(misuse('`x` must be y', scope).message).toBe('`x` must be y');
});

test.each<[unknown, string]>([
  [undefined, 'undefined'],
  [null, 'null'],
  [NaN, 'NaN'],
  [2.5, '2.5'],
  ['', '""'],
  ['a"b', '"a\\"b"'],
  [[1, 'a'], '[1,"a"]'],
  [{ a: 1 }, '{"a":1}'],
  [Symbol('s'), 'Symbol(s)'],
])('%p is shown as %s', (value, expected) => {
  expect(shown(value)).toBe(expected);
});

test('a value that cannot be written as JSON is shown all the same', () => {
  const circular: Record<string, unknown> = {};
  circular.self = circular;
  expect(shown(circular)).toBe('[object Object]');
  expect(shown(BigInt(1))).toBe('1');
});
