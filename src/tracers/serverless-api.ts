import { samFinding } from './private/sam-globals';
import { valueAt } from '../private/template/intrinsics';
import type { InspectedResource } from '../tracing/inspected-resource';
import { type IResourceTracer, XRayAccess } from '../tracing/resource-tracer';
import type { TracerContext } from '../tracing/tracer-context';
import { TracingFinding, TracingStatus } from '../tracing/tracing-finding';

/**
 * A REST API of a SAM template: `TracingEnabled`, on the API or in the template's `Globals`.
 * @see https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-resource-api.html
 */
export class ServerlessApiTracer implements IResourceTracer {
  public readonly resourceType = 'AWS::Serverless::Api';
  public readonly ruleId = 'ServerlessApiTracing';
  public readonly access = XRayAccess.NONE;

  /** CloudFormation takes the text `true` for a boolean. SAM does not, and refuses the whole template. */
  public inspect(resource: InspectedResource): TracingFinding {
    const finding = samFinding(resource, 'Api', 'TracingEnabled', true);
    const value = resource.property('TracingEnabled') ?? valueAt(resource.globals.Api, ['TracingEnabled']);
    return finding.status === TracingStatus.TRACED && typeof value === 'string'
      ? TracingFinding.untraced(`SAM refuses the text ${JSON.stringify(value)} for \`TracingEnabled\`, which must be a boolean`)
      : finding;
  }

  /** What the template's `Globals` turn on is not turned on again. */
  public enable(context: TracerContext): void {
    if (this.inspect(context.inspected).status !== TracingStatus.TRACED) { context.set('TracingEnabled', true); }
  }
}
