import {
  type App, aws_apigateway as apigateway, aws_appsync as appsync, aws_dynamodb as dynamodb, aws_logs as logs, aws_stepfunctions as sfn,
  aws_stepfunctions_tasks as tasks, aws_synthetics as synthetics, CfnOutput, custom_resources as custom, Duration, Stack,
} from 'aws-cdk-lib';
import { ENV, GRAPHQL_SCHEMA, lambdaFunction } from './parts';

/** A service as most apps are written: L2 constructs, with roles that they make. */
export function defineL2(app: App): void {
  const stack = new Stack(app, 'Orders', { env: ENV });
  addFunctions(stack);
  addStateMachines(stack);
  addGraphqlApi(stack);
  addCanaries(stack);
  addFrameworkFunctions(stack);
}

function addFunctions(stack: Stack): void {
  const table = new dynamodb.Table(stack, 'Table', { partitionKey: { name: 'id', type: dynamodb.AttributeType.STRING } });
  const write = lambdaFunction(stack, 'Write');
  table.grantWriteData(write);
  new CfnOutput(stack, 'WriteVersion', { value: write.currentVersion.functionArn });

  new apigateway.LambdaRestApi(stack, 'Api', { handler: write });
  const untraced = new apigateway.RestApi(stack, 'ExplicitlyUntraced', { deployOptions: { tracingEnabled: false } });
  untraced.root.addMethod('GET', new apigateway.LambdaIntegration(write));
}

function addStateMachines(stack: Stack): void {
  const reserve = new tasks.LambdaInvoke(stack, 'Reserve', { lambdaFunction: lambdaFunction(stack, 'ReserveStock') });
  new sfn.StateMachine(stack, 'Checkout', { definitionBody: sfn.DefinitionBody.fromChainable(reserve) });
  new sfn.StateMachine(stack, 'Express', {
    stateMachineType: sfn.StateMachineType.EXPRESS,
    definitionBody: sfn.DefinitionBody.fromChainable(new sfn.Pass(stack, 'Nothing')),
    logs: { destination: new logs.LogGroup(stack, 'ExpressLogs'), level: sfn.LogLevel.ALL },
  });
}

function addGraphqlApi(stack: Stack): void {
  const definition = appsync.Definition.fromSchema({ bind: (api) => ({ apiId: (api as appsync.GraphqlApi).apiId, definition: GRAPHQL_SCHEMA }) });
  const api = new appsync.GraphqlApi(stack, 'Graph', { name: 'orders', definition });
  api.addLambdaDataSource('Source', lambdaFunction(stack, 'Resolve'));
}

function addCanaries(stack: Stack): void {
  const test = synthetics.Test.custom({ code: synthetics.Code.fromInline('exports.handler = async () => {};'), handler: 'index.handler' });
  new synthetics.Canary(stack, 'Watch', { test, runtime: synthetics.Runtime.SYNTHETICS_NODEJS_PUPPETEER_13_0 });
  new synthetics.Canary(stack, 'WatchWithPython', { test, runtime: synthetics.Runtime.SYNTHETICS_PYTHON_SELENIUM_7_0 });
}

/** The CDK adds functions of its own for these. */
function addFrameworkFunctions(stack: Stack): void {
  new custom.AwsCustomResource(stack, 'Lookup', {
    onUpdate: { service: 'SSM', action: 'getParameter', parameters: { Name: 'x' }, physicalResourceId: custom.PhysicalResourceId.of('x') },
    policy: custom.AwsCustomResourcePolicy.fromSdkCalls({ resources: ['arn:aws:ssm:eu-west-1:111122223333:parameter/x'] }),
    installLatestAwsSdk: false,
  });
  new logs.LogRetention(stack, 'Retention', { logGroupName: '/orders', retention: logs.RetentionDays.ONE_MONTH });
  new custom.Provider(stack, 'Provider', {
    onEventHandler: lambdaFunction(stack, 'OnEvent'),
    isCompleteHandler: lambdaFunction(stack, 'IsComplete'),
    queryInterval: Duration.minutes(1),
  });
}
