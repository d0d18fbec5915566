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
    return source === undefined ? undefined : TracingFinding.unsupported(
      `Lambda does not support active tracing of functions with an event source of ${source}`,
      'keep the trace context in the messages themselves, and continue it in the function with OpenTelemetry',
    );
  }

  /** An event source mapping has no tracing to turn on. */
  public enable(): void {}
}

/** The properties that only event source mappings of one kind of source have. */
const SOURCES: Readonly<Record<string, string>> = {
  AmazonManagedKafkaEventSourceConfig: 'Amazon MSK',
  DocumentDBEventSourceConfig: 'Amazon DocumentDB',
  Queues: 'Amazon MQ',
  SelfManagedEventSource: 'self-managed Apache Kafka',
  SelfManagedKafkaEventSourceConfig: 'self-managed Apache Kafka',
};

/** The services in the ARNs of such sources. A cluster of Amazon DocumentDB has an ARN of Amazon RDS. */
const SERVICES: Readonly<Record<string, string>> = { kafka: 'Amazon MSK', mq: 'Amazon MQ', rds: 'Amazon DocumentDB' };

/** The CloudFormation types of such sources. */
const TYPES: Readonly<Record<string, string>> = {
  'AWS::AmazonMQ::Broker': 'Amazon MQ',
  'AWS::DocDB::DBCluster': 'Amazon DocumentDB',
  'AWS::MSK::Cluster': 'Amazon MSK',
  'AWS::MSK::ServerlessCluster': 'Amazon MSK',
};

function untraceableSource(resource: InspectedResource): string | undefined {
  const property = Object.keys(SOURCES).find((name) => resource.property(name) !== undefined);
  if (property) { return SOURCES[property]; }
  const source = resource.referenced('EventSourceArn');
  return source ? TYPES[source.resourceType] : SERVICES[serviceOf(resource.property('EventSourceArn'))];
}

function isQueue(resource: InspectedResource): boolean {
  const source = resource.referenced('EventSourceArn');
  return source ? source.resourceType === 'AWS::SQS::Queue' : serviceOf(resource.property('EventSourceArn')) === 'sqs';
}

/** The service in an ARN, which may be composed with `Fn::Join` or `Fn::Sub`. */
function serviceOf(arn: unknown): string {
  return /:(kafka|mq|rds|sqs):/.exec(JSON.stringify(arn) ?? '')?.[1] ?? '';
}
