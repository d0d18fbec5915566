import { integrationOf, integrationTargets } from './integration-targets';
import { isObject, valueAt } from '../../../private/intrinsics';
import { edgesBetween, type EdgeSource, evidenceAt, type FoundEdge } from '../edge-source';

/** The properties of APIs that hold an OpenAPI document, and those that name its file. */
const BODIES: Readonly<Record<string, { readonly body: string; readonly file: string }>> = {
  'AWS::ApiGateway::RestApi': { body: 'Body', file: 'BodyS3Location' },
  'AWS::ApiGatewayV2::Api': { body: 'Body', file: 'BodyS3Location' },
  'AWS::Serverless::Api': { body: 'DefinitionBody', file: 'DefinitionUri' },
  'AWS::Serverless::HttpApi': { body: 'DefinitionBody', file: 'DefinitionUri' },
};

/** The integrations in an API's OpenAPI document, which may lie in a file beside the template. */
export const OPEN_API_INTEGRATIONS: EdgeSource = {
  types: Object.keys(BODIES),
  edges: (api, context) => {
    const { body, file } = BODIES[api.type];
    const named = context.documents.named(api, file);
    const document = context.documents.included(api, body) ?? named ?? Object(api.properties[body]);
    const property = document === named ? file : body;
    const found: FoundEdge[] = [];
    for (const [path, methods] of entriesOf(document.paths)) {
      for (const [method, operation] of entriesOf(methods)) {
        const integration = integrationOf(referred(document, Object(operation)['x-amazon-apigateway-integration']));
        if (!integration) { continue; }
        const evidence = evidenceAt(api, `${property}.paths.${path}.${method}`);
        found.push(...edgesBetween([api], integrationTargets(api.stack, integration, context), 'integration', evidence));
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
