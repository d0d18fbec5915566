import { App, aws_ecs as ecs, aws_iam as iam, aws_sns as sns, CfnResource, NestedStack, Resource, Stack, Stage } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { StackIndexes, walk } from '../../../src/private/cdk/stack-index';
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

test('a walk visits what is below a scope, parents first, and no Stage', () => {
  const stack = newStack();
  const group = new Construct(stack, 'Group');
  const resource = new CfnResource(group, 'R', { type: TOPIC });
  new CfnResource(new Stack(new Stage(stack, 'Stage'), 'Inner'), 'R', { type: TOPIC });
  expect(pathsOf(stack)).toEqual([group.node.path, resource.node.path]);
});

test('a walk passes over the L2 resources of the CDK but policies, task definitions and topics, and visits all of somebody else\'s', () => {
  class Ingest extends Resource {}
  const stack = newStack();
  const role = new iam.Role(stack, 'Role', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
  role.addToPolicy(new iam.PolicyStatement({ actions: ['s3:GetObject'], resources: ['*'] }));
  const topic = new CfnResource(new Ingest(stack, 'Ingest'), 'Topic', { type: TOPIC });
  new sns.Topic(stack, 'Topic');
  new ecs.FargateTaskDefinition(stack, 'Task', { taskRole: role });
  new iam.ManagedPolicy(stack, 'Managed', { statements: [new iam.PolicyStatement({ actions: ['s3:GetObject'], resources: ['*'] })] });
  expect(pathsOf(stack)).toEqual(['Stack/Ingest', topic.node.path, 'Stack/Topic/Resource', 'Stack/Task/Resource', 'Stack/Managed/Resource']);
});

function pathsOf(scope: Stack): string[] {
  const visited: string[] = [];
  walk(scope, ({ node }) => visited.push(node.path));
  return visited;
}

test('a walk does not go below a construct at which it is told not to', () => {
  const app = new App();
  const stack = new Stack(app, 'Stack');
  new CfnResource(stack, 'Topic', { type: TOPIC });
  const visited: string[] = [];
  walk(app, ({ node }) => {
    visited.push(node.path);
    return node.path !== 'Stack';
  });
  expect(visited).toEqual(['Stack']);
});

test('a walk passes over a managed policy that has no L1, because roles are customized', () => {
  const stack = newStack();
  iam.Role.customizeRoles(stack);
  const statements = [new iam.PolicyStatement({ actions: ['s3:GetObject'], resources: ['*'] })];
  const managed = new iam.ManagedPolicy(stack, 'Managed', { statements });
  new iam.Policy(stack, 'Inline', { statements });
  expect(managed.node.defaultChild).toBeUndefined();
  expect(pathsOf(stack)).toEqual(['Stack/Inline/Resource']);
});
