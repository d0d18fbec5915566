import { samFinding } from './private/sam-globals';
import { warnOfImplicitApi } from './private/sam-implicit-api';
import { samSender } from './private/sam-sender';
import type { InspectedResource } from '../tracing/inspected-resource';
import { XRayAccess } from '../tracing/resource-tracer';
import type { SenderProperty, SenderRow } from '../tracing/sender';
import type { TracerContext } from '../tracing/tracer-context';
import { type TracingFinding, TracingStatus } from '../tracing/tracing-finding';

/**
 * A state machine of a SAM template: `Tracing.Enabled`, on the state machine or in the template's `Globals`. SAM gives a role that it makes itself the permission.
 * @see https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-resource-statemachine.html
 */
export class ServerlessStateMachineTracer implements SenderRow {
  public readonly resourceType = 'AWS::Serverless::StateMachine';
  public readonly ruleId = 'ServerlessStateMachineTracing';
  public readonly access = XRayAccess.SEND_AND_SAMPLE;
  public readonly roleProperty = 'Role';

  public inspect(resource: InspectedResource): TracingFinding {
    return samFinding(resource, 'StateMachine', 'Tracing.Enabled', true);
  }

  /** What the template's `Globals` turn on is not turned on again. */
  public enable(context: TracerContext): void {
    if (this.inspect(context.inspected).status !== TracingStatus.TRACED) { context.set('Tracing.Enabled', true); }
    warnOfImplicitApi(context);
  }

  public senderOf(resource: InspectedResource): SenderProperty | undefined {
    return samSender(resource, this.roleProperty);
  }
}
