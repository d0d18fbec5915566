import { aws_apigateway as apigateway } from 'aws-cdk-lib';
import { propertyContract } from '../contract/tracer-contract';

propertyContract({
  resourceType: 'AWS::ApiGateway::Stage',
  property: 'TracingEnabled',
  on: true,
  off: false,
  properties: { RestApiId: 'abcdef1234' },
  l1: (scope, id) => new apigateway.CfnStage(scope, id, { restApiId: 'abcdef1234' }),
});
