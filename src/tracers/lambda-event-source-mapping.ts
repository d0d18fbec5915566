import { isSet } from './private/is-set';
import { CARRY_CONTEXT_IN_MESSAGES, noActiveTracing, UNTRACEABLE_EVENT_SOURCES, type UntraceableEventSource } from '../private/template/untraceable-event-sources';
import type { InspectedResource } from '../tracing/inspected-resource';
import { type IResourceTracer, XRayAccess } from '../tracing/resource-tracer';
import { TracingFinding } from '../tracing/tracing-finding';

/**
 * An event source of a function. Amazon SQS carries the trace header to the function; for some others, Lambda does not support active tracing.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/services-xray.html
 */
export class LambdaEventSourceMappingTracer implements IResourceTracer {
  public readonly resourceType = 'AWS::Lambda::EventSourceMapping';
  public readonly ruleId = 'LambdaEventSourceMappingTracing';
  public readonly access = XRayAccess.NONE;

  public inspect(resource: InspectedResource): TracingFinding | undefined {
    if (isQueue(resource)) { return TracingFinding.passThrough('Lambda takes the trace header from the messages and links the traces'); }
    const source = untraceableSource(resource);
    return source && TracingFinding.unsupported(noActiveTracing(source), CARRY_CONTEXT_IN_MESSAGES);
  }

  /** An event source mapping has no tracing to turn on. */
  public enable(): void {}
}

function untraceableSource(resource: InspectedResource): UntraceableEventSource | undefined {
  const byProperty = UNTRACEABLE_EVENT_SOURCES.find(({ mappingProperties }) => mappingProperties.some((property) => isSet(resource, property)));
  if (byProperty) { return byProperty; }
  const source = resource.referenced('EventSourceArn');
  const service = source ? undefined : serviceInArn(resource.property('EventSourceArn'));
  return UNTRACEABLE_EVENT_SOURCES.find(({ resourceTypes, arnService }) => {
    return source ? resourceTypes.includes(source.resourceType) : arnService === service;
  });
}

function isQueue(resource: InspectedResource): boolean {
  const source = resource.referenced('EventSourceArn');
  return source ? source.resourceType === 'AWS::SQS::Queue' : serviceInArn(resource.property('EventSourceArn')) === 'sqs';
}

/** The service in an ARN, which may be composed with `Fn::Join` or `Fn::Sub`; none where no event source is of it. */
function serviceInArn(arn: unknown): string {
  return /:(kafka|mq|rds|sqs):/.exec(JSON.stringify(arn) ?? '')?.[1] ?? '';
}
