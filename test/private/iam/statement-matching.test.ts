import { Token } from 'aws-cdk-lib';
import { allows, coversAction, coversEveryResource, matchesAction, mayAllow } from '../../../src/private/iam/statement-matching';

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

test.each([
  [{ Action: ['s3:*', 'xray:*'] }, 'surely'],
  [{ Action: 's3:*' }, 'no'],
  [{}, 'no'],
  [{ Action: ['s3:*', { Ref: 'More' }] }, 'perhaps'],
  [{ Action: [Token.asString({ Ref: 'More' })] }, 'perhaps'],
  [{ Action: ['*', { Ref: 'More' }] }, 'surely'],
  [{ NotAction: ['s3:*'] }, 'surely'],
  [{ NotAction: ['xray:Put*'] }, 'no'],
  [{ NotAction: ['s3:*', { Ref: 'More' }] }, 'perhaps'],
  [{ NotAction: ['xray:*', { Ref: 'More' }] }, 'no'],
])('%j is about an action: %s', (statement, expected) => {
  expect(coversAction(statement, ACTION)).toBe(expected);
});

test.each([
  [{ Resource: '*' }, true],
  [{ Resource: ['arn:aws:s3:::b', '*'] }, true],
  [{ Resource: ['arn:aws:s3:::b'] }, false],
  [{ NotResource: ['arn:aws:s3:::b'] }, true],
  [{ NotResource: '*' }, false],
  [{}, false],
])('%j is about every resource: %s', (statement, expected) => {
  expect(coversEveryResource(statement)).toBe(expected);
});

test.each<[any, boolean]>([
  [{ Effect: 'Allow', Action: 'xray:*', Resource: '*' }, true],
  [{ Effect: 'Allow', Action: 'xray:*', Resource: '*', Condition: {} }, true],
  [{ Effect: { 'Fn::If': ['C', 'Allow', 'Deny'] }, Action: 'xray:*', Resource: '*' }, true],
  [{ Effect: 'Allow', Action: { Ref: 'Action' }, Resource: '*' }, true],
  [{ Effect: 'Allow', Action: 'xray:*', Resource: { Ref: 'Resource' } }, true],
  [{ Effect: 'Allow', Action: 'xray:*', NotResource: 'arn:aws:s3:::b' }, true],
  [{ 'Fn::If': ['C', {}, {}] }, true],
  [undefined, true],
  [{ Effect: 'Allow', Action: 's3:*', Resource: '*' }, false],
  [{ Effect: 'Allow', Action: 'xray:*', Resource: 'arn:aws:xray:eu-west-1:111122223333:group/x' }, false],
  [{ Effect: 'Deny', Action: 'xray:*', Resource: '*' }, false],
])('%j may allow an action: %s', (statement, expected) => {
  expect(mayAllow(statement, ACTION)).toBe(expected);
});
