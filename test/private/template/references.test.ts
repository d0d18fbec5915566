import { referencesIn } from '../../../src/private/template/references';

const named = (value: any) => referencesIn(value).map(({ logicalId, attribute }) => attribute === undefined ? logicalId : `${logicalId}.${attribute}`);

test.each([
  ['a Ref', { Ref: 'Topic' }, ['Topic']],
  ['a pseudo parameter', { Ref: 'AWS::Region' }, []],
  ['Fn::GetAtt as a list', { 'Fn::GetAtt': ['Role', 'Arn'] }, ['Role.Arn']],
  ['Fn::GetAtt as a text', { 'Fn::GetAtt': 'Nested.Outputs.Topic' }, ['Nested.Outputs.Topic']],
  ['Fn::GetAtt with an attribute that a parameter names', { 'Fn::GetAtt': ['Role', { Ref: 'Which' }] }, ['Role']],
  ['Fn::Sub', { 'Fn::Sub': 'arn:${AWS::Partition}:sns:${Topic}/${Queue.Arn}/${!Literal}' }, ['Topic', 'Queue.Arn']],
  ['Fn::Sub with variables of its own', { 'Fn::Sub': ['${Own}-${Topic}', { Own: { Ref: 'Queue' } }] }, ['Topic', 'Queue']],
  ['Fn::Join in an Fn::If', { 'Fn::If': ['IsProd', { 'Fn::Join': ['', ['x', { Ref: 'A' }]] }, { Ref: 'B' }] }, ['A', 'B']],
  ['lists and objects', { a: [{ b: { Ref: 'A' } }], c: { Ref: 'B' } }, ['A', 'B']],
  ['no reference', ['text', 1, null, true, undefined], []],
  ['arguments of the wrong shape', [{ Ref: 5 }, { Ref: { toString: 1 } }, { 'Fn::GetAtt': 7 }, { 'Fn::GetAtt': [{}] }, { 'Fn::Sub': { no: 'text' } }, { 'Fn::Sub': [] }], []],
])('%s', (_, value, expected) => {
  expect(named(value)).toEqual(expected);
});

test.each([
  ['Ref', { Ref: { 'Fn::Sub': '${Env}Topic' } }, [{ attribute: undefined }]],
  ['Fn::GetAtt', { 'Fn::GetAtt': [{ 'Fn::Sub': '${Env}Role' }, 'Arn'] }, [{ attribute: 'Arn' }]],
])('a name that %s has computed is told as one that is not known', (_, value, expected) => {
  expect(referencesIn(value)).toEqual(expected);
});

test('an import is told with the name of the export, and not by what the name refers to', () => {
  const name = { 'Fn::Sub': '${Api.ApiId}:GetAtt:Topic' };
  expect(referencesIn({ 'Fn::ImportValue': name })).toEqual([{ exportName: name }]);
});
