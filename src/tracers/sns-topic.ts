import { SERVICE_ACTIONS } from '../private/iam/xray-actions';
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

  public readonly addsConstructs = true;

  public inspect(resource: InspectedResource): TracingFinding {
    return TracingFinding.ofProperty(resource, 'TracingConfig', 'Active');
  }

  public enable(context: TracerContext): void {
    context.set('TracingConfig', 'Active');
    context.allowInResourcePolicy(LET_TOPICS_SEND);
  }
}

/** For all topics of the account and region, because X-Ray has room for five policies there. */
const LET_TOPICS_SEND = {
  Sid: 'SNSAccess',
  Effect: 'Allow',
  Principal: { Service: 'sns.amazonaws.com' },
  Action: SERVICE_ACTIONS,
  Resource: '*',
  Condition: {
    StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } },
    StringLike: { 'aws:SourceArn': { 'Fn::Sub': 'arn:${AWS::Partition}:sns:${AWS::Region}:${AWS::AccountId}:*' } },
  },
};
