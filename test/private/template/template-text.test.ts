import { HIDDEN, isHidden, searchableText, templateText, variablesIn } from '../../../src/private/template/template-text';

test.each<[string, any, string | undefined, string]>([
  ['a text', 'abc', 'abc', 'abc'],
  ['nothing', undefined, undefined, ''],
  ['null', null, undefined, HIDDEN],
  ['a number', 80, '80', '80'],
  ['a reference', { Ref: 'X' }, '${X}', HIDDEN],
  ['an attribute', { 'Fn::GetAtt': ['X', 'Arn'] }, '${X.Arn}', HIDDEN],
  ['a join', { 'Fn::Join': ['-', ['a', { Ref: 'X' }, 'b']] }, 'a-${X}-b', `a-${HIDDEN}-b`],
  ['a join of what nobody can tell', { 'Fn::Join': ['-', ['a', { 'Fn::Select': [0, { Ref: 'X' }] }]] }, 'a-${?}', `a-${HIDDEN}`],
  ['a join of a list that is hidden', { 'Fn::Join': ['-', { Ref: 'List' }] }, undefined, HIDDEN],
  ['a substitution', { 'Fn::Sub': 'a${AWS::Region}b${!HOME}' }, 'a${AWS::Region}b${!HOME}', `a${HIDDEN}b\${HOME}`],
  ['a substitution with variables', { 'Fn::Sub': ['${X}${ Y }${Z}', { X: 'x', Y: 'y' }] }, 'xy${Z}', `xy${HIDDEN}`],
  ['a variable that is called as what all objects have', { 'Fn::Sub': ['${constructor}', {}] }, '${constructor}', HIDDEN],
  ['a substitution in no text', { 'Fn::Sub': { no: 'text' } }, undefined, HIDDEN],
  ['an encoded part', { 'Fn::Join': ['', ['a', { 'Fn::Base64': 'b' }]] }, 'a${?}', 'ab'],
  ['a list', ['a'], undefined, HIDDEN],
])('%s', (_, value, text, searchable) => {
  expect([templateText(value), searchableText(value)]).toEqual([text, searchable]);
  expect(isHidden(searchable)).toBe(searchable.includes(HIDDEN));
});

test('the variables of a text are told without what is escaped in it', () => {
  expect(variablesIn('${A}-${ B.Arn }-${!C}-${}-$D')).toEqual(['A', 'B.Arn']);
});
