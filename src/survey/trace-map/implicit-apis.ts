import { type ExternalEnd, externalMadeIn } from './map-end';
import { lookupTable } from '../../private/lookup-table';
import { referencesIn } from '../../private/template/references';
import { builtInTracer } from '../../tracing/tracer-registry';
import { inspect } from '../inspection';
import type { ModelStack } from '../template-model';

/** The types of the APIs that SAM makes for events which name none, by their logical ids. */
const TYPES = lookupTable<string>({ ServerlessHttpApi: 'AWS::Serverless::HttpApi', ServerlessRestApi: 'AWS::Serverless::Api' });

/** An API that SAM makes for events which name none. What the template's `Globals` say holds for it, too. */
export function implicitApi(stack: ModelStack, logicalId: string, type: string): ExternalEnd {
  const template = { ...stack.source.template, Resources: { [logicalId]: { Type: type, Properties: {} } } };
  return { ...externalMadeIn(stack, logicalId, type), finding: inspect(builtInTracer(type)!, template, logicalId)?.finding };
}

/** The APIs that SAM makes to which a value refers as if they were in the template. */
export function implicitApisIn(stack: ModelStack, value: any): ExternalEnd[] {
  return referencesIn(value).flatMap(({ logicalId = '' }) => {
    const type = TYPES[logicalId];
    return type === undefined || isDeclared(stack, logicalId) ? [] : [implicitApi(stack, logicalId, type)];
  });
}

function isDeclared({ resources, source: { template } }: ModelStack, logicalId: string): boolean {
  return resources.get(logicalId) !== undefined || Object.hasOwn(Object(template.Parameters), logicalId);
}
