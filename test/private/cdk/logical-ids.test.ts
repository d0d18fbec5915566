import { CfnElement, CfnOutput, CfnParameter, CfnResource, NestedStack, type Stack } from 'aws-cdk-lib';
import { elementByLogicalId } from '../../../src/private/cdk/logical-ids';
import { newStack } from '../../support/views';

const topic = (stack: Stack, id: string) => new CfnResource(stack, id, { type: 'AWS::SNS::Topic' });
const resourceIn = (stack: Stack, logicalId: string) => elementByLogicalId(stack, logicalId, CfnResource.isCfnResource);

test('what stands in a template is found by its logical id, also what is added later', () => {
  const stack = newStack();
  const parameter = new CfnParameter(stack, 'Stage');
  expect([elementByLogicalId(stack, 'Stage', CfnElement.isCfnElement), resourceIn(stack, 'Later')]).toEqual([parameter, undefined]);
  const later = topic(stack, 'Later');
  expect(resourceIn(stack, 'Later')).toBe(later);
});

test('of those with the same logical id that is found which is sought', () => {
  const stack = newStack();
  new CfnOutput(stack, 'Output', { value: 'x' }).overrideLogicalId('Same');
  const resource = topic(stack, 'Same');
  expect(resourceIn(stack, 'Same')).toBe(resource);
});

test('what stands in a nested stack is not found', () => {
  const stack = newStack();
  const nested = new NestedStack(stack, 'Nested');
  const inner = topic(nested, 'Inner');
  expect([resourceIn(stack, 'Inner'), resourceIn(nested, 'Inner')]).toEqual([undefined, inner]);
});

test.each<[string, (stack: Stack, known: CfnResource) => unknown]>([
  ['has another logical id by now', (_, known) => known.overrideLogicalId('Other')],
  ['is removed', (stack) => stack.node.tryRemoveChild('It')],
])('what %s is not found any more', (_, change) => {
  const stack = newStack();
  const known = topic(stack, 'It');
  expect(resourceIn(stack, 'It')).toBe(known);
  change(stack, known);
  expect(resourceIn(stack, 'It')).toBeUndefined();
});

test('a stack is looked through once for all that is there', () => {
  const stack = newStack();
  ['A', 'B', 'C'].forEach((id) => topic(stack, id));
  const findAll = jest.spyOn(stack.node, 'findAll');
  ['A', 'B', 'C'].forEach((id) => resourceIn(stack, id));
  expect(findAll).toHaveBeenCalledTimes(1);
});

test.each([
  ['a name that nothing has makes nobody resolve the others again', ['X', 'Y', 'Z'], 3],
  ['pseudo parameters make nobody resolve anything', ['AWS::Region', 'AWS::StackName'], 0],
])('%s', (_, names, times) => {
  const stack = newStack();
  ['A', 'B', 'C'].forEach((id) => topic(stack, id));
  const resolve = jest.spyOn(stack, 'resolve');
  names.forEach((name) => resourceIn(stack, name));
  expect(resolve).toHaveBeenCalledTimes(times);
});
