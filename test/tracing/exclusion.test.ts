import * as path from 'path';
import {
  App, aws_lambda as lambda, aws_rum as rum, aws_s3 as s3, aws_sns as sns, aws_sqs as sqs, cloudformation_include as cfninc,
  CfnResource, Stack, Stage, Token,
} from 'aws-cdk-lib';
import { InspectedResource, mixins, TracerRegistry, TracingStatus, XRayTracing } from '../../src';
import { STABILIZATION, templateOf, testApp, warningsOf } from '../contract/apps';
import { cfnFunction, ENV, lambdaFunction } from '../support/contract-stacks/parts';
import { rendered } from '../support/resources';

const traced = { TracingConfig: { Mode: 'Active' } };
const excluded = (reason: string) => ({ 'cdk-xray': { excluded: reason } });

describe.each([true, false])('with aspect stabilization %s', (stabilization) => {
  const newStack = (app: App = testApp({ [STABILIZATION]: stabilization }), id = 'Stack') => new Stack(app, id, { env: ENV });

  test.each<[string, (stack: Stack, fn: lambda.Function) => any]>([
    ['the resource', (_, fn) => fn.node.defaultChild],
    ['its L2', (_, fn) => fn],
    ['its stack', (stack) => stack],
    ['the App', (stack) => stack.node.root],
  ])('%s may be excluded, before or after tracing was enabled', (_, scope) => {
    for (const order of ['before', 'after']) {
      const stack = newStack();
      const fn = lambdaFunction(stack, 'Fn');
      if (order === 'after') { XRayTracing.of(stack).enable(); }
      XRayTracing.of(scope(stack, fn)).exclude('retired in March');
      if (order === 'before') { XRayTracing.of(stack).enable(); }
      const resource = rendered(fn);
      expect(resource.Properties.TracingConfig).toBeUndefined();
      expect(resource.Metadata).toEqual(excluded('retired in March'));
      expect(JSON.stringify(rendered(fn.role!))).not.toContain('XrayWriteOnly');
      expect(warningsOf(stack)).toEqual([]);
    }
  });

  test('what is beside it is traced', () => {
    const stack = newStack();
    XRayTracing.of(stack).enable();
    const [one, other] = ['A', 'B'].map((id) => lambdaFunction(stack, id));
    XRayTracing.of(one).exclude('retired');
    expect(rendered(other).Properties).toMatchObject(traced);
    expect(rendered(other).Metadata).toBeUndefined();
  });

  test('the nearest reason is the one that counts', () => {
    const stack = newStack();
    const fn = lambdaFunction(stack, 'Fn');
    XRayTracing.of(fn).exclude('near');
    XRayTracing.of(stack).exclude('far');
    XRayTracing.of(stack).enable();
    expect(rendered(fn).Metadata).toEqual(excluded('near'));
  });

  test('an excluded App leaves out its Stages', () => {
    const app = testApp({ [STABILIZATION]: stabilization });
    const stack = new Stack(new Stage(app, 'Prod', { env: ENV }), 'Stack');
    const fn = lambdaFunction(stack, 'Fn');
    XRayTracing.of(app).enable();
    XRayTracing.of(app).exclude('retired');
    expect([rendered(fn).Properties.TracingConfig, rendered(fn).Metadata]).toEqual([undefined, excluded('retired')]);
  });
});

const newStack = () => new Stack(testApp(), 'Stack', { env: ENV });

test('the reason stands without tracing being enabled, for those who read the template', () => {
  const stack = newStack();
  const fn = lambdaFunction(stack, 'Fn');
  XRayTracing.of(fn).exclude('retired');
  const [id] = Object.entries<any>(templateOf(stack).Resources).find(([, { Type }]) => Type === 'AWS::Lambda::Function')!;
  expect(TracerRegistry.builtIn().inspect(InspectedResource.fromTemplate(templateOf(stack), id))).toMatchObject({ status: TracingStatus.EXCLUDED, reason: 'retired' });
});

test('the metadata of the user stays', () => {
  const stack = newStack();
  const fn = cfnFunction(stack, 'Fn', 'r');
  fn.addMetadata('mine', { a: 1 });
  XRayTracing.of(fn).exclude('retired');
  expect(rendered(fn).Metadata).toEqual({ mine: { a: 1 }, ...excluded('retired') });
});

