import { HIDDEN, identifyingText, isHidden, searchableText, templateText, variablesIn } from '../../../src/private/template/template-text';

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
  ['a variable that stands for no text', { 'Fn::Sub': ['${X}-a', { X: { 'Fn::ImportValue': 'x' } }] }, '${X}-a', `${HIDDEN}-a`],
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

test.each<[string, any, any, boolean]>([
  ['the same parameter', { Ref: 'A' }, { 'Fn::Sub': '${A}' }, true],
  ['another parameter', { Ref: 'A' }, { Ref: 'B' }, false],
  ['a variable of its own for the same', { 'Fn::Sub': ['${X}', { X: { Ref: 'A' } }] }, { Ref: 'A' }, true],
  ['no text, in the same words', { 'Fn::Sub': ['${X}', { X: { 'Fn::ImportValue': 'a' } }] }, { 'Fn::Sub': ['${X}', { X: { 'Fn::ImportValue': 'a' } }] }, true],
  ['no text, in other words', { 'Fn::Sub': ['${X}', { X: { 'Fn::ImportValue': 'a' } }] }, { 'Fn::Sub': ['${X}', { X: { 'Fn::ImportValue': 'b' } }] }, false],
  ['no text, joined', { 'Fn::Join': ['', ['x', { 'Fn::ImportValue': 'a' }]] }, { 'Fn::Join': ['', ['x', { 'Fn::ImportValue': 'b' }]] }, false],
])('values are told apart: %s', (_, one, other, isSame) => {
  expect(identifyingText(one) === identifyingText(other)).toBe(isSame);
});
