import { isSet } from './private/is-set';
import { PassiveTracer } from './private/passive-tracer';
import { type EventSender, eventSender, isPartnerBus } from '../private/template/rule-events';
import type { InspectedResource } from '../tracing/inspected-resource';
import { TracingFinding } from '../tracing/tracing-finding';

/** A finding that is the same for every resource of a type. */
const forwards = (reason: string) => () => TracingFinding.passThrough(reason);

const S3_NOTIFICATIONS = 'notifications carry the trace header of the request that caused them, where that request was sampled';

/** The types that forward the trace header and send no segments themselves. */
export const FORWARDING_SERVICES = [
  /** @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-related-service-xray.html */
  new PassiveTracer('AWS::Events::EventBus', 'EventBridgeEventBusTracing', forwards(
    'an event bus forwards the trace header of PutEvents; archived and replayed events, and those of partners and AWS services, have none')),

  new PassiveTracer('AWS::Events::Rule', 'EventBridgeRuleTracing', (rule) => TracingFinding.passThrough(RULES[senderTo(rule)])),

  /** @see https://docs.aws.amazon.com/xray/latest/devguide/xray-services-sqs.html */
  new PassiveTracer('AWS::SQS::Queue', 'SqsQueueTracing', forwards(
    'a queue carries the trace header in the system attribute AWSTraceHeader; the consumer\'s trace is linked to the sender\'s')),

  /** @see https://docs.aws.amazon.com/xray/latest/devguide/xray-services-s3.html */
  new PassiveTracer('AWS::S3::Bucket', 'S3NotificationTracing', (resource) =>
    isSet(resource, 'NotificationConfiguration') ? TracingFinding.passThrough(S3_NOTIFICATIONS) : undefined),

  /** The CDK configures the notifications of its buckets by this custom resource. */
  new PassiveTracer('Custom::S3BucketNotifications', 'S3BucketNotificationsTracing', () => TracingFinding.passThrough(S3_NOTIFICATIONS)),
];

/** What a rule does with the trace header, by who sends its events. */
const RULES: Readonly<Record<EventSender, string>> = {
  anyone: 'a rule forwards the trace header of the event to its targets',
  schedule: 'a schedule starts without a trace header: the trace begins at the target',
  services: 'events of AWS services and of partners have no trace header: the trace begins at the target',
};

function senderTo(rule: InspectedResource): EventSender {
  const bus = rule.referenced('EventBusName');
  const isOfPartner = isPartnerBus(bus?.property('Name') ?? rule.property('EventBusName'), bus?.property('EventSourceName'));
  return eventSender(rule.property('ScheduleExpression'), rule.property('EventPattern'), isOfPartner);
}
