import { aws_stepfunctions as sfn } from 'aws-cdk-lib';
import { propertyContract } from '../contract/tracer-contract';

const DEFINITION = '{"StartAt":"Done","States":{"Done":{"Type":"Succeed"}}}';

propertyContract({
  resourceType: 'AWS::StepFunctions::StateMachine',
  property: 'TracingConfiguration.Enabled',
  on: true,
  off: false,
  properties: { DefinitionString: DEFINITION },
  l1: (scope, id, roleArn) => new sfn.CfnStateMachine(scope, id, { definitionString: DEFINITION, roleArn }),
  service: 'states.amazonaws.com',
});
