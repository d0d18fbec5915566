import { CfnParameter, CfnResource, NestedStack } from 'aws-cdk-lib';
import { LogicalIds } from '../../../src/private/cdk/logical-ids';
import { newStack } from '../../support/views';

test('what stands in a template is found by its logical id, also what is added later', () => {
  const stack = newStack();
  const parameter = new CfnParameter(stack, 'Stage');
  const logicalIds = new LogicalIds();
  expect([logicalIds.find(stack, 'Stage'), logicalIds.find(stack, 'Later')]).toEqual([parameter, undefined]);
  const later = new CfnResource(stack, 'Later', { type: 'AWS::SNS::Topic' });
  expect(logicalIds.find(stack, 'Later')).toBe(later);
});

test('what stands in a nested stack is not', () => {
  const stack = newStack();
  const inner = new CfnResource(new NestedStack(stack, 'Nested'), 'Inner', { type: 'AWS::SNS::Topic' });
  const logicalIds = new LogicalIds();
  expect([logicalIds.find(stack, 'Inner'), logicalIds.find(inner.stack, 'Inner')]).toEqual([undefined, inner]);
});

test('a stack is looked through once for all that is there', () => {
  const stack = newStack();
  ['A', 'B', 'C'].forEach((id) => new CfnResource(stack, id, { type: 'AWS::SNS::Topic' }));
  const findAll = jest.spyOn(stack.node, 'findAll');
  const logicalIds = new LogicalIds();
  ['A', 'B', 'C'].forEach((id) => logicalIds.find(stack, id));
  expect(findAll).toHaveBeenCalledTimes(1);
});

test('a name that nothing has makes nobody resolve the others again', () => {
  const stack = newStack();
  ['A', 'B', 'C'].forEach((id) => new CfnResource(stack, id, { type: 'AWS::SNS::Topic' }));
  const logicalIds = new LogicalIds();
  const resolve = jest.spyOn(stack, 'resolve');
  ['X', 'Y', 'Z'].forEach((id) => logicalIds.find(stack, id));
  expect(resolve).toHaveBeenCalledTimes(3);
});
