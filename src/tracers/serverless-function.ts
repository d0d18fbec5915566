import { edgeFinding, refusesAtEdge } from './private/lambda-edge';
import { samFinding } from './private/sam-globals';
import { warnOfImplicitApi } from './private/sam-implicit-api';
import { samSender } from './private/sam-sender';
import { WarningId } from '../private/ids';
import { isObject } from '../private/template/intrinsics';
import { CARRY_CONTEXT_IN_MESSAGES, noActiveTracing, untraceableSourceOf } from '../private/template/untraceable-event-sources';
import type { InspectedResource } from '../tracing/inspected-resource';
import { XRayAccess } from '../tracing/resource-tracer';
import type { SenderProperty, SenderRow, StrictRow } from '../tracing/sender';
import type { TracerContext } from '../tracing/tracer-context';
import { type TracingFinding, TracingStatus } from '../tracing/tracing-finding';

/**
 * A function of a SAM template: `Tracing`, on the function or in the template's `Globals`. SAM gives a role that it makes itself the permission.
 * @see https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-resource-function.html
 */
export class ServerlessFunctionTracer implements SenderRow, StrictRow {
  public readonly resourceType = 'AWS::Serverless::Function';
  public readonly ruleId = 'ServerlessFunctionTracing';
  public readonly access = XRayAccess.SEND;
  public readonly roleProperty = 'Role';
  public readonly isRefusedWithoutPermission = true;

  public inspect(resource: InspectedResource): TracingFinding {
    return edgeFinding(resource) ?? samFinding(resource, 'Function', 'Tracing', 'Active');
  }

  /** What the template's `Globals` turn on is not turned on again. */
  public enable(context: TracerContext): void {
    if (refusesAtEdge(context)) { return; }
    if (this.inspect(context.inspected).status !== TracingStatus.TRACED) {
      context.set('Tracing', 'Active');
      warnOfPublishedAlias(context);
    }
    warnOfImplicitApi(context);
    warnOfEventSources(context);
  }

  public senderOf(resource: InspectedResource): SenderProperty | undefined {
    return samSender(resource, this.roleProperty);
  }
}

function warnOfEventSources(context: TracerContext): void {
  const events = context.inspected.property('Events');
  const source = Object.values(isObject(events) ? events : {}).map(untraceableSourceOf).find((each) => each !== undefined);
  if (source) { context.warn(WarningId.SERVERLESS_EVENT_SOURCE_TRACING, `${noActiveTracing(source)}: ${CARRY_CONTEXT_IN_MESSAGES}.`); }
}

/** SAM publishes a version for the alias only where the code changes, or one of few properties, which `Tracing` is none of. */
function warnOfPublishedAlias(context: TracerContext): void {
  const { inspected } = context;
  const isSetTo = (name: string) => inspected.property(name) ?? inspected.globals.Function?.[name];
  if (isSetTo('AutoPublishAlias') === undefined || isSetTo('AutoPublishAliasAllProperties') === true) { return; }
  context.warn(WarningId.ALIAS_OF_PUBLISHED_VERSION, 'SAM publishes no new version of a function only because its `Tracing` changes, so the alias of `AutoPublishAlias` runs what was '
    + 'published before, untraced, until the code changes. Set `AutoPublishAliasAllProperties: true`, or acknowledge this where the code changes with each deployment.');
}
