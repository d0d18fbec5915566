import { integrationOf, integrationTargets } from './integration-targets';
import { edgesBetween, type EdgeSource, endsAt, evidenceAt } from '../edge-source';

/** The integrations of an HTTP API or a WebSocket API. */
export const HTTP_API_INTEGRATIONS: EdgeSource = {
  types: ['AWS::ApiGatewayV2::Integration'],
  edges: (integration, context) => {
    const property = integration.properties.IntegrationSubtype === undefined ? 'IntegrationUri' : 'RequestParameters';
    const targets = integrationTargets(integration.stack, integrationOf(integration.properties)!, context);
    return edgesBetween(endsAt(integration, 'ApiId', context), targets, 'integration', evidenceAt(integration, property));
  },
};
