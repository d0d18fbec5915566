import { App, aws_synthetics as synthetics, CfnParameter, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { TracingStatus, XRayPermissions, XRayTracing } from '../../src';
import { warningsOf } from '../contract/apps';
import { propertyContract } from '../contract/tracer-contract';
import { inspectedStatus } from '../support/inspect';

const RUNTIME = 'syn-nodejs-puppeteer-13.1';

propertyContract({
  resourceType: 'AWS::Synthetics::Canary',
  property: 'RunConfig.ActiveTracing',
  on: true,
  off: false,
  properties: {
    Name: 'shop',
    ArtifactS3Location: 's3://artifacts',
    RuntimeVersion: RUNTIME,
    Schedule: { Expression: 'rate(5 minutes)' },
    Code: { Handler: 'index.handler', Script: 'exports.handler = async () => {};' },
    RunConfig: { TimeoutInSeconds: 60 },
  },
  l1: (scope, id, executionRoleArn) => new synthetics.CfnCanary(scope, id, {
    name: 'shop',
    artifactS3Location: 's3://artifacts',
    runtimeVersion: RUNTIME,
    schedule: { expression: 'rate(5 minutes)' },
    code: { handler: 'index.handler', script: 'exports.handler = async () => {};' },
    runConfig: { timeoutInSeconds: 60 },
    executionRoleArn,
  }),
  service: 'lambda.amazonaws.com',
});

test.each([
  ['syn-1.0', TracingStatus.UNSUPPORTED],
  ['syn-nodejs-1.9', TracingStatus.UNKNOWN],
  ['syn-nodejs-2.0', TracingStatus.UNTRACED],
  ['syn-nodejs-2.2', TracingStatus.UNTRACED],
  ['syn-nodejs-puppeteer-3.0', TracingStatus.UNTRACED],
  [RUNTIME, TracingStatus.UNTRACED],
  ['syn-nodejs-playwright-2.0', TracingStatus.UNKNOWN],
  ['syn-python-selenium-6.0', TracingStatus.UNKNOWN],
  ['syn-java-1.0', TracingStatus.UNKNOWN],
  [{ 'Fn::Sub': 'syn-nodejs-puppeteer-${Version}' }, TracingStatus.UNTRACED],
  [{ 'Fn::Join': ['-', ['syn', 'nodejs', 'puppeteer', { Ref: 'Version' }]] }, TracingStatus.UNTRACED],
  [{ 'Fn::Sub': 'syn-${Family}-3.0' }, TracingStatus.UNKNOWN],
  [{ Ref: 'Runtime' }, TracingStatus.UNKNOWN],
  [{ Ref: 'Puppeteer' }, TracingStatus.UNTRACED],
  [{ Ref: 'Selenium' }, TracingStatus.UNKNOWN],
  [undefined, TracingStatus.UNKNOWN],
])('the runtime %p', (runtime, status) => {
  const Parameters = { Runtime: { Type: 'String' }, Puppeteer: { Type: 'String', Default: RUNTIME }, Selenium: { Type: 'String', Default: 'syn-python-selenium-6.0' } };
  expect(inspectedStatus({ Type: 'AWS::Synthetics::Canary', Properties: { RuntimeVersion: runtime } }, { Parameters })).toBe(status);
});

test.each([
  ['true', true, TracingStatus.UNSUPPORTED],
  ['false', false, TracingStatus.EXCLUDED],
])('the oldest runtime cannot be traced, even with `ActiveTracing` %s', (_, ActiveTracing, status) => {
  expect(inspectedStatus({ Type: 'AWS::Synthetics::Canary', Properties: { RuntimeVersion: 'syn-1.0', RunConfig: { ActiveTracing } } })).toBe(status);
});

test('a runtime that a parameter of the app names by its default', () => {
  const app = new App();
  const stack = new Stack(app, 'Stack');
  const runtimeVersion = new CfnParameter(stack, 'Runtime', { default: RUNTIME }).valueAsString;
  new synthetics.CfnCanary(stack, 'Canary', {
    name: 'shop',
    artifactS3Location: 's3://artifacts',
    runtimeVersion,
    schedule: { expression: 'rate(5 minutes)' },
    executionRoleArn: 'arn:aws:iam::123456789012:role/canary',
    code: { handler: 'index.handler', script: 'exports.handler = async () => {};' },
  });
  XRayTracing.of(app).enable();
  Template.fromStack(stack).hasResourceProperties('AWS::Synthetics::Canary', { RunConfig: { ActiveTracing: true } });
});

test('a canary whose runtime does not document tracing is left alone with a warning', () => {
  const app = new App();
  const stack = new Stack(app, 'Stack');
  new synthetics.CfnCanary(stack, 'Canary', {
    name: 'shop',
    artifactS3Location: 's3://artifacts',
    runtimeVersion: 'syn-python-selenium-6.0',
    schedule: { expression: 'rate(5 minutes)' },
    code: { handler: 'index.handler', script: 'def handler(): pass' },
    executionRoleArn: 'arn:aws:iam::123456789012:role/canary',
  });
  XRayTracing.of(app).enable();
  expect(warningsOf(stack)).toEqual([{
    path: '/Stack/Canary',
    text: expect.stringMatching(/^Tracing was not turned on for this AWS::Synthetics::Canary: `RuntimeVersion` is "syn-python-selenium-6.0".*\[ack: XRay::SyntheticsCanaryTracing\]$/),
  }]);
});

test('the permission that the L2 forgets is added, to its role too', () => {
  const app = new App();
  const stack = new Stack(app, 'Stack');
  new synthetics.Canary(stack, 'Canary', {
    runtime: new synthetics.Runtime(RUNTIME, synthetics.RuntimeFamily.NODEJS),
    test: synthetics.Test.custom({ code: synthetics.Code.fromInline('exports.handler = async () => {};'), handler: 'index.handler' }),
    activeTracing: true,
  });
  XRayTracing.of(app).enable({ permissions: XRayPermissions.inline() });
  Template.fromStack(stack).hasResourceProperties('AWS::IAM::Policy', {
    PolicyDocument: { Statement: [{ Action: 'xray:PutTraceSegments', Effect: 'Allow', Resource: '*' }] },
  });
});
