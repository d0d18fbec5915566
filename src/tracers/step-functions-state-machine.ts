import type { InspectedResource } from '../tracing/inspected-resource';
import { type IResourceTracer, XRayAccess } from '../tracing/resource-tracer';
import type { TracerContext } from '../tracing/tracer-context';
import { TracingFinding } from '../tracing/tracing-finding';

/**
 * A state machine, Standard or Express: `TracingConfiguration.Enabled`. Its role sends the segments and asks for sampling rules.
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/concepts-xray-tracing.html
 */
export class StepFunctionsStateMachineTracer implements IResourceTracer {
  public readonly resourceType = 'AWS::StepFunctions::StateMachine';
  public readonly ruleId = 'StepFunctionsStateMachineTracing';
  public readonly access = XRayAccess.SEND_AND_SAMPLE;
  public readonly roleProperty = 'RoleArn';

  public inspect(resource: InspectedResource): TracingFinding {
    return TracingFinding.ofProperty(resource, 'TracingConfiguration.Enabled', true);
  }

  public enable(context: TracerContext): void {
    context.set('TracingConfiguration.Enabled', true);
  }
}
