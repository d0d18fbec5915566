import { App, aws_sam as sam, Stack } from 'aws-cdk-lib';
import { TracingStatus, XRayTracing } from '../../src';
import { rawResource } from '../contract/apps';
import { propertyContract } from '../contract/tracer-contract';
import { includeTemplate } from '../support/include';
import { inspectedStatus } from '../support/inspect';
import { rendered } from '../support/resources';

propertyContract({
  resourceType: 'AWS::Serverless::Api',
  property: 'TracingEnabled',
  on: true,
  off: false,
  properties: { StageName: 'prod' },
  l1: (scope, id) => new sam.CfnApi(scope, id, { stageName: 'prod' }),
});

test.each([
  ['Globals turn it on', {}, { Api: { TracingEnabled: true } }, TracingStatus.TRACED],
  ['Globals turn it on in words, which SAM refuses', {}, { Api: { TracingEnabled: 'true' } }, TracingStatus.UNTRACED],
  ['the API turns it on in words, which SAM refuses', { TracingEnabled: 'True' }, { Api: { TracingEnabled: true } }, TracingStatus.UNTRACED],
  ['the API goes before the words of Globals', { TracingEnabled: true }, { Api: { TracingEnabled: 'true' } }, TracingStatus.TRACED],
  ['Globals turn it off', {}, { Api: { TracingEnabled: false } }, TracingStatus.EXCLUDED],
  ['the API goes before Globals', { TracingEnabled: true }, { Api: { TracingEnabled: false } }, TracingStatus.TRACED],
  ['Globals of another type say nothing', {}, { Function: { Tracing: 'Active' } }, TracingStatus.UNTRACED],
])('%s', (_, properties, globals, status) => {
  expect(inspectedStatus({ Type: 'AWS::Serverless::Api', Properties: { StageName: 'prod', ...properties } }, { Globals: globals })).toBe(status);
});

describe('what SAM refuses is set right', () => {
  test('on the API', () => {
    const stack = new Stack(new App(), 'Stack');
    const api = rawResource(stack, 'Api', 'AWS::Serverless::Api', { StageName: 'prod', TracingEnabled: 'true' });
    XRayTracing.of(stack).enable();
    expect(rendered(api).Properties.TracingEnabled).toBe(true);
  });

  test('where Globals say it', () => {
    const stack = new Stack(new App(), 'Stack');
    const template = { Globals: { Api: { TracingEnabled: 'true' } }, Resources: { Api: { Type: 'AWS::Serverless::Api', Properties: { StageName: 'prod' } } } };
    const api = includeTemplate(stack, template).getResource('Api');
    XRayTracing.of(stack).enable();
    expect(rendered(api).Properties.TracingEnabled).toBe(true);
  });
});
