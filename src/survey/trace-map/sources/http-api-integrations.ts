import { edgesBetween, type EdgeSource, endsAt, evidenceAt, type SourceContext } from '../edge-source';
import { externalService, type MapEnd } from '../map-end';
import { integrationTargets } from './integration-targets';
import type { ModelResource } from '../../template-model';

/** The integrations of an HTTP API or a WebSocket API. */
export const HTTP_API_INTEGRATIONS: EdgeSource = {
  types: ['AWS::ApiGatewayV2::Integration'],
  edges: (integration, context) => {
    const property = integration.properties.IntegrationSubtype === undefined ? 'IntegrationUri' : 'RequestParameters';
    return edgesBetween(endsAt(integration, 'ApiId', context), targetsOf(integration, context), 'integration', evidenceAt(integration, property));
  },
};

function targetsOf(integration: ModelResource, context: SourceContext): MapEnd[] {
  const { IntegrationSubtype, IntegrationType, IntegrationUri, RequestParameters, RequestTemplates } = integration.properties;
  if (IntegrationSubtype === undefined) {
    const request = [RequestParameters, RequestTemplates];
    return integrationTargets(integration.stack, { type: IntegrationType, uri: IntegrationUri, request }, context);
  }
  const named = context.ends.nodesIn(integration.stack, RequestParameters);
  return named.length > 0 ? named : [externalService(String(IntegrationSubtype).split('-')[0].toLowerCase())];
}
