import { isObject } from '../../../private/intrinsics';
import type { ModelStack } from '../../template-model';
import type { SourceContext } from '../edge-source';
import { externalService, type MapEnd } from '../map-end';
import { templateText } from '../template-text';

/** An integration of an API, in the spelling of CloudFormation or of OpenAPI. */
export interface Integration {
  readonly type?: any;
  readonly uri?: any;
  readonly connectionId?: any;
  /** What the integration makes of a request. It may name the queue or the state machine that the URI of a service does not. */
  readonly request: any;
}

/** An integration, whichever way its properties are spelt. */
export function integrationOf(value: any): Integration | undefined {
  if (!isObject(value)) { return undefined; }
  return {
    type: value.Type ?? value.type,
    uri: value.Uri ?? value.uri,
    connectionId: value.ConnectionId ?? value.connectionId,
    request: [value.RequestTemplates ?? value.requestTemplates, value.RequestParameters ?? value.requestParameters],
  };
}

/** What an integration calls. */
export function integrationTargets(stack: ModelStack, { type, uri, connectionId, request }: Integration, context: SourceContext): MapEnd[] {
  if (uri === undefined || String(type).toUpperCase() === 'MOCK') { return []; }
  const { ends } = context;
  const balancers = linkedBalancers(stack, connectionId, context);
  const direct = balancers.length > 0 ? balancers : ends.nodesIn(stack, uri);
  if (direct.length > 0) { return direct; }
  const text = templateText(uri) ?? '';
  const service = /^arn:[^:]+:apigateway:[^:]*:([^:]+):(?:path|action)\//.exec(text.replace(/AWS::/g, ''))?.[1].split('.').pop();
  if (service === undefined) { return ends.byText(stack, text); }
  const named = ends.byText(stack, /functions\/(.+)\/invocations/.exec(text)?.[1]);
  const requested = named.length > 0 ? named : ends.nodesIn(stack, request);
  return requested.length > 0 || service === 'lambda' ? requested : [externalService(service)];
}

/** The load balancers that a link into a VPC leads to. */
function linkedBalancers(stack: ModelStack, connectionId: any, { model, ends }: SourceContext): MapEnd[] {
  return model.targetsIn(stack, connectionId).flatMap((link) => ends.nodesIn(link.stack, link.properties.TargetArns));
}
