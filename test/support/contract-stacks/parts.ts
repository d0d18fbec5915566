import { aws_iam as iam, aws_lambda as lambda } from 'aws-cdk-lib';
import type { Construct } from 'constructs';

/** Where the apps are deployed, unless they are about environments. */
export const ENV = { account: '111122223333', region: 'eu-west-1' };

/** A Lambda function as the L2 makes it. */
export function lambdaFunction(scope: Construct, id: string, props: Partial<lambda.FunctionProps> = {}): lambda.Function {
  return new lambda.Function(scope, id, {
    runtime: lambda.Runtime.NODEJS_24_X,
    handler: 'index.handler',
    code: lambda.Code.fromInline('exports.handler = async () => ({ statusCode: 200 });'),
    ...props,
  });
}

/** A Lambda function as the L1 makes it. */
export function cfnFunction(scope: Construct, id: string, role: string, props: Partial<lambda.CfnFunctionProps> = {}): lambda.CfnFunction {
  return new lambda.CfnFunction(scope, id, { role, ...functionProperties(), ...props });
}

/** What every function needs, in the L1's spelling. */
function functionProperties() {
  return { runtime: 'nodejs24.x', handler: 'index.handler', code: { zipFile: 'exports.handler = async () => ({ statusCode: 200 });' } };
}

/** The trust policy of a role for a service, in CloudFormation's spelling. */
export function trustOf(service: string) {
  return {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: service } }],
  };
}

/** A policy document with one statement, in CloudFormation's spelling. */
export function allow(action: string, resource: string) {
  return { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: action, Resource: resource }] };
}

/** A role as the L1 makes it. */
export function cfnRole(scope: Construct, id: string, service: string, props: Partial<iam.CfnRoleProps> = {}): iam.CfnRole {
  return new iam.CfnRole(scope, id, { assumeRolePolicyDocument: trustOf(service), ...props });
}

/** A role for functions as the L2 makes it. */
export function lambdaRole(scope: Construct, id: string, props: Partial<iam.RoleProps> = {}): iam.Role {
  return new iam.Role(scope, id, { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com'), ...props });
}

/** Names of AWS managed policies, as many as IAM lets a role carry by default; none of them is about X-Ray. */
export const TEN_MANAGED_POLICIES = [
  'AmazonAthenaFullAccess', 'AmazonDynamoDBReadOnlyAccess', 'AmazonEC2ReadOnlyAccess', 'AmazonECS_FullAccess', 'AmazonKinesisReadOnlyAccess',
  'AmazonRDSReadOnlyAccess', 'AmazonS3ReadOnlyAccess', 'AmazonSNSReadOnlyAccess', 'AmazonSQSReadOnlyAccess', 'AmazonSSMReadOnlyAccess',
];

/** A definition that L1 state machines and SAM accept. */
export const STATE_MACHINE_DEFINITION = { StartAt: 'Done', States: { Done: { Type: 'Succeed' } } };

/** A GraphQL schema. */
export const GRAPHQL_SCHEMA = 'type Order { id: ID! } type Query { order(id: ID!): Order }';
