import { isObject, valueAt } from '../../../private/template/intrinsics';
import type { ModelResource } from '../../template-model';
import { edgesBetween, type EdgeSource, endsAt, evidenceAt, type FoundEdge, type SourceContext } from '../edge-source';
import { DOCUMENTED_APIS, openApiDocument } from '../open-api-document';

/** The functions that decide who may call an API. */
export const AUTHORIZERS: EdgeSource = {
  types: ['AWS::ApiGateway::Authorizer', 'AWS::ApiGatewayV2::Authorizer'],
  edges: (authorizer, context) => {
    const apis = endsAt(authorizer, authorizer.type === 'AWS::ApiGateway::Authorizer' ? 'RestApiId' : 'ApiId', context);
    return edgesBetween(apis, context.ends.nodesIn(authorizer.stack, authorizer.properties.AuthorizerUri), 'invokes', evidenceAt(authorizer, 'AuthorizerUri'));
  },
};

/** The same of SAM's APIs. */
export const SAM_AUTHORIZERS: EdgeSource = {
  types: ['AWS::Serverless::Api', 'AWS::Serverless::HttpApi'],
  edges: (api, context) => invoked(api, 'Auth.Authorizers', valueAt(api.properties, ['Auth', 'Authorizers']), ['FunctionArn'], context),
};

/** Where OpenAPI documents have what they know of security. */
const SCHEMES = [['components', 'securitySchemes'], ['securityDefinitions']];

/** The same of an API's OpenAPI document. */
export const OPEN_API_AUTHORIZERS: EdgeSource = {
  types: DOCUMENTED_APIS,
  edges: (api, context) => {
    const { document, property } = openApiDocument(api, context);
    return SCHEMES.flatMap((path) => invoked(api, [property, ...path].join('.'), valueAt(document, path), ['x-amazon-apigateway-authorizer', 'authorizerUri'], context));
  },
};

/** The functions that each of some authorizers names at a path. */
function invoked(api: ModelResource, holder: string, authorizers: any, path: readonly string[], { ends }: SourceContext): FoundEdge[] {
  return Object.entries(isObject(authorizers) ? authorizers : {}).flatMap(([name, authorizer]) =>
    edgesBetween([api], ends.nodesIn(api.stack, valueAt(authorizer, path)), 'invokes', evidenceAt(api, [holder, name, ...path].join('.'))));
}
