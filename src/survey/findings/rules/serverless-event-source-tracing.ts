import { isObject } from '../../../private/template/intrinsics';
import { lookupTable } from '../../../private/lookup-table';
import { FindingSeverity } from '../../survey-finding';
import type { ModelResource, TemplateModel } from '../../template-model';
import { oncePerReceiver } from '../connectors';
import type { FindingRule, RuleMatch } from '../finding-rule';

/** The events of SAM that are no AWS::Lambda::EventSourceMapping of their own, and whose source Lambda cannot trace; and where each names its source. */
const SOURCES = lookupTable<{ readonly service: string; readonly property: string }>({
  DocumentDB: { service: 'Amazon DocumentDB', property: 'Cluster' },
  MQ: { service: 'Amazon MQ', property: 'Broker' },
  MSK: { service: 'Amazon MSK', property: 'Stream' },
  SelfManagedKafka: { service: 'self-managed Apache Kafka', property: 'KafkaBootstrapServers' },
});

export const SERVERLESS_EVENT_SOURCE: FindingRule = {
  id: 'ServerlessEventSourceTracing',
  severity: FindingSeverity.WARNING,
  title: 'The events of SAM functions come from where Lambda can trace them',
  cause: 'Lambda does not support active tracing of functions that read from Amazon MSK, self-managed Apache Kafka, Amazon MQ or Amazon DocumentDB. In a SAM template the events of a '
    + 'function say so; elsewhere an AWS::Lambda::EventSourceMapping does, which has a rule of its own.',
  fix: 'keep the trace context in the messages themselves, and continue it in the function with OpenTelemetry',
  url: 'https://docs.aws.amazon.com/lambda/latest/dg/services-xray.html',
  find: ({ model }) => model.ofType('AWS::Serverless::Function').flatMap((fn) => {
    const { Events } = fn.properties;
    return oncePerReceiver(Object.entries<any>(isObject(Events) ? Events : {}).flatMap(([name, event]) => untraceable(fn, name, event, model)));
  }),
};

function untraceable(fn: ModelResource, name: string, event: any, model: TemplateModel): RuleMatch[] {
  const { Type: type } = Object(event);
  const source = typeof type === 'string' ? SOURCES[type] : undefined;
  if (!source) { return []; }
  const [from] = model.targetsIn(fn.stack, Object(event.Properties)[source.property]);
  return [{
    at: fn,
    propertyPath: `Events.${name}`,
    message: `Lambda does not support active tracing of functions with an event source of ${source.service}`,
    ways: [{ from, to: fn, relation: 'event source' }],
  }];
}
