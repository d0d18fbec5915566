import { edgesBetween, type EdgeSource, endsAt, evidenceAt } from '../edge-source';

/** The functions that decide who may call an API. */
export const AUTHORIZERS: EdgeSource = {
  types: ['AWS::ApiGateway::Authorizer', 'AWS::ApiGatewayV2::Authorizer'],
  edges: (authorizer, context) => {
    const apis = endsAt(authorizer, authorizer.type === 'AWS::ApiGateway::Authorizer' ? 'RestApiId' : 'ApiId', context);
    return edgesBetween(apis, context.ends.nodesIn(authorizer.stack, authorizer.properties.AuthorizerUri), 'invokes', evidenceAt(authorizer, 'AuthorizerUri'));
  },
};
