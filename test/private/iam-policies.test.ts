import { Token } from 'aws-cdk-lib';
import { allows, matchesAction } from '../../src/private/iam-policies';

const ACTION = 'xray:PutTraceSegments';

test.each([
  ['xray:PutTraceSegments', true],
  ['XRAY:puttracesegments', true],
  ['xray:*', true],
  ['xray:Put*', true],
  ['xray:PutTraceSegment?', true],
  ['*', true],
  ['xray:Get*', false],
  ['xrayPutTraceSegments', false],
  [{ Ref: 'Action' }, false],
])('the pattern %j matches: %s', (pattern, matches) => {
  expect(matchesAction(pattern, ACTION)).toBe(matches);
});

test('a policy allows what it names on every resource, without a condition', () => {
  const statement = { Effect: 'Allow', Action: [ACTION], Resource: ['*'] };
  expect(allows(statement, ACTION)).toBe(true);
  expect(allows({ ...statement, Condition: {} }, ACTION)).toBe(false);
  expect(allows({ ...statement, Resource: ['arn:aws:xray:eu-west-1:111122223333:group/x'] }, ACTION)).toBe(false);
  expect(allows({ ...statement, Effect: 'Deny' }, ACTION)).toBe(false);
});

test.each([
  [['iam:*', 'organizations:*'], true],
  ['iam:*', true],
  [['xray:*'], false],
  [['xray:PutTraceSegments'], false],
  [[{ Ref: 'Excepted' }], false],
  [[Token.asString({ Ref: 'Excepted' })], false],
])('a policy that is about all actions but %j allows the others', (NotAction, expected) => {
  expect(allows({ Effect: 'Allow', NotAction, Resource: ['*'] }, ACTION)).toBe(expected);
});
