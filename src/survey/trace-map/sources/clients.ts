import { edgesBetween, type EdgeSource, evidenceAt } from '../edge-source';
import { CLIENTS } from '../map-end';
import { STAND_INS } from '../node-types';

/** What people and other systems can call from outside. */
export const CLIENT_REQUESTS: EdgeSource = {
  types: [
    'AWS::ApiGateway::RestApi', 'AWS::ApiGatewayV2::Api', 'AWS::AppRunner::Service', 'AWS::AppSync::Api', 'AWS::AppSync::GraphQLApi', 'AWS::CloudFront::Distribution',
    'AWS::Serverless::Api', 'AWS::Serverless::GraphQLApi', 'AWS::Serverless::HttpApi', 'AWS::Serverless::WebSocketApi',
  ],
  edges: (api) => edgesBetween([CLIENTS], [api], 'requests', { resource: api, path: 'Type' }),
};

/** Load balancers that the internet reaches. */
export const BALANCER_REQUESTS: EdgeSource = {
  types: ['AWS::ElasticLoadBalancing::LoadBalancer', 'AWS::ElasticLoadBalancingV2::LoadBalancer'],
  edges: (balancer) => balancer.properties.Scheme === 'internal' ? [] : edgesBetween([CLIENTS], [balancer], 'requests', evidenceAt(balancer, 'Scheme')),
};

/** Functions with a web address of their own. */
export const URL_REQUESTS: EdgeSource = {
  types: ['AWS::Lambda::Url', 'AWS::Lambda::WebFunctionEndpoint'],
  edges: (url, { ends }) => edgesBetween([CLIENTS], ends.nodesOf(url), 'requests', evidenceAt(url, STAND_INS[url.type])),
};

/** The same of a SAM function. */
export const SAM_URL_REQUESTS: EdgeSource = {
  types: ['AWS::Serverless::Function'],
  edges: (fn) => fn.properties.FunctionUrlConfig === undefined ? [] : edgesBetween([CLIENTS], [fn], 'requests', evidenceAt(fn, 'FunctionUrlConfig')),
};
