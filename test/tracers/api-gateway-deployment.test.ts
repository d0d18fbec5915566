import { aws_apigateway as apigateway } from 'aws-cdk-lib';
import { propertyContract } from '../contract/tracer-contract';
import { inspected } from '../support/inspect';

propertyContract({
  resourceType: 'AWS::ApiGateway::Deployment',
  property: 'StageDescription.TracingEnabled',
  on: true,
  off: false,
  properties: { RestApiId: 'abcdef1234', StageName: 'prod', StageDescription: { MetricsEnabled: true } },
  l1: (scope, id) => new apigateway.CfnDeployment(scope, id, { restApiId: 'abcdef1234', stageName: 'prod', stageDescription: { metricsEnabled: true } }),
});

test.each([{}, { StageName: 'prod' }])('a deployment that describes no stage says nothing of tracing: %j', (more) => {
  expect(inspected({ Type: 'AWS::ApiGateway::Deployment', Properties: { RestApiId: 'abcdef1234', ...more } })).toBeUndefined();
});
