import { aws_appsync as appsync } from 'aws-cdk-lib';
import { propertyContract } from '../contract/tracer-contract';

propertyContract({
  resourceType: 'AWS::AppSync::GraphQLApi',
  property: 'XrayEnabled',
  on: true,
  off: false,
  properties: { AuthenticationType: 'AWS_IAM', Name: 'orders' },
  l1: (scope, id) => new appsync.CfnGraphQLApi(scope, id, { authenticationType: 'AWS_IAM', name: 'orders' }),
});
