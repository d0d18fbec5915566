import { aws_sqs as sqs, CfnResource, type Stack } from 'aws-cdk-lib';
import type { Construct, IConstruct } from 'constructs';
import { Companions } from '../../../src/private/cdk/companions';
import { StackIndexes } from '../../../src/private/cdk/stack-index';
import { templateOf } from '../../contract/apps';
import { includeTemplate } from '../../support/include';
import { newStack } from '../../support/views';

const create = (scope: Construct, id: string) => new CfnResource(scope, id, { type: 'AWS::SQS::Queue' });
const newCompanions = () => new Companions(new StackIndexes());

/** A stack that includes a template with resources of these logical ids. */
function including(...logicalIds: string[]): Stack {
  const stack = newStack();
  includeTemplate(stack, { Resources: Object.fromEntries(logicalIds.map((id) => [id, { Type: 'AWS::SNS::Topic' }])) });
  return stack;
}

test('a companion is made once for each scope and id', () => {
  const stack = newStack();
  const [first, again, other] = ['A', 'A', 'B'].map((id) => newCompanions().findOrCreate(stack, id, create));
  expect(again).toBe(first);
  expect(other).not.toBe(first);
});

test.each<[string[], string]>([
  [[], 'A'],
  [['Other'], 'A'],
  [['A'], 'A2'],
  [['A', 'A2'], 'A3'],
])('beside included resources %j, its id is %s', (logicalIds, id) => {
  const stack = including(...logicalIds);
  const companions = newCompanions();
  const companion = companions.findOrCreate(stack, 'A', create);
  expect(companion.node.id).toBe(id);
  expect(companions.findOrCreate(stack, 'A', create)).toBe(companion);
  expect(Object.keys(templateOf(stack).Resources).sort()).toEqual([...logicalIds, id].sort());
});

test('where a construct of the user\'s has its id, its id is counted up, and it is found again', () => {
  const stack = newStack();
  ['A', 'A2'].forEach((id) => new sqs.Queue(stack, id));
  const isRight = (existing: IConstruct) => CfnResource.isCfnResource(existing);
  const [first, again] = ['first', 'again'].map(() => newCompanions().findOrCreate(stack, 'A', create, isRight));
  expect([first.node.id, again]).toEqual(['A3', first]);
});

test('what was made for its logical id to be taken is gone', () => {
  const stack = including('A');
  newCompanions().findOrCreate(stack, 'A', create);
  expect(stack.node.tryFindChild('A')).toBeUndefined();
});

test('a companion with an L2 is told by the logical id of its default child', () => {
  const stack = including('Other');
  expect(newCompanions().findOrCreate(stack, 'Queue', (scope, id) => new sqs.Queue(scope, id)).node.id).toBe('Queue');
});
