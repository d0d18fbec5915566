import type { SourceContext } from './edge-source';
import type { ModelResource } from '../template-model';

/** The properties of APIs that hold an OpenAPI document, and those that name its file. */
const BODIES: Readonly<Record<string, { readonly body: string; readonly file: string }>> = {
  'AWS::ApiGateway::RestApi': { body: 'Body', file: 'BodyS3Location' },
  'AWS::ApiGatewayV2::Api': { body: 'Body', file: 'BodyS3Location' },
  'AWS::Serverless::Api': { body: 'DefinitionBody', file: 'DefinitionUri' },
  'AWS::Serverless::HttpApi': { body: 'DefinitionBody', file: 'DefinitionUri' },
};

/** The types of APIs that may have an OpenAPI document. */
export const DOCUMENTED_APIS = Object.keys(BODIES);

/** The OpenAPI document of an API, empty where it has none, and the property that it belongs to. It may lie in a file beside the template. */
export function openApiDocument(api: ModelResource, { documents }: SourceContext): { readonly document: any; readonly property: string } {
  const { body, file } = BODIES[api.type];
  const included = documents.included(api, body);
  const named = included ? undefined : documents.named(api, file);
  return { document: included ?? named ?? Object(api.properties[body]), property: named ? file : body };
}
