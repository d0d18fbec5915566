import { busesOf } from './event-buses';
import { isObject, plainText } from '../../../private/template/intrinsics';
import { templateText } from '../../../private/template/template-text';
import type { ModelStack } from '../../template-model';
import { withoutSecrets } from '../dynamic-references';
import type { SourceContext } from '../edge-source';
import { externalService, type MapEnd } from '../map-end';
import { namingsOf } from '../named-by';
import { isOfService, serviceName } from '../service-types';
import { endsByVariable, hasStageVariable, valuesIn, withoutVariableAlias } from './stage-variables';

/** An integration of an API, in the spelling of CloudFormation or of OpenAPI. */
export interface Integration {
  readonly type?: any;
  readonly uri?: any;
  /** The action of a service that an HTTP API calls instead of a URI, such as `SQS-SendMessage`. */
  readonly subtype?: any;
  readonly connectionId?: any;
  /** The load balancer, or its listener, that a link of a REST API leads to which is not for one of them alone. */
  readonly linked?: any;
  /** The role by which a service is called. */
  readonly credentials?: any;
  /** What the integration makes of a request. It may name the queue or the state machine that the URI of a service does not. */
  readonly request: any;
}

/** An integration, whichever way its properties are spelt. */
export function integrationOf(value: any): Integration | undefined {
  if (!isObject(value)) { return undefined; }
  return {
    type: value.IntegrationType ?? value.Type ?? value.type,
    uri: value.IntegrationUri ?? value.Uri ?? value.uri,
    subtype: value.IntegrationSubtype ?? value.integrationSubtype,
    connectionId: value.ConnectionId ?? value.connectionId,
    linked: value.IntegrationTarget ?? value.integrationTarget,
    credentials: value.CredentialsArn ?? value.Credentials ?? value.credentials,
    request: [value.RequestTemplates ?? value.requestTemplates, value.RequestParameters ?? value.requestParameters],
  };
}

/**
 * What an integration calls.
 *
 * @param apis the API that has it, whose stages may name by a variable what is called
 */
export function integrationTargets(stack: ModelStack, integration: Integration, apis: readonly MapEnd[], context: SourceContext): MapEnd[] {
  const { type, uri, subtype } = integration;
  if (typeof subtype === 'string') { return requestedOf(stack, serviceName(subtype.split('-')[0]), integration, context); }
  if (uri === undefined || plainText(type).toUpperCase() === 'MOCK') { return []; }
  const { ends } = context;
  const balancers = linkedBalancers(stack, integration, apis, context);
  const direct = balancers.length > 0 ? balancers : ends.nodesIn(stack, withoutSecrets(uri));
  if (direct.length > 0) { return direct; }
  const text = templateText(uri) ?? '';
  const host = /^arn:[^:]+:apigateway:[^:]*:([^:]+):(?:path|action)\//.exec(text.replace(/AWS::/g, ''))?.[1];
  if (host === undefined) { return ends.in(stack, uri); }
  const service = serviceName(host.split('.').pop()!);
  if (service === 'lambda') { return functionsIn(text, stack, apis, context); }
  const named = inPath(stack, service, text, context);
  return named.length > 0 ? named : requestedOf(stack, service, integration, context);
}

/** The function whose ARN stands in a URI. */
function functionsIn(uri: string, stack: ModelStack, apis: readonly MapEnd[], context: SourceContext): MapEnd[] {
  const fn = withoutVariableAlias(/functions\/(.+)\/(?:response-streaming-)?invocations/.exec(uri)?.[1] ?? '');
  return hasStageVariable(fn) ? endsByVariable(fn, stack, apis, context) : context.ends.byText(stack, fn);
}

/** What stands in the path of a URI by its name: a queue behind its account, a bucket before its key. */
const PATHS: Readonly<Record<string, RegExp>> = { s3: /:s3:path\/([^/]+)/, sqs: /:sqs:path\/[^/]+\/([^/?]+)/ };

function inPath(stack: ModelStack, service: string, uri: string, { ends }: SourceContext): MapEnd[] {
  const name = PATHS[service]?.exec(uri)?.[1];
  const named = name === undefined ? undefined : ends.named(stack, service, name);
  return named ? [named] : [];
}

/** The thing of a service that a request names; else those that the role by which it is called may call; else the service as such. */
export function requestedOf(stack: ModelStack, service: string, { request, credentials }: Pick<Integration, 'request' | 'credentials'>, context: SourceContext): MapEnd[] {
  const found = context.ends.nodesIn(stack, request).filter((node) => isOfService(node, service));
  if (found.length > 0) { return found; }
  const named = namedIn(request, stack, service, context);
  if (named.length > 0) { return named; }
  const granted = context.grants.ofRolesIn(stack, credentials).map(({ to }) => to).filter((to) => isOfService(to, service));
  return granted.length > 0 ? [...new Set(granted)] : [externalService(service)];
}

/** The thing of a service whose name, ARN or address stands in a request; the default bus where one for events names none. */
function namedIn(request: any, stack: ModelStack, service: string, { ends }: SourceContext): MapEnd[] {
  if (service === 'events') {
    const bus = textBehind('EventBusName', request);
    return bus === undefined || isWrittenOut(bus) ? busesOf(stack, bus, ends) : [];
  }
  return namingsOf(service).flatMap((naming) => {
    const text = textBehind(naming.parameter, request);
    if (text === undefined || !isWrittenOut(text)) { return []; }
    const named = ends.named(stack, naming.service, text);
    return named ? [named] : ends.byText(stack, text).filter((end) => isOfService(end, service));
  });
}

/** Whether a text is what a template writes out as far as it can. An expression of a mapping template, or a variable of a stage, is not. */
function isWrittenOut(text: string): boolean {
  return /^(?:\$\{[^}]*\}|[\w.:/-])+$/.test(text) && !hasStageVariable(text);
}

/** What stands behind a property in the mapping template of a request, or in its parameters; undefined where the property does not. */
function textBehind(property: string, request: any): string | undefined {
  const text = textsIn(request).join('\n');
  return new RegExp(`"?(?:integration\\.request\\.\\w+\\.)?${property}"?\\s*:\\s*["']*([^"'\\s,]*)`, 'i').exec(text)?.[1];
}

/** The texts within a value, each that has a name of its own behind that. */
function textsIn(value: any): string[] {
  const text = templateText(value);
  if (text !== undefined) { return [text]; }
  return typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([name, item]) => textsIn(item).map((each) => `${name}: ${each}`))
    : [];
}

/** The load balancers that a link into a VPC leads to. */
function linkedBalancers(stack: ModelStack, { connectionId, linked }: Integration, apis: readonly MapEnd[], context: SourceContext): MapEnd[] {
  const { model, ends } = context;
  if (linked !== undefined) { return ends.nodesIn(stack, linked); }
  const text = templateText(connectionId);
  const links = hasStageVariable(text) ? valuesIn(text!, apis, { model }) : [connectionId];
  return links.flatMap((link) => model.targetsIn(stack, link)).flatMap((link) => ends.nodesIn(link.stack, link.properties.TargetArns));
}
