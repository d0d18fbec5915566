import { integrationOf, integrationTargets } from './integration-targets';
import { edgesBetween, edgesFrom, type EdgeSource, endsAt, evidenceAt } from '../edge-source';

/** The integrations of an HTTP API or a WebSocket API. */
export const HTTP_API_INTEGRATIONS: EdgeSource = {
  types: ['AWS::ApiGatewayV2::Integration'],
  edges: (integration, context) => {
    const property = integration.properties.IntegrationSubtype === undefined ? 'IntegrationUri' : 'RequestParameters';
    const targets = integrationTargets(integration.stack, integrationOf(integration.properties)!, context);
    return edgesBetween(endsAt(integration, 'ApiId', context), targets, 'integration', evidenceAt(integration, property));
  },
};

/** What an HTTP API calls that is made for a single target. */
export const HTTP_API_TARGETS: EdgeSource = {
  types: ['AWS::ApiGatewayV2::Api'],
  edges: (api, context) => edgesFrom(api, 'Target', 'integration', context),
};
