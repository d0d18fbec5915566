import { aws_sam as sam } from 'aws-cdk-lib';
import { propertyContract } from '../contract/tracer-contract';

propertyContract({
  resourceType: 'AWS::Serverless::StateMachine',
  property: 'Tracing.Enabled',
  on: true,
  off: false,
  properties: { DefinitionUri: 's3://code/orders.json' },
  l1: (scope, id, role) => new sam.CfnStateMachine(scope, id, { definitionUri: 's3://code/orders.json', role }),
  service: 'states.amazonaws.com',
});
