import { aws_apigateway as apigateway } from 'aws-cdk-lib';
import { TracingStatus } from '../../src';
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

test('a deployment that names a stage makes one that is not traced', () => {
  const deployment = { Type: 'AWS::ApiGateway::Deployment', Properties: { RestApiId: 'abcdef1234', StageName: 'prod' } };
  expect(inspected(deployment)?.status).toBe(TracingStatus.UNTRACED);
});

test('a deployment that makes no stage says nothing of tracing', () => {
  expect(inspected({ Type: 'AWS::ApiGateway::Deployment', Properties: { RestApiId: 'abcdef1234' } })).toBeUndefined();
});
