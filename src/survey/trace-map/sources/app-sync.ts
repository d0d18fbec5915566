import type { ModelResource } from '../../template-model';
import { edgesBetween, edgesFrom, type EdgeSource, endsAt, evidenceAt, type SourceContext } from '../edge-source';
import { externalByArn, type MapEnd } from '../map-end';

/** Where a data source says what it stands for. */
const TARGETS = [
  'DynamoDBConfig.TableName',
  'ElasticsearchConfig.Endpoint',
  'EventBridgeConfig.EventBusArn',
  'HttpConfig.Endpoint',
  'LambdaConfig.LambdaFunctionArn',
  'OpenSearchServiceConfig.Endpoint',
  'RelationalDatabaseConfig.RdsHttpEndpointConfig.DbClusterIdentifier',
];

/** The data sources of a GraphQL API. */
export const DATA_SOURCES: EdgeSource = {
  types: ['AWS::AppSync::DataSource'],
  edges: (source, context) => TARGETS.flatMap((path) =>
    edgesBetween(endsAt(source, 'ApiId', context), [...endsAt(source, path, context), ...namedTable(source, path, context)], 'data source', evidenceAt(source, path))),
};

/** The function that decides who may call a GraphQL API. */
export const GRAPHQL_AUTHORIZER: EdgeSource = {
  types: ['AWS::AppSync::GraphQLApi'],
  edges: (api, context) => edgesFrom(api, 'LambdaAuthorizerConfig.AuthorizerUri', 'invokes', context),
};

function namedTable(source: ModelResource, path: string, { ends }: SourceContext): MapEnd[] {
  const name = path === 'DynamoDBConfig.TableName' ? source.properties.DynamoDBConfig?.TableName : undefined;
  if (typeof name !== 'string') { return []; }
  return [ends.named(source.stack, 'dynamodb', name) ?? externalByArn(`dynamodb/${name}`, { service: 'dynamodb', account: '', resource: `table/${name}` })];
}
