import { isObject, valueAt } from '../../../private/template/intrinsics';
import { possibleItems } from '../../../private/template/possible-items';
import { pathOf } from '../../../private/template/property-path';
import type { ModelResource } from '../../template-model';
import { edgesBetween, edgesFrom, type EdgeSource, endsAt, evidenceAt, type SourceContext } from '../edge-source';
import { externalByName, externalService, type MapEnd } from '../map-end';
import { isOfService } from '../service-types';

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

/** The data sources of a GraphQL API. The one for the models of Amazon Bedrock names none: its resolvers do. */
export const DATA_SOURCES: EdgeSource = {
  types: ['AWS::AppSync::DataSource'],
  edges: (source, context) => {
    const apis = endsAt(source, 'ApiId', context);
    const signed = signedCalls(source, context);
    const targetsAt = (path: string) => path === 'HttpConfig.Endpoint' && signed.length > 0 ? signed : endsAt(source, path, context);
    return [
      ...TARGETS.flatMap((path) => edgesBetween(apis, [...targetsAt(path), ...namedTable(source, path, context)], 'data source', evidenceAt(source, path))),
      ...edgesBetween(apis, source.properties.Type === 'AMAZON_BEDROCK_RUNTIME' ? [externalService('bedrock')] : [], 'data source', evidenceAt(source, 'Type')),
    ];
  },
};

/** Where the data sources of SAM's GraphQL APIs stand, and what names them. */
const SAM_TARGETS: readonly [string, readonly string[]][] = [['DynamoDb', ['TableName', 'TableArn']], ['Lambda', ['FunctionArn']]];

/** The data sources of a GraphQL API of SAM. */
export const SAM_DATA_SOURCES: EdgeSource = {
  types: ['AWS::Serverless::GraphQLApi'],
  edges: (api, { ends }) => SAM_TARGETS.flatMap(([kind, properties]) => {
    const sources = valueAt(api.properties, ['DataSources', kind]);
    return Object.entries<any>(isObject(sources) ? sources : {}).flatMap(([name, source]) => properties.flatMap((property) =>
      edgesBetween([api], ends.in(api.stack, source?.[property]), 'data source', evidenceAt(api, `DataSources.${kind}.${name}.${property}`))));
  }),
};

/** The GraphQL APIs of which a merged one consists. */
export const MERGED_APIS: EdgeSource = {
  types: ['AWS::AppSync::SourceApiAssociation'],
  edges: (association, context) => edgesBetween(
    endsAt(association, 'MergedApiIdentifier', context), endsAt(association, 'SourceApiIdentifier', context), 'source API', evidenceAt(association, 'SourceApiIdentifier')),
};

/** Where APIs name the functions that decide who may call them: the first way to prove who one is, and others beside it. */
const AUTHORIZERS: readonly { readonly type: string; readonly first?: string; readonly others: string; readonly uri: string }[] = [
  { type: 'AWS::AppSync::Api', others: 'EventConfig.AuthProviders', uri: 'LambdaAuthorizerConfig.AuthorizerUri' },
  {
    type: 'AWS::AppSync::GraphQLApi', first: 'LambdaAuthorizerConfig.AuthorizerUri', others: 'AdditionalAuthenticationProviders', uri: 'LambdaAuthorizerConfig.AuthorizerUri',
  },
  { type: 'AWS::Serverless::GraphQLApi', first: 'Auth.LambdaAuthorizer.AuthorizerUri', others: 'Auth.Additional', uri: 'LambdaAuthorizer.AuthorizerUri' },
];

/** The functions that decide who may call an API of AWS AppSync. */
export const GRAPHQL_AUTHORIZERS: EdgeSource = {
  types: AUTHORIZERS.map(({ type }) => type),
  edges: (api, context) => AUTHORIZERS.filter(({ type }) => type === api.type).flatMap(({ first, others, uri }) => [
    ...first === undefined ? [] : edgesFrom(api, first, 'invokes', context),
    ...possibleItems(valueAt(api.properties, pathOf(others))).flatMap(({ path, item }) =>
      edgesBetween([api], context.ends.nodesIn(api.stack, valueAt(item, pathOf(uri))), 'invokes', evidenceAt(api, `${others}.${path}.${uri}`))),
  ]),
};

/** What requests to a service of AWS, signed with the role of the data source, may call there: its endpoint alone does not tell. */
function signedCalls(source: ModelResource, { grants }: SourceContext): MapEnd[] {
  const service = valueAt(source.properties, pathOf('HttpConfig.AuthorizationConfig.AwsIamConfig.SigningServiceName'));
  return typeof service === 'string' ? grants.ofRole(source, 'ServiceRoleArn').map(({ to }) => to).filter((to) => isOfService(to, service)) : [];
}

function namedTable(source: ModelResource, path: string, { ends }: SourceContext): MapEnd[] {
  const name = path === 'DynamoDBConfig.TableName' ? source.properties.DynamoDBConfig?.TableName : undefined;
  return typeof name === 'string' ? [ends.named(source.stack, 'dynamodb', name) ?? externalByName(name, 'dynamodb')] : [];
}
