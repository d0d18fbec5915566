import {
  type App, aws_apigateway as apigateway, aws_apprunner as apprunner, aws_appsync as appsync, aws_iam as iam, aws_rum as rum, aws_sam as sam,
  aws_sns as sns, aws_stepfunctions as sfn, aws_synthetics as synthetics, Stack,
} from 'aws-cdk-lib';
import { allow, cfnFunction, cfnRole, ENV, STATE_MACHINE_DEFINITION } from './parts';

/** A service whose authors write typed L1 constructs, roles included. */
export function defineL1(app: App): void {
  const stack = new Stack(app, 'Ledger', { env: ENV });
  addFunctions(stack);
  addApis(stack);
  addAppRunner(stack);
  addMonitoring(stack);
  addSam(new Stack(app, 'Sam', { env: ENV }));
}

function addFunctions(stack: Stack): void {
  const plain = cfnRole(stack, 'PlainRole', 'lambda.amazonaws.com');
  cfnFunction(stack, 'Plain', plain.attrArn);
  cfnFunction(stack, 'ExplicitlyPassingThrough', plain.attrArn, { tracingConfig: { mode: 'PassThrough' } });
  const own = cfnRole(stack, 'RoleWithOwnPolicy', 'lambda.amazonaws.com', {
    policies: [{ policyName: 'Own', policyDocument: allow('s3:GetObject', 'arn:aws:s3:::orders/a.json') }],
  });
  cfnFunction(stack, 'Reader', own.attrArn);
  const machines = new iam.Role(stack, 'MachineRole', { assumedBy: new iam.ServicePrincipal('states.amazonaws.com') });
  new sfn.CfnStateMachine(stack, 'Settle', { roleArn: machines.roleArn, definition: STATE_MACHINE_DEFINITION });
}

function addApis(stack: Stack): void {
  const api = new apigateway.CfnRestApi(stack, 'Api', { name: 'ledger' });
  const method = new apigateway.CfnMethod(stack, 'Get', {
    restApiId: api.ref, resourceId: api.attrRootResourceId, httpMethod: 'GET', authorizationType: 'AWS_IAM', integration: { type: 'MOCK' },
  });
  const described = new apigateway.CfnDeployment(stack, 'Described', {
    restApiId: api.ref, stageName: 'test', stageDescription: { metricsEnabled: true },
  });
  const deployment = new apigateway.CfnDeployment(stack, 'Deployment', { restApiId: api.ref });
  [described, deployment].forEach((resource) => resource.addResourceDependency(method));
  new apigateway.CfnStage(stack, 'Stage', { restApiId: api.ref, deploymentId: deployment.ref, stageName: 'prod' });
  new appsync.CfnGraphQLApi(stack, 'Graph', { name: 'ledger', authenticationType: 'AWS_IAM' });
}

function addAppRunner(stack: Stack): void {
  const role = cfnRole(stack, 'InstanceRole', 'tasks.apprunner.amazonaws.com');
  const service = (id: string, props: Partial<apprunner.CfnServiceProps> = {}) => new apprunner.CfnService(stack, id, {
    sourceConfiguration: { imageRepository: { imageIdentifier: 'public.ecr.aws/nginx/nginx:1.29', imageRepositoryType: 'ECR_PUBLIC' } },
    instanceConfiguration: { instanceRoleArn: role.attrArn },
    ...props,
  });
  service('Web');
  service('Admin');
  service('WithoutRole', { instanceConfiguration: undefined });
  const own = new apprunner.CfnObservabilityConfiguration(stack, 'OwnConfiguration', {});
  service('Own', { observabilityConfiguration: { observabilityEnabled: true, observabilityConfigurationArn: own.attrObservabilityConfigurationArn } });
}

function addMonitoring(stack: Stack): void {
  new sns.CfnTopic(stack, 'Topic');
  new rum.CfnAppMonitor(stack, 'Monitor', { name: 'shop', domain: 'shop.example.com' });
  new synthetics.CfnCanary(stack, 'Canary', {
    name: 'ledger',
    artifactS3Location: 's3://canary-results',
    code: { handler: 'index.handler', script: 'exports.handler = async () => {};' },
    executionRoleArn: cfnRole(stack, 'CanaryRole', 'lambda.amazonaws.com').attrArn,
    runtimeVersion: 'syn-nodejs-puppeteer-13.0',
    schedule: { expression: 'rate(5 minutes)' },
  });
}

function addSam(stack: Stack): void {
  stack.addTransform('AWS::Serverless-2016-10-31');
  const code = { runtime: 'nodejs24.x', handler: 'index.handler', inlineCode: 'exports.handler = async () => {};' };
  new sam.CfnFunction(stack, 'Function', code);
  new sam.CfnFunction(stack, 'WithRole', { ...code, role: cfnRole(stack, 'Role', 'lambda.amazonaws.com').attrArn });
  new sam.CfnApi(stack, 'Api', { stageName: 'prod' });
  new sam.CfnHttpApi(stack, 'HttpApi', {});
  new sam.CfnStateMachine(stack, 'Machine', { definition: STATE_MACHINE_DEFINITION });
}
