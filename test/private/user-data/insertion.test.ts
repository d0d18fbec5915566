import { searchableText } from '../../../src/private/template/template-text';
import { inserted } from '../../../src/private/user-data/insertion';

const REF = { Ref: 'X' };
const join = (...parts: any[]) => ({ 'Fn::Join': ['', parts] });

test.each([
  ['a text', 'abc', 'abcNEW'],
  ['a reference', REF, join(REF, 'NEW')],
  ['what is joined by nothing', join('a', REF), join('a', REF, 'NEW')],
  ['what is joined by nothing and ends with a text', join(REF, 'a'), join(REF, 'aNEW')],
  ['what is joined by something', { 'Fn::Join': ['\n', ['a', REF]] }, join({ 'Fn::Join': ['\n', ['a', REF]] }, 'NEW')],
  ['a substitution', { 'Fn::Sub': 'a${X}' }, join({ 'Fn::Sub': 'a${X}' }, 'NEW')],
])('at the end of %s', (_, value, expected) => {
  expect(inserted(value, searchableText(value).length, 'NEW')).toEqual(expected);
});

test.each([
  ['a text', 'abc', 1, 'aNEWbc'],
  ['the first of joined parts', join('abc', REF), 1, join('aNEWbc', REF)],
  ['between joined parts', join('a', REF, 'b'), 2, join('a', REF, 'NEWb')],
  ['before everything', join(REF, 'b'), 0, join('NEW', REF, 'b')],
  ['parts that are joined by lines', { 'Fn::Join': ['\n', ['ab', REF, 'c']] }, 3, join('ab\nNEW', REF, '\nc')],
  ['parts of parts', join('a', join('bc', REF)), 2, join('abNEWc', REF)],
  ['a substitution', { 'Fn::Sub': 'a${X}bc${Y}' }, 3, join({ 'Fn::Sub': 'a${X}b' }, 'NEW', { 'Fn::Sub': 'c${Y}' })],
  ['a substitution before its variables', { 'Fn::Sub': 'ab${X}' }, 1, join('aNEW', { 'Fn::Sub': 'b${X}' })],
  ['a substitution behind a variable', { 'Fn::Sub': 'a${X}b' }, 2, join({ 'Fn::Sub': 'a${X}' }, 'NEWb')],
  ['a substitution with variables of its own', { 'Fn::Sub': ['a${X}b${Y}', { X: REF, Y: 'why' }] }, 3, join({ 'Fn::Sub': ['a${X}b', { X: REF }] }, 'NEW', { 'Fn::Sub': ['${Y}', { Y: 'why' }] })],
  ['a substitution behind an escaped variable', { 'Fn::Sub': 'a${!H}\nb${X}' }, 6, join({ 'Fn::Sub': 'a${!H}\n' }, 'NEW', { 'Fn::Sub': 'b${X}' })],
])('into %s', (_, value, position, expected) => {
  const result = inserted(value, position, 'NEW');
  expect(result).toEqual(expected);
  expect(searchableText(result)).toBe(`${searchableText(value).slice(0, position)}NEW${searchableText(value).slice(position)}`);
});

test.each([
  ['within a variable', { 'Fn::Sub': ['a${X}b', { X: 'long' }] }, 3],
  ['within an escaped variable', { 'Fn::Sub': 'a${!HOME}b' }, 3],
  ['within an encoded part', join('a', { 'Fn::Base64': 'part' }, 'b'), 3],
])('not %s', (_, value, position) => {
  expect(inserted(value, position, 'NEW')).toBeUndefined();
});
