import { integrationOf, integrationTargets } from './integration-targets';
import { edgesBetween, type EdgeSource, endsAt, evidenceAt } from '../edge-source';

/** The integrations of a REST API's methods. */
export const REST_API_METHODS: EdgeSource = {
  types: ['AWS::ApiGateway::Method'],
  edges: (method, context) => {
    const integration = integrationOf(method.properties.Integration);
    if (!integration) { return []; }
    const apis = endsAt(method, 'RestApiId', context);
    return edgesBetween(apis, integrationTargets(method.stack, integration, apis, context), 'integration', evidenceAt(method, 'Integration.Uri'));
  },
};
