import { aws_apigateway as apigateway, aws_s3 as s3, Stack, Validations } from 'aws-cdk-lib';
import { XRayTracing } from '../../src';
import { testApp, warningsOf } from '../contract/apps';
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

describe('a deployment that makes a stage without describing it', () => {
  const deployment = (stack: Stack, props: Partial<apigateway.CfnDeploymentProps> = {}) =>
    new apigateway.CfnDeployment(stack, 'Deployment', { restApiId: new apigateway.CfnRestApi(stack, 'Api', { name: 'orders' }).ref, stageName: 'live', ...props });

  function idsAfter(change: (made: apigateway.CfnDeployment, stack: Stack) => void, props?: Partial<apigateway.CfnDeploymentProps>): string[] {
    const app = testApp();
    const stack = new Stack(app, 'Stack');
    XRayTracing.of(app).enable();
    change(deployment(stack, props), stack);
    return warningsOf(stack).map(({ path, text }) => `${path} ${/\[ack: (.*)\]$/.exec(text)?.[1]}`);
  }

  const apiWithStage = (stack: Stack) => {
    const api = new apigateway.RestApi(stack, 'L2Api');
    api.root.addMethod('GET');
    return api;
  };

  const WARNED = ['/Stack/Deployment XRay::DeploymentStageUntraced'];

  test('gets a warning that says what to do', () => {
    const app = testApp();
    const stack = new Stack(app, 'Stack');
    deployment(stack);
    XRayTracing.of(app).enable();
    expect(warningsOf(stack).map(({ text }) => text)).toEqual([
      'X-Ray does not trace the stage that this deployment makes. What to do: give the deployment a `StageDescription` with `TracingEnabled: true`, or make the stage by an '
      + 'AWS::ApiGateway::Stage instead of the `StageName`. [ack: XRay::DeploymentStageUntraced]',
    ]);
  });

  test.each<[string, Partial<apigateway.CfnDeploymentProps> | undefined, (made: apigateway.CfnDeployment, stack: Stack) => void, string[]]>([
    ['of an API of another app', { restApiId: 'abcdef1234' }, () => {}, WARNED],
    ['of which a stage stands in the app', undefined, ({ restApiId }, stack) => new apigateway.CfnStage(stack, 'Stage', { restApiId }), []],
    ['of which a stage stands below an L2', undefined, ({ restApiId }, stack) => new apigateway.CfnStage(new s3.Bucket(stack, 'Scope'), 'Stage', { restApiId }), []],
    ['of an L2 API with a stage of its own', undefined, (made, stack) => { made.restApiId = apiWithStage(stack).restApiId; }, []],
    ['with a stage of another API', undefined, (_, stack) => new apigateway.CfnStage(stack, 'Stage', { restApiId: new apigateway.CfnRestApi(stack, 'Other', { name: 'o' }).ref }), WARNED],
    ['that makes none', { stageName: undefined }, () => {}, []],
    ['that describes it later', undefined, (made) => made.addPropertyOverride('StageDescription.TracingEnabled', true), []],
    ['that is left out', undefined, (made) => XRayTracing.of(made).exclude('no requests'), []],
    ['that is acknowledged', undefined, (made) => Validations.of(made).acknowledge({ id: 'XRay::DeploymentStageUntraced', reason: 'old' }), []],
  ])('%s', (_, props, change, expected) => {
    expect(idsAfter(change, props)).toEqual(expected);
  });
});
