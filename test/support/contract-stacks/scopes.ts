import { type App, aws_sns as sns, NestedStack, Stack, Stage } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { ENV, lambdaFunction } from './parts';

/** The same service in Stages, nested stacks and several environments, some of them not known at synthesis. */
export function defineScopes(app: App): void {
  defineStage(app, 'Test');
  defineStage(app, 'Prod');
  defineStage(new Stage(app, 'Outer'), 'Inner');
  addService(new Stack(app, 'China', { env: { account: '111122223333', region: 'cn-north-1' } }));
  addService(new Stack(app, 'GovCloud', { env: { account: '111122223333', region: 'us-gov-west-1' } }));
  addService(new Stack(app, 'Anywhere'));
  addService(new Stack(app, 'AnywhereElse'));
}

/** A Stage with two stacks in one environment and one in another. */
export function defineStage(scope: Construct, id: string): Stage {
  const stage = new Stage(scope, id);
  const first = new Stack(stage, 'Second', { env: ENV });
  addService(first);
  addService(new NestedStack(first, 'Nested'));
  addService(new Stack(stage, 'First', { env: ENV }));
  addService(new Stack(stage, 'Elsewhere', { env: { ...ENV, region: 'us-east-1' } }));
  return stage;
}

function addService(scope: Stack): void {
  lambdaFunction(scope, 'Function');
  new sns.Topic(scope, 'Topic');
}
