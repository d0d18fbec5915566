import { iamName } from '../../../src/private/iam/names';

const ROLE = 'AWS::IAM::Role';

test.each<[any, any]>([
  ['orders', { name: 'orders', isComposed: false }],
  ['arn:aws-cn:iam::111122223333:role/path/to/orders', { name: 'orders', isComposed: false, account: '111122223333' }],
  [{ 'Fn::Sub': 'arn:aws:iam::${AWS::AccountId}:role/orders' }, { name: 'orders', isComposed: false }],
  [{ 'Fn::Sub': '${AWS::StackName}-orders' }, { name: '${AWS::StackName}-orders', isComposed: true }],
  [{ 'Fn::Sub': ['arn:aws:iam::${AWS::AccountId}:role/${Name}', { Name: 'orders' }] }, { name: 'orders', isComposed: false }],
  [{ 'Fn::Sub': 'arn:aws:iam::${Account}:role/orders' }, undefined],
  ['arn:aws:iam::111122223333:policy/orders', undefined],
  ['arn:aws:sts::111122223333:assumed-role/orders/session', undefined],
  [{ 'Fn::Join': ['-', ['orders', { 'Fn::FindInMap': ['A', 'B', 'C'] }]] }, undefined],
  [{ 'Fn::ImportValue': 'orders' }, undefined],
  ['', undefined],
  [undefined, undefined],
])('the name of a role in %j', (value, name) => {
  expect(iamName(ROLE, value)).toEqual(name);
});
