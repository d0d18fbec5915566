import type { Stack } from 'aws-cdk-lib';
import { edgeFinding } from './private/lambda-edge';
import { samFinding } from './private/sam-globals';
import { samSender } from './private/sam-sender';
import { WarningId } from '../private/ids';
import { hasUntracedImplicitApi } from '../private/sam-implicit-api';
import type { InspectedResource } from '../tracing/inspected-resource';
import { XRayAccess } from '../tracing/resource-tracer';
import type { SenderProperty, SenderRow } from '../tracing/sender';
import type { TracerContext } from '../tracing/tracer-context';
import { type TracingFinding, TracingStatus } from '../tracing/tracing-finding';

/**
 * A function of a SAM template: `Tracing`, on the function or in the template's `Globals`. SAM gives a role that it makes itself the permission.
 * @see https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-resource-function.html
 */
export class ServerlessFunctionTracer implements SenderRow {
  public readonly resourceType = 'AWS::Serverless::Function';
  public readonly ruleId = 'ServerlessFunctionTracing';
  public readonly access = XRayAccess.SEND;
  public readonly roleProperty = 'Role';

  /** The stacks that were warned of the API that SAM makes: it is one for all functions. */
  private readonly warned = new WeakSet<Stack>();

  public inspect(resource: InspectedResource): TracingFinding {
    return edgeFinding(resource) ?? samFinding(resource, 'Function', 'Tracing', 'Active');
  }

  /** What the template's `Globals` turn on is not turned on again. */
  public enable(context: TracerContext): void {
    if (this.inspect(context.inspected).status !== TracingStatus.TRACED) { context.set('Tracing', 'Active'); }
    this.warnOfImplicitApi(context);
  }

  public senderOf(resource: InspectedResource): SenderProperty | undefined {
    return samSender(resource, this.roleProperty);
  }

  private warnOfImplicitApi(context: TracerContext): void {
    const { inspected, resource: { stack } } = context;
    if (this.warned.has(stack) || !hasUntracedImplicitApi(inspected.property('Events'), inspected.globals)) { return; }
    this.warned.add(stack);
    context.warn(WarningId.IMPLICIT_API_UNTRACED, 'SAM makes a REST API for events of this function, and perhaps of others, that name none. Only the `Globals` of the template can turn '
      + 'its tracing on: set `TracingEnabled: true` under `Globals.Api`, or give the events an AWS::Serverless::Api by their `RestApiId`.');
  }
}
