import { plainText, valueAt } from '../../../private/template/intrinsics';
import { pathOf } from '../../../private/template/property-path';
import type { ModelResource, TemplateModel } from '../../template-model';
import { withConfigurationTemplates } from '../configuration-templates';
import { edgesBetween, type EdgeSource, evidenceAt } from '../edge-source';
import { CLIENTS } from '../map-end';
import { STAND_INS } from '../node-types';

/** What people and other systems can call from outside. */
export const CLIENT_REQUESTS: EdgeSource = {
  types: [
    'AWS::ApiGateway::RestApi', 'AWS::ApiGatewayV2::Api', 'AWS::AppRunner::Service', 'AWS::AppSync::Api', 'AWS::AppSync::GraphQLApi', 'AWS::CloudFront::Distribution',
    'AWS::ECS::ExpressGatewayService', 'AWS::Serverless::Api', 'AWS::Serverless::GraphQLApi', 'AWS::Serverless::HttpApi', 'AWS::Serverless::WebSocketApi',
  ],
  edges: (api) => edgesBetween([CLIENTS], [api], 'requests', { resource: api, path: 'Type' }),
};

/** Load balancers that the internet reaches. */
export const BALANCER_REQUESTS: EdgeSource = {
  types: ['AWS::ElasticLoadBalancing::LoadBalancer', 'AWS::ElasticLoadBalancingV2::LoadBalancer'],
  edges: (balancer) => balancer.properties.Scheme === 'internal' ? [] : edgesBetween([CLIENTS], [balancer], 'requests', evidenceAt(balancer, 'Scheme')),
};

const ENVIRONMENT_SCHEME = pathOf('OptionSettings[Namespace=aws:ec2:vpc,OptionName=ELBScheme].Value');

/** Environments of Elastic Beanstalk that the internet reaches. */
export const ENVIRONMENT_REQUESTS: EdgeSource = {
  types: ['AWS::ElasticBeanstalk::Environment'],
  edges: (environment, { model }) => isForWeb(environment) && schemeOf(environment, model) !== 'internal'
    ? edgesBetween([CLIENTS], [environment], 'requests', { resource: environment, path: 'Type' })
    : [],
};

/** Whether an environment is for requests and not for messages, as those are that say nothing of it. */
function isForWeb({ properties }: ModelResource): boolean {
  return plainText(valueAt(properties, ['Tier', 'Name']) ?? 'WebServer') === 'WebServer';
}

/** The scheme of an environment's load balancer, by the environment itself or by the configuration templates that it inherits from. */
function schemeOf(environment: ModelResource, model: TemplateModel): any {
  const schemes = withConfigurationTemplates(environment, model).map(({ properties }) => valueAt(properties, ENVIRONMENT_SCHEME));
  return schemes.find((scheme) => scheme !== undefined);
}

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
