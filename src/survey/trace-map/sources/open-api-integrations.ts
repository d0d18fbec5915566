import { integrationOf, integrationTargets } from './integration-targets';
import { isObject, valueAt } from '../../../private/template/intrinsics';
import { edgesBetween, type EdgeSource, evidenceAt, type FoundEdge } from '../edge-source';
import { DOCUMENTED_APIS, openApiDocument } from '../open-api-document';

/** The integrations in an API's OpenAPI document. */
export const OPEN_API_INTEGRATIONS: EdgeSource = {
  types: DOCUMENTED_APIS,
  edges: (api, context) => {
    const { document, property } = openApiDocument(api, context);
    const found: FoundEdge[] = [];
    for (const [path, methods] of entriesOf(document.paths)) {
      for (const [method, operation] of entriesOf(methods)) {
        const integration = integrationOf(referred(document, Object(operation)['x-amazon-apigateway-integration']));
        if (!integration) { continue; }
        const evidence = evidenceAt(api, `${property}.paths.${path}.${method}`);
        found.push(...edgesBetween([api], integrationTargets(api.stack, integration, [api], context), 'integration', evidence));
      }
    }
    return found;
  },
};

/** An integration, which may stand elsewhere in the document and be referred to: `$ref: '#/components/x-amazon-apigateway-integrations/pay'`. */
function referred(document: any, integration: any): any {
  const reference = Object(integration).$ref;
  return typeof reference === 'string' && reference.startsWith('#/') ? valueAt(document, reference.slice(2).split('/')) : integration;
}

function entriesOf(value: any): [string, any][] {
  return isObject(value) ? Object.entries(value) : [];
}
