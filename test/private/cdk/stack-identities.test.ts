import { App, CfnResource, Fn, Stack } from 'aws-cdk-lib';
import { identities } from '../../../src/private/cdk/stack-identities';

const composed = (part: any) => ({ 'Fn::Join': ['', ['x', part]] });

test.each<[string, any, string[]]>([
  ['by Ref', composed({ Ref: 'Role' }), ['Role']],
  ['by Fn::GetAtt as a list', composed({ 'Fn::GetAtt': ['Role', 'Arn'] }), ['Role']],
  ['by Fn::GetAtt as a text', composed({ 'Fn::GetAtt': 'Role.Arn' }), ['Role']],
  ['by Fn::Sub', { 'Fn::Sub': 'x${Role.Arn}' }, ['Role']],
  ['by a variable of Fn::Sub itself', { 'Fn::Sub': ['x${Own}', { Own: { Ref: 'Role' } }] }, ['Role']],
  ['not by what is escaped in Fn::Sub', { 'Fn::Sub': 'x${!Role}' }, []],
  ['not by what Fn::Sub would replace, elsewhere', composed('${Role}'), []],
  ['not by a pseudo parameter', composed({ Ref: 'AWS::Region' }), []],
  ['not by a name that is computed', composed({ Ref: { 'Fn::Join': ['', ['Ro', 'le']] } }), []],
])('a value that is put together refers to a resource %s', (_, value, expected) => {
  const stack = new Stack(new App(), 'Stack');
  expect(identities(value, stack)).toEqual([JSON.stringify(value), ...expected.map((id) => `Stack ${id}`)]);
});

test('a value that is put together of a token refers to what that does', () => {
  const stack = new Stack(new App(), 'Stack');
  const role = new CfnResource(stack, 'Role', { type: 'AWS::IAM::Role' });
  expect(identities(Fn.join('', ['x', role.ref]), stack)).toEqual([JSON.stringify(composed({ Ref: 'Role' })), 'Stack Role', 'Stack Role']);
});
