import { Aws, aws_iam as iam } from 'aws-cdk-lib';
import type { InspectedResource } from '../tracing/inspected-resource';
import { type IResourceTracer, XRayAccess } from '../tracing/resource-tracer';
import type { TracerContext } from '../tracing/tracer-context';
import { TracingFinding } from '../tracing/tracing-finding';

/**
 * A topic, standard or FIFO: `TracingConfig`, and an X-Ray resource policy that lets SNS send segments, which all topics of an environment share.
 * @see https://docs.aws.amazon.com/sns/latest/dg/sns-active-tracing.html
 */
export class SnsTopicTracer implements IResourceTracer {
  public readonly resourceType = 'AWS::SNS::Topic';
  public readonly ruleId = 'SnsTopicTracing';
  public readonly access = XRayAccess.NONE;

  public inspect(resource: InspectedResource): TracingFinding {
    return TracingFinding.ofProperty(resource, 'TracingConfig', 'Active');
  }

  public enable(context: TracerContext): void {
    context.set('TracingConfig', 'Active');
    context.allowInResourcePolicy(this.letTopicsSend());
  }

  private letTopicsSend(): iam.PolicyStatement {
    return new iam.PolicyStatement({
      sid: 'SNSAccess',
      principals: [new iam.ServicePrincipal('sns.amazonaws.com')],
      actions: ['xray:PutTraceSegments', 'xray:GetSamplingRules', 'xray:GetSamplingTargets'],
      resources: ['*'],
      conditions: {
        StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID },
        StringLike: { 'aws:SourceArn': `arn:${Aws.PARTITION}:sns:${Aws.REGION}:${Aws.ACCOUNT_ID}:*` },
      },
    });
  }
}
