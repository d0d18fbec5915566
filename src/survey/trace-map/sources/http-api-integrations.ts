import { integrationOf, integrationTargets } from './integration-targets';
import { edgesBetween, edgesFrom, type EdgeSource, endsAt, evidenceAt } from '../edge-source';

/** The integrations of an HTTP API or a WebSocket API. */
export const HTTP_API_INTEGRATIONS: EdgeSource = {
  types: ['AWS::ApiGatewayV2::Integration'],
  edges: (integration, context) => {
    const property = integration.properties.IntegrationSubtype === undefined ? 'IntegrationUri' : 'RequestParameters';
    const apis = endsAt(integration, 'ApiId', context);
    const targets = integrationTargets(integration.stack, integrationOf(integration.properties)!, apis, context);
    return edgesBetween(apis, targets, 'integration', evidenceAt(integration, property));
  },
};

/** What an HTTP API calls that is made for a single target. */
export const HTTP_API_TARGETS: EdgeSource = {
  types: ['AWS::ApiGatewayV2::Api'],
  edges: (api, context) => edgesFrom(api, 'Target', 'integration', context),
};
