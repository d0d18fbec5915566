import { sizeOf } from '../../../src/private/user-data/size';

test.each<[string, any, number]>([
  ['a text', 'abc', 3],
  ['a text with letters of several bytes', 'ü€', 5],
  ['nothing', undefined, 0],
  ['a number', 80, 2],
  ['a reference', { Ref: 'X' }, 64],
  ['a join', { 'Fn::Join': ['-', ['a', { Ref: 'X' }, 'b']] }, 68],
  ['a join of a list that is hidden', { 'Fn::Join': ['-', { Ref: 'List' }] }, 64],
  ['a substitution', { 'Fn::Sub': 'a${AWS::Region}b${!HOME}' }, 73],
  ['a substitution with a text', { 'Fn::Sub': ['${X}${Y}', { X: 'x' }] }, 65],
  ['an encoded part', { 'Fn::Join': ['', ['a', { 'Fn::Base64': 'abcd' }]] }, 9],
  ['a list', ['a'], 64],
  ['an object without a function', {}, 64],
])('%s', (_, value, size) => {
  expect(sizeOf(value)).toBe(size);
});
