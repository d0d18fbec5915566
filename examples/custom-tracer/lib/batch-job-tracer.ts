import { InspectedResource, IResourceTracer, TracerContext, TracingFinding, XRayAccess } from 'cdk-xray';

/**
 * Traces this team's AWS Batch jobs.
 *
 * AWS Batch has no property for tracing. But this team's job images start the X-Ray daemon beside the job when they are called with
 * `--tracing xray`, and every job definition passes its `tracing` parameter there.
 */
export class BatchJobTracer implements IResourceTracer {
  readonly resourceType = 'AWS::Batch::JobDefinition';
  readonly ruleId = 'BatchJobTracing';
  readonly access = XRayAccess.SEND_AND_SAMPLE;
  readonly roleProperty = 'ContainerProperties.JobRoleArn';

  inspect(resource: InspectedResource): TracingFinding {
    return TracingFinding.ofProperty(resource, 'Parameters.tracing', 'xray');
  }

  enable(context: TracerContext): void {
    context.set('Parameters.tracing', 'xray');
  }
}
