import { edgeFinding } from './private/lambda-edge';
import { samFinding } from './private/sam-globals';
import { warnOfImplicitApi } from './private/sam-implicit-api';
import { samSender } from './private/sam-sender';
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
    if (this.inspect(context.inspected).status !== TracingStatus.TRACED) { context.set('Tracing', 'Active'); }
    warnOfImplicitApi(context);
  }

  public senderOf(resource: InspectedResource): SenderProperty | undefined {
    return samSender(resource, this.roleProperty);
  }
}
