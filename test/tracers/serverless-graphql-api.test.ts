import { CfnResource } from 'aws-cdk-lib';
import { propertyContract } from '../contract/tracer-contract';

const properties = { SchemaUri: 'schema.graphql', Auth: { Type: 'API_KEY' } };

propertyContract({
  resourceType: 'AWS::Serverless::GraphQLApi',
  property: 'XrayEnabled',
  on: true,
  off: false,
  properties,
  isUntyped: true,
  l1: (scope, id) => new CfnResource(scope, id, { type: 'AWS::Serverless::GraphQLApi', properties }),
});
