import { App, aws_s3 as s3, aws_sns as sns, CfnResource, NestedStack, Resource, Stack, Stage } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { StackIndexes, stacksIn } from '../../../src/private/cdk/stack-index';
import { includeTemplate } from '../../support/include';
import { newStack } from '../../support/views';

const TOPIC = 'AWS::SNS::Topic';

test('the index has the resources of a stack by type, those of nested and included ones too', () => {
  const stack = newStack();
  const topic = new sns.Topic(stack, 'Topic').node.defaultChild;
  const nested = new sns.Topic(new NestedStack(stack, 'Nested'), 'Topic').node.defaultChild;
  const included = includeTemplate(stack, { Resources: { Included: { Type: TOPIC } } });
  const index = new StackIndexes().of(stack);
  expect(index.resources.get(TOPIC)).toEqual([topic, nested, included.getResource('Included')]);
  expect(index.resources.get('AWS::SQS::Queue')).toBeUndefined();
  expect(index.includes).toEqual([included]);
});

test('it stays as it was when it was first asked for', () => {
  const stack = newStack();
  const indexes = new StackIndexes();
  const first = indexes.of(stack);
  new sns.Topic(stack, 'Topic');
  expect(indexes.of(stack)).toBe(first);
  expect(new StackIndexes().of(stack).resources.get(TOPIC)).toHaveLength(1);
});

test.each<[string, (stack: Stack) => Construct]>([
  ['an L2', (stack) => new s3.Bucket(stack, 'Scope')],
  ['a subclass of an L2', (stack) => new (class Site extends s3.Bucket {})(stack, 'Scope')],
  ['a resource that is somebody else\'s L2', (stack) => new (class Ingest extends Resource {})(stack, 'Scope')],
])('it has what stands below %s', (_, make) => {
  const stack = newStack();
  const topic = new sns.Topic(make(stack), 'Topic').node.defaultChild;
  expect(new StackIndexes().of(stack).resources.get(TOPIC)).toEqual([topic]);
});

test('it has nothing of a Stage below', () => {
  const stack = newStack();
  new CfnResource(new Stack(new Stage(stack, 'Stage'), 'Inner'), 'R', { type: TOPIC });
  expect(new StackIndexes().of(stack).resources.size).toBe(0);
});

test('the stacks of a Stage are those below it, wherever they stand, but for nested ones and those of other Stages', () => {
  const app = new App();
  const stack = new Stack(app, 'Stack');
  const grouped = new Stack(new Construct(app, 'Group'), 'Stack');
  new NestedStack(stack, 'Nested');
  new Stack(new Stage(app, 'Stage'), 'Stack');
  expect(stacksIn(app)).toEqual([stack, grouped]);
});
