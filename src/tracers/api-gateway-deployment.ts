import type { InspectedResource } from '../tracing/inspected-resource';
import { type IResourceTracer, XRayAccess } from '../tracing/resource-tracer';
import type { TracerContext } from '../tracing/tracer-context';
import { TracingFinding } from '../tracing/tracing-finding';

/**
 * The deployment of a REST API that describes a stage: `StageDescription.TracingEnabled`. A deployment without a description says nothing of tracing.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-apigateway-deployment-stagedescription.html
 */
export class ApiGatewayDeploymentTracer implements IResourceTracer {
  public readonly resourceType = 'AWS::ApiGateway::Deployment';
  public readonly ruleId = 'ApiGatewayDeploymentTracing';
  public readonly access = XRayAccess.NONE;

  public inspect(resource: InspectedResource): TracingFinding | undefined {
    return resource.property('StageDescription') === undefined
      ? undefined
      : TracingFinding.ofProperty(resource, 'StageDescription.TracingEnabled', true);
  }

  public enable(context: TracerContext): void {
    context.set('StageDescription.TracingEnabled', true);
  }
}
