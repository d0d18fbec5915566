import { Annotations, App, aws_lambda as lambda, CfnResource, Stack, Validations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { warn } from '../../../src/private/cdk/warnings';
import { warningsOf } from '../../contract/apps';
import { lambdaFunction } from '../../support/contract-stacks/parts';
import { l1Of } from '../../support/resources';
import { newStack } from '../../support/views';

const ID = 'XRay::SomeRule';
const WARNING = { path: '/Stack/Fn/Resource', text: `message [ack: ${ID}]` };

/** A function, its L1, and the constructs on which a warning of it can be acknowledged. */
function functionInStack(): { stack: Stack; fn: lambda.Function; l1: CfnResource } {
  const stack = newStack();
  const fn = lambdaFunction(stack, 'Fn');
  return { stack, fn, l1: l1Of(fn) };
}

test('a warning has the namespace of the library in its id', () => {
  const { stack, l1 } = functionInStack();
  warn(l1, 'SomeRule', 'message');
  expect(warningsOf(stack)).toEqual([WARNING]);
});

test('a construct is warned once for each id', () => {
  const { stack, l1 } = functionInStack();
  warn(l1, 'SomeRule', 'message');
  warn(l1, 'SomeRule', 'message in other words');
  warn(l1, 'OtherRule', 'message');
  expect(warningsOf(stack)).toEqual([WARNING, { ...WARNING, text: 'message [ack: XRay::OtherRule]' }]);
});

test('a warning of somebody else does not silence ours', () => {
  const { stack, l1 } = functionInStack();
  Annotations.of(l1).addWarningV2('XRay::SomeRuleOfOurs', 'message');
  warn(l1, 'SomeRule', 'message');
  expect(warningsOf(stack)).toHaveLength(2);
});

describe.each<[string, (parts: ReturnType<typeof functionInStack>) => IConstruct]>([
  ['the resource', ({ l1 }) => l1],
  ['its L2', ({ fn }) => fn],
  ['its stack', ({ stack }) => stack],
  ['its App', ({ stack }) => stack.node.root],
])('an acknowledgement on %s', (_, where) => {
  const acknowledge = (construct: IConstruct) => Validations.of(construct).acknowledge({ id: ID, reason: 'known' });

  test('before the warning silences it', () => {
    const parts = functionInStack();
    acknowledge(where(parts));
    warn(parts.l1, 'SomeRule', 'message');
    expect(warningsOf(parts.stack)).toEqual([]);
  });

  test('after the warning silences it', () => {
    const parts = functionInStack();
    warn(parts.l1, 'SomeRule', 'message');
    acknowledge(where(parts));
    expect(warningsOf(parts.stack)).toEqual([]);
  });

  test('by Annotations silences it too', () => {
    const parts = functionInStack();
    warn(parts.l1, 'SomeRule', 'message');
    Annotations.of(where(parts)).acknowledgeWarning(ID);
    expect(warningsOf(parts.stack)).toEqual([]);
  });

  test('of another id does not', () => {
    const parts = functionInStack();
    Validations.of(where(parts)).acknowledge({ id: 'XRay::Other', reason: 'known' });
    warn(parts.l1, 'SomeRule', 'message');
    expect(warningsOf(parts.stack)).toEqual([WARNING]);
  });
});

test('an acknowledgement on the App silences a warning', () => {
  const { stack, l1 } = functionInStack();
  warn(l1, 'SomeRule', 'message');
  Validations.of(stack.node.root as App).acknowledge({ id: ID, reason: 'known' });
  expect(warningsOf(stack)).toEqual([]);
});

test('an acknowledgement elsewhere does not', () => {
  const { stack, l1 } = functionInStack();
  Validations.of(lambdaFunction(stack, 'Other')).acknowledge({ id: ID, reason: 'known' });
  warn(l1, 'SomeRule', 'message');
  expect(warningsOf(stack)).toEqual([WARNING]);
});
