import { integrationOf, integrationTargets } from './integration-targets';
import { isObject } from '../../../private/intrinsics';
import { edgesBetween, type EdgeSource, evidenceAt, type FoundEdge } from '../edge-source';

/** The properties of APIs that hold an OpenAPI document. */
const BODIES: Readonly<Record<string, string>> = {
  'AWS::ApiGateway::RestApi': 'Body',
  'AWS::ApiGatewayV2::Api': 'Body',
  'AWS::Serverless::Api': 'DefinitionBody',
  'AWS::Serverless::HttpApi': 'DefinitionBody',
};

/** The integrations in an API's OpenAPI document. */
export const OPEN_API_INTEGRATIONS: EdgeSource = {
  types: Object.keys(BODIES),
  edges: (api, context) => {
    const property = BODIES[api.type];
    const found: FoundEdge[] = [];
    for (const [path, methods] of entriesOf(Object(api.properties[property]).paths)) {
      for (const [method, operation] of entriesOf(methods)) {
        const integration = integrationOf(Object(operation)['x-amazon-apigateway-integration']);
        if (!integration) { continue; }
        const evidence = evidenceAt(api, `${property}.paths.${path}.${method}`);
        found.push(...edgesBetween([api], integrationTargets(api.stack, integration, context), 'integration', evidence));
      }
    }
    return found;
  },
};

function entriesOf(value: any): [string, any][] {
  return isObject(value) ? Object.entries(value) : [];
}
