import { lookupTable } from '../lookup-table';

/** A source of events for functions that Lambda does not support active tracing with. */
export interface UntraceableEventSource {
  /** What AWS calls it. */
  readonly service: string;
  /** The properties that only event source mappings of this source have. */
  readonly mappingProperties: readonly string[];
  /** The service in the ARN of such a source, where it has one. */
  readonly arnService?: string;
  /** The CloudFormation types of such a source. */
  readonly resourceTypes: readonly string[];
  /** The type of the event in SAM. */
  readonly samEvent: string;
  /** The property by which SAM's event names the source. */
  readonly samProperty: string;
}

/** All of them, those first whose properties tell them from others: self-managed Apache Kafka has topics, too. */
export const UNTRACEABLE_EVENT_SOURCES: readonly UntraceableEventSource[] = [
  {
    service: 'self-managed Apache Kafka',
    mappingProperties: ['SelfManagedEventSource', 'SelfManagedKafkaEventSourceConfig'],
    resourceTypes: [],
    samEvent: 'SelfManagedKafka',
    samProperty: 'KafkaBootstrapServers',
  },
  {
    service: 'Amazon MSK',
    mappingProperties: ['AmazonManagedKafkaEventSourceConfig', 'Topics'],
    arnService: 'kafka',
    resourceTypes: ['AWS::MSK::Cluster', 'AWS::MSK::ServerlessCluster'],
    samEvent: 'MSK',
    samProperty: 'Stream',
  },
  {
    service: 'Amazon MQ',
    mappingProperties: ['Queues'],
    arnService: 'mq',
    resourceTypes: ['AWS::AmazonMQ::Broker'],
    samEvent: 'MQ',
    samProperty: 'Broker',
  },
  {
    service: 'Amazon DocumentDB',
    mappingProperties: ['DocumentDBEventSourceConfig'],
    arnService: 'rds', // of which a cluster of Amazon DocumentDB is one
    resourceTypes: ['AWS::DocDB::DBCluster'],
    samEvent: 'DocumentDB',
    samProperty: 'Cluster',
  },
];

const BY_SAM_EVENT = lookupTable(Object.fromEntries(UNTRACEABLE_EVENT_SOURCES.map((source) => [source.samEvent, source])));

/** The source of a SAM event that is no AWS::Lambda::EventSourceMapping of its own; undefined where Lambda can trace it. */
export function untraceableSourceOf(event: any): UntraceableEventSource | undefined {
  const { Type: type } = Object(event);
  return typeof type === 'string' ? BY_SAM_EVENT[type] : undefined;
}

/** What is said of functions that read from such a source. */
export function noActiveTracing({ service }: UntraceableEventSource): string {
  return `Lambda does not support active tracing of functions with an event source of ${service}`;
}

/** What to do about that. */
export const CARRY_CONTEXT_IN_MESSAGES = 'keep the trace context in the messages themselves, and continue it in the function with OpenTelemetry';
