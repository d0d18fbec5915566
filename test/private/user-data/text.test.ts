import { HIDDEN, sizeOf, textOf } from '../../../src/private/user-data/text';

test.each([
  ['a text', 'abc', 'abc', 3],
  ['a text with letters of several bytes', 'ü€', 'ü€', 5],
  ['nothing', undefined, '', 0],
  ['a number', 80, '80', 2],
  ['a reference', { Ref: 'X' }, HIDDEN, 64],
  ['a join', { 'Fn::Join': ['-', ['a', { Ref: 'X' }, 'b']] }, `a-${HIDDEN}-b`, 68],
  ['a join of a list that is hidden', { 'Fn::Join': ['-', { Ref: 'List' }] }, HIDDEN, 64],
  ['a substitution', { 'Fn::Sub': 'a${AWS::Region}b${!HOME}' }, `a${HIDDEN}b\${HOME}`, 73],
  ['a substitution with a text', { 'Fn::Sub': ['${X}${Y}', { X: 'x' }] }, `x${HIDDEN}`, 65],
  ['an encoded part', { 'Fn::Join': ['', ['a', { 'Fn::Base64': 'abcd' }]] }, 'aabcd', 9],
  ['a list', ['a'], HIDDEN, 64],
  ['an object without a function', {}, HIDDEN, 64],
])('%s', (_, value, text, size) => {
  expect(textOf(value)).toBe(text);
  expect(sizeOf(value)).toBe(size);
});
