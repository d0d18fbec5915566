import { type App, CfnResource, Fn, Stack } from 'aws-cdk-lib';
import { ENV, STATE_MACHINE_DEFINITION, trustOf } from './parts';

/** A service whose authors write raw resources, for which the CDK knows no property. */
export function defineRaw(app: App): void {
  const stack = new Stack(app, 'Raw', { env: ENV });
  const resource = (id: string, type: string, properties: Record<string, any>) => new CfnResource(stack, id, { type, properties });

  const role = resource('Role', 'AWS::IAM::Role', { AssumeRolePolicyDocument: trustOf('lambda.amazonaws.com') });
  const roleArn = Fn.getAtt(role.logicalId, 'Arn');
  resource('Function', 'AWS::Lambda::Function', {
    Role: roleArn, Runtime: 'nodejs24.x', Handler: 'index.handler', Code: { ZipFile: 'exports.handler = async () => {};' },
  });
  resource('Machine', 'AWS::StepFunctions::StateMachine', { RoleArn: role.getAtt('Arn'), Definition: STATE_MACHINE_DEFINITION });
  resource('Topic', 'AWS::SNS::Topic', {});
  resource('Graph', 'AWS::AppSync::GraphQLApi', { Name: 'raw', AuthenticationType: 'AWS_IAM' });
  resource('Service', 'AWS::AppRunner::Service', {
    SourceConfiguration: { ImageRepository: { ImageIdentifier: 'public.ecr.aws/nginx/nginx:1.29', ImageRepositoryType: 'ECR_PUBLIC' } },
    InstanceConfiguration: { InstanceRoleArn: roleArn },
  });
  resource('Website', 'AWS::Lambda::WebFunction', {});
  addRestApi(resource);
}

function addRestApi(resource: (id: string, type: string, properties: Record<string, any>) => CfnResource): void {
  const api = resource('Api', 'AWS::ApiGateway::RestApi', { Name: 'raw' });
  const method = resource('Get', 'AWS::ApiGateway::Method', {
    RestApiId: api.ref, ResourceId: api.getAtt('RootResourceId'), HttpMethod: 'GET', AuthorizationType: 'AWS_IAM', Integration: { Type: 'MOCK' },
  });
  const deployment = resource('Deployment', 'AWS::ApiGateway::Deployment', { RestApiId: api.ref });
  deployment.addResourceDependency(method);
  resource('Stage', 'AWS::ApiGateway::Stage', { RestApiId: api.ref, DeploymentId: deployment.ref, StageName: 'prod' });
}
