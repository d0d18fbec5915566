import { App, aws_sam as sam, Stack } from 'aws-cdk-lib';
import { XRayTracing } from '../../src';
import { warningsOf } from '../contract/apps';
import { propertyContract } from '../contract/tracer-contract';
import { includeTemplate } from '../support/include';

propertyContract({
  resourceType: 'AWS::Serverless::StateMachine',
  property: 'Tracing.Enabled',
  on: true,
  off: false,
  properties: { DefinitionUri: 's3://code/orders.json' },
  l1: (scope, id, role) => new sam.CfnStateMachine(scope, id, { definitionUri: 's3://code/orders.json', role }),
  service: 'states.amazonaws.com',
});

test('the REST API that SAM makes for events is warned of, once', () => {
  const app = new App();
  const stack = new Stack(app, 'Stack');
  const Events = { Event: { Type: 'Api', Properties: { Path: '/', Method: 'post' } } };
  const machine = { Type: 'AWS::Serverless::StateMachine', Properties: { DefinitionUri: 's3://code/orders.json', Events } };
  includeTemplate(stack, { Transform: 'AWS::Serverless-2016-10-31', Resources: { First: machine, Second: machine } });
  XRayTracing.of(app).enable();
  const warnings = warningsOf(stack).filter(({ text }) => text.includes('XRay::ImplicitApiUntraced'));
  expect(warnings.map(({ path }) => path)).toEqual(['/Stack/Include/First']);
});
