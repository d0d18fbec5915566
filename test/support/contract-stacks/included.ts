import { mkdtempSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { type App, cloudformation_include as include, Stack } from 'aws-cdk-lib';
import { allow, ENV, STATE_MACHINE_DEFINITION, trustOf } from './parts';

/** Templates that were written without the CDK and are included in an app: one plain, one of SAM. */
export function defineIncluded(app: App): void {
  includeTemplate(new Stack(app, 'Plain', { env: ENV }), PLAIN);
  includeTemplate(new Stack(app, 'Serverless', { env: ENV }), SERVERLESS);
}

/** `CfnInclude` reads a file, and only while it is made. */
function includeTemplate(stack: Stack, template: object): void {
  const folder = mkdtempSync(join(tmpdir(), 'cdk-xray-included-'));
  try {
    const templateFile = join(folder, 'template.json');
    writeFileSync(templateFile, JSON.stringify(template));
    new include.CfnInclude(stack, 'Template', { templateFile });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const CODE = { Runtime: 'nodejs24.x', Handler: 'index.handler', Code: { ZipFile: 'exports.handler = async () => {};' } };

const getArn = (logicalId: string) => ({ 'Fn::GetAtt': [logicalId, 'Arn'] });

const lambdaFunction = (properties: object) => ({ Type: 'AWS::Lambda::Function', Properties: { ...CODE, ...properties } });

const lambdaRole = (properties: object = {}) => ({
  Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: trustOf('lambda.amazonaws.com'), ...properties },
});

const PLAIN = {
  Parameters: { Mode: { Type: 'String', Default: 'Active' }, ForeignRoleArn: { Type: 'String' } },
  Conditions: { IsTraced: { 'Fn::Equals': [{ Ref: 'Mode' }, 'Active'] } },
  Resources: {
    Role: lambdaRole(),
    OtherRole: lambdaRole({ Policies: [{ PolicyName: 'Own', PolicyDocument: allow('s3:GetObject', 'arn:aws:s3:::orders/a.json') }] }),
    Function: lambdaFunction({ Role: getArn('Role') }),
    EitherRole: lambdaFunction({ Role: { 'Fn::If': ['IsTraced', getArn('Role'), getArn('OtherRole')] } }),
    ForeignRole: lambdaFunction({ Role: { Ref: 'ForeignRoleArn' } }),
    DecidedAtDeployment: lambdaFunction({ Role: getArn('Role'), TracingConfig: { Mode: { Ref: 'Mode' } } }),
    Hidden: lambdaFunction({ Role: getArn('Role'), TracingConfig: { 'Fn::If': ['IsTraced', { Mode: 'Active' }, { Ref: 'AWS::NoValue' }] } }),
    Topic: { Type: 'AWS::SNS::Topic' },
    MachineRole: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: trustOf('states.amazonaws.com') } },
    Machine: {
      Type: 'AWS::StepFunctions::StateMachine',
      Properties: { RoleArn: getArn('MachineRole'), Definition: STATE_MACHINE_DEFINITION },
    },
  },
};

const SERVERLESS = {
  Transform: 'AWS::Serverless-2016-10-31',
  Globals: { Function: { Timeout: 10, Runtime: 'nodejs24.x' }, Api: { TracingEnabled: true } },
  Resources: {
    Function: {
      Type: 'AWS::Serverless::Function',
      Properties: { Handler: 'index.handler', InlineCode: 'exports.handler = async () => {};' },
    },
    Api: { Type: 'AWS::Serverless::Api', Properties: { StageName: 'prod' } },
    Machine: { Type: 'AWS::Serverless::StateMachine', Properties: { Definition: STATE_MACHINE_DEFINITION } },
    Graph: { Type: 'AWS::Serverless::GraphQLApi', Properties: { SchemaUri: 'schema.graphql', Auth: { Type: 'API_KEY' } } },
    Sockets: {
      Type: 'AWS::Serverless::WebSocketApi',
      Properties: { RouteSelectionExpression: '$request.body.action', Routes: { $default: { FunctionArn: getArn('Function') } } },
    },
  },
};
