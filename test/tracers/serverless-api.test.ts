import { aws_sam as sam } from 'aws-cdk-lib';
import { TracingStatus } from '../../src';
import { propertyContract } from '../contract/tracer-contract';
import { inspectedStatus } from '../support/inspect';

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
  ['Globals turn it on in words', {}, { Api: { TracingEnabled: 'true' } }, TracingStatus.TRACED],
  ['Globals turn it off', {}, { Api: { TracingEnabled: false } }, TracingStatus.EXCLUDED],
  ['the API goes before Globals', { TracingEnabled: true }, { Api: { TracingEnabled: false } }, TracingStatus.TRACED],
  ['Globals of another type say nothing', {}, { Function: { Tracing: 'Active' } }, TracingStatus.UNTRACED],
])('%s', (_, properties, globals, status) => {
  expect(inspectedStatus({ Type: 'AWS::Serverless::Api', Properties: { StageName: 'prod', ...properties } }, { Globals: globals })).toBe(status);
});