test.each<[string, (stack: Stack) => CfnResource]>([
  ['a bucket', (stack) => new s3.CfnBucket(stack, 'R')],
  ['a queue', (stack) => new sqs.CfnQueue(stack, 'R')],
  ['a resource of no row', (stack) => new CfnResource(stack, 'R', { type: 'AWS::SSM::Parameter', properties: { Type: 'String', Value: 'x' } })],
])('%s, which could not have been traced, is left as it is', (_, make) => {
  const stack = newStack();
  const resource = make(stack);
  XRayTracing.of(stack).exclude('retired');
  expect(rendered(resource).Metadata).toBeUndefined();
});

const functionWith = (stack: Stack, mode?: string) => cfnFunction(stack, 'R', 'r', { tracingConfig: mode ? { mode } : undefined });
const mappingOf = (stack: Stack, service: string) =>
  new lambda.CfnEventSourceMapping(stack, 'R', { functionName: 'f', eventSourceArn: `arn:aws:${service}:eu-west-1:111122223333:x` });

test.each<[string, boolean, (stack: Stack) => CfnResource]>([
  ['is untraced', true, (stack) => functionWith(stack)],
  ['says itself that it is not to be traced', true, (stack) => functionWith(stack, 'PassThrough')],
  ['is traced only where that is asked for', true, (stack) => new rum.CfnAppMonitor(stack, 'R', { name: 'm', domain: 'example.com' })],
  ['leaves it to the deployment', true, (stack) => functionWith(stack, Token.asString({ Ref: 'AWS::StackName' }))],
  ['is traced', false, (stack) => functionWith(stack, 'Active')],
  ['cannot be traced', false, (stack) => mappingOf(stack, 'kafka')],
  ['passes the trace header on', false, (stack) => mappingOf(stack, 'sqs')],
  ['has nothing to tell', false, (stack) => mappingOf(stack, 'kinesis')],
])('a resource that %s: the reason is written %s', (_, isWritten, make) => {
  const stack = newStack();
  const resource = make(stack);
  XRayTracing.of(stack).exclude('retired');
  expect(rendered(resource).Metadata).toEqual(isWritten ? excluded('retired') : undefined);
});

test('a raw and an included function are told too', () => {
  const stack = newStack();
  const raw = new CfnResource(stack, 'Raw', { type: 'AWS::Lambda::Function', properties: {} });
  const included = new cfninc.CfnInclude(stack, 'Included', { templateFile: path.join(__dirname, '..', 'support', 'templates', 'function-and-role.json') });
  XRayTracing.of(stack).exclude('retired');
  expect([raw, included.getResource('Function')].map((each) => rendered(each).Metadata)).toEqual([excluded('retired'), excluded('retired')]);
});

test('`overrideExplicitSettings` does not concern it', () => {
  const stack = newStack();
  XRayTracing.of(stack).enable({ overrideExplicitSettings: true });
  const topic = new sns.Topic(stack, 'Topic');
  XRayTracing.of(topic).exclude('retired');
  expect(rendered(topic).Properties?.TracingConfig).toBeUndefined();
});

test('`overrideExplicitSettings` does not concern the exclusion that an included template tells of', () => {
  const stack = newStack();
  XRayTracing.of(stack).enable({ overrideExplicitSettings: true });
  const fn = cfnFunction(stack, 'Fn', 'r');
  fn.addMetadata('cdk-xray', { excluded: 'retired' });
  expect(rendered(fn).Properties.TracingConfig).toBeUndefined();
});

test('a mixin leaves it alone', () => {
  const stack = newStack();
  const fn = lambdaFunction(stack, 'Fn');
  XRayTracing.of(fn).exclude('retired');
  fn.with(new mixins.ResourceTracing());
  expect(rendered(fn).Properties.TracingConfig).toBeUndefined();
});

test('a property that turns tracing on by itself is not removed', () => {
  const stack = newStack();
  const fn = lambdaFunction(stack, 'Fn', { tracing: lambda.Tracing.ACTIVE });
  XRayTracing.of(fn).exclude('retired');
  expect(rendered(fn).Properties).toMatchObject(traced);
});

test.each(['', ' ', '\n', undefined, null, 42])('the reason may not be %j', (reason: any) => {
  const stack = newStack();
  const shown = reason === undefined ? 'undefined' : JSON.stringify(reason);
  expect(() => XRayTracing.of(stack).exclude(reason)).toThrow(new Error(`[Stack] \`reason\` must say why the construct is not traced, for example "retired in March", got: ${shown}`));
});
