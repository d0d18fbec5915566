import { aws_lambda as lambda, aws_s3 as s3, CfnResource, Resource, type Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { isL2OfCdk } from '../../../src/private/cdk/l2-of-cdk';
import { lambdaFunction } from '../../support/contract-stacks/parts';
import { newStack } from '../../support/views';

test.each<[string, boolean, (stack: Stack) => Construct]>([
  ['a bucket', true, (stack) => new s3.Bucket(stack, 'C')],
  ['a version', true, (stack) => new lambda.Version(stack, 'C', { lambda: lambdaFunction(stack, 'Fn') })],
  ['a subclass of a bucket', false, (stack) => new (class Site extends s3.Bucket {})(stack, 'C')],
  ['somebody else\'s L2', false, (stack) => new (class Ingest extends Resource {})(stack, 'C')],
  ['an L1', false, (stack) => new CfnResource(stack, 'C', { type: 'AWS::SNS::Topic' })],
  ['a plain construct', false, (stack) => new Construct(stack, 'C')],
])('%s is an L2 of the CDK: %s', (_, expected, make) => {
  expect(isL2OfCdk(make(newStack()))).toBe(expected);
});
