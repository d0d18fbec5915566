import { App, aws_sam as sam, Stack } from 'aws-cdk-lib';
import { warningsOf } from '../contract/apps';
import { tracerContract } from '../contract/tracer-contract';
import { TracingStatus, XRayTracing } from '../../src';
import { inspectedStatus } from '../support/inspect';

const PROPERTIES = { CodeUri: 's3://code/orders.zip', Handler: 'index.handler', Runtime: 'nodejs22.x' };
const PROPS = { codeUri: 's3://code/orders.zip', handler: 'index.handler', runtime: 'nodejs22.x' };

tracerContract({
  resourceType: 'AWS::Serverless::Function',
  property: 'Tracing',
  on: 'Active',
  off: 'PassThrough',
  properties: PROPERTIES,
  l1: (scope, id, role) => new sam.CfnFunction(scope, id, { ...PROPS, role }),
  service: 'lambda.amazonaws.com',
});

test('SAM makes the role of a function that names none, with the permission, so nothing is missing', () => {
  const app = new App();
  const stack = new Stack(app, 'Stack');
  new sam.CfnFunction(stack, 'Function', PROPS);
  XRayTracing.of(app).enable();
  expect(warningsOf(stack)).toEqual([]);
});

test.each([
  ['Globals turn it on', {}, { Function: { Tracing: 'Active' } }, TracingStatus.TRACED],
  ['Globals pass through', {}, { Function: { Tracing: 'PassThrough' } }, TracingStatus.EXCLUDED],
  ['Globals leave it to the deployment', {}, { Function: { Tracing: { Ref: 'Mode' } } }, TracingStatus.UNKNOWN],
  ['the function goes before Globals', { Tracing: 'PassThrough' }, { Function: { Tracing: 'Active' } }, TracingStatus.EXCLUDED],
  ['Globals without tracing', {}, { Function: { Timeout: 3 } }, TracingStatus.UNTRACED],
])('%s', (_, properties, globals, status) => {
  expect(inspectedStatus({ Type: 'AWS::Serverless::Function', Properties: { ...PROPERTIES, ...properties } }, { Globals: globals })).toBe(status);
});
