import { SAM_AUTHORIZERS } from './authorizers';
import { busesOf } from './event-buses';
import { relationOf, ruleEdges } from './event-rules';
import { madeBySam } from './function-destinations';
import { lookupTable } from '../../../private/lookup-table';
import { isObject, valueAt } from '../../../private/template/intrinsics';
import { pathOf } from '../../../private/template/property-path';
import { withGlobals } from '../../../private/template/sam-inheritance';
import { readsFromQueue } from '../../findings/sam-events';
import type { Relation } from '../../relation';
import { madeDeadLetterQueue, madeSubscriptionQueue } from '../../sam-receivers';
import { ModelResource, type ModelStack } from '../../template-model';
import { edgesBetween, type EdgeSource, evidenceAt, type FoundEdge, type SourceContext } from '../edge-source';
import { implicitApi } from '../implicit-apis';
import { CLIENTS, externalMadeIn, externalService, type MapEnd } from '../map-end';

/** An event of a SAM function or state machine. */
interface SamEvent {
  readonly resource: ModelResource;
  readonly name: string;
  readonly type: string;
  readonly properties: Record<string, any>;
}

/** What an event says of its way to the function. */
type EventReader = (event: SamEvent, context: SourceContext) => FoundEdge[];

/** The events that SAM connects functions and state machines to. */
export const SAM_EVENTS: EdgeSource = {
  types: ['AWS::Serverless::Function', 'AWS::Serverless::StateMachine'],
  edges: (resource, context) => {
    const { Events } = resource.properties;
    return Object.entries<any>(isObject(Events) ? Events : {}).flatMap(([name, event]) => {
      const { Type: type, Properties: properties } = Object(event);
      const reader = typeof type === 'string' ? READERS[type] : undefined;
      return reader ? reader({ resource, name, type, properties: Object(properties) }, context) : [];
    });
  },
};

/** The readers by the type of the event. */
const READERS = lookupTable<EventReader>({
  AlexaSkill: (event) => edgesBetween([externalService('alexa-appkit')], [event.resource], 'invokes', evidenceAt(event.resource, `Events.${event.name}.Type`)),
  Api: (event, context) => fromApi(event, 'RestApiId', 'ServerlessRestApi', 'AWS::Serverless::Api', context),
  CloudWatchEvent: fromBus,
  CloudWatchLogs: (event) => edgesBetween([externalService('logs')], [event.resource], 'service event', evidenceOf(event, 'LogGroupName')),
  Cognito: from('UserPool', 'trigger'),
  DocumentDB: from('Cluster', 'event source'),
  DynamoDB: from('Stream', 'event source'),
  EventBridgeRule: fromBus,
  HttpApi: (event, context) => fromApi(event, 'ApiId', 'ServerlessHttpApi', 'AWS::Serverless::HttpApi', context),
  IoTRule: (event) => edgesBetween([externalMadeIn(event.resource.stack, `${event.resource.logicalId}${event.name}`, 'AWS::IoT::TopicRule')], [event.resource], 'service event',
    evidenceOf(event, 'Sql')),
  Kinesis: from('Stream', 'event source'),
  MQ: from('Broker', 'event source'),
  MSK: from('Stream', 'event source'),
  S3: from('Bucket', 'notification'),
  SNS: (event, context) => readsFromQueue(event.properties) ? fromTopicByQueue(event, context) : from('Topic', 'subscription')(event, context),
  SQS: from('Queue', 'event source'),
  Schedule: fromSchedule('AWS::Events::Rule', 'Schedule'),
  ScheduleV2: fromSchedule('AWS::Scheduler::Schedule', 'ScheduleExpression'),
  SelfManagedKafka: (event) => edgesBetween([externalService('kafka')], [event.resource], 'event source', evidenceOf(event, 'KafkaBootstrapServers')),
});

function evidenceOf({ resource, name }: SamEvent, property: string): FoundEdge['evidence'] {
  return evidenceAt(resource, `Events.${name}.Properties.${property}`);
}

function from(property: string, relation: Relation): EventReader {
  return (event, context) => {
    const { resource, properties } = event;
    const sources = context.ends.in(resource.stack, properties[property]);
    return [
      ...edgesBetween(sources, [resource], relation, evidenceOf(event, property)),
      ...deadLetters(event, [resource], 'DestinationConfig.OnFailure.Destination', context),
      ...deadLetters(event, sources, 'RedrivePolicy.deadLetterTargetArn', context),
    ];
  };
}

/** The queue is one of the template, or one that SAM makes. */
function fromTopicByQueue(event: SamEvent, context: SourceContext): FoundEdge[] {
  const { resource: fn, name, properties: { Topic, SqsSubscription } } = event;
  const evidence = evidenceOf(event, 'SqsSubscription');
  const topics = context.ends.in(fn.stack, Topic);
  const queues = [...context.ends.in(fn.stack, SqsSubscription.QueueArn), ...madeBySam(fn, madeSubscriptionQueue(fn, name))];
  return [
    ...edgesBetween(topics, queues, 'subscription', evidence),
    ...edgesBetween(queues, [fn], 'event source', evidence),
    ...deadLetters(event, topics, 'RedrivePolicy.deadLetterTargetArn', context),
  ];
}

/** Where an event goes that nobody could handle. */
function deadLetters(event: SamEvent, senders: readonly MapEnd[], path: string, { ends }: SourceContext): FoundEdge[] {
  return edgesBetween(senders, ends.in(event.resource.stack, valueAt(event.properties, pathOf(path))), 'dead letters', evidenceOf(event, path));
}

function fromApi(event: SamEvent, property: string, implicitId: string, type: string, context: SourceContext): FoundEdge[] {
  const { resource, properties } = event;
  const named = properties[property];
  if (named !== undefined && Object(named).Ref !== implicitId) {
    return edgesBetween(context.ends.in(resource.stack, named), [resource], 'integration', evidenceOf(event, property));
  }
  const evidence = evidenceOf(event, 'Path');
  const api = implicitApi(resource.stack, implicitId, type);
  return [
    ...edgesBetween([CLIENTS], [api], 'requests', evidence),
    ...edgesBetween([api], [resource], 'integration', evidence),
    ...edgesBetween([api], inheritedAuthorizers(resource.stack, implicitId, type, context), 'invokes', evidence),
  ];
}

/** The functions that decide who may call an API that SAM makes, of which the template's `Globals` alone tell. */
function inheritedAuthorizers(stack: ModelStack, logicalId: string, Type: string, context: SourceContext): MapEnd[] {
  const { Globals } = stack.source.template;
  const Properties = isObject(Globals) ? withGlobals(Type, {}, Globals) : {};
  return SAM_AUTHORIZERS.edges(new ModelResource(stack, logicalId, { Type, Properties }), context).map(({ to }) => to);
}

function fromBus(event: SamEvent, context: SourceContext): FoundEdge[] {
  const { resource, name, properties } = event;
  const rule = externalMadeIn(resource.stack, `${resource.logicalId}${name}`, 'AWS::Events::Rule');
  const buses = busesOf(resource.stack, properties.EventBusName, context.ends);
  return [
    ...ruleEdges(buses, rule, properties.Pattern, evidenceOf(event, 'Pattern')),
    ...edgesBetween([rule], [resource], relationOf(undefined, properties.Pattern, buses), evidenceOf(event, 'Pattern')),
    ...deadLettersOf(event, rule, context),
  ];
}

/** Where the events of a rule or a schedule go that nobody could handle: a queue that is named, or one that SAM makes. */
function deadLettersOf(event: SamEvent, sender: MapEnd, context: SourceContext): FoundEdge[] {
  const made = madeBySam(event.resource, madeDeadLetterQueue(event.resource, event.name));
  return [
    ...deadLetters(event, [sender], 'DeadLetterConfig.Arn', context),
    ...edgesBetween([sender], made, 'dead letters', evidenceOf(event, 'DeadLetterConfig.Type')),
  ];
}

function fromSchedule(type: string, property: string): EventReader {
  return (event, context) => {
    const { resource, name } = event;
    const schedule = externalMadeIn(resource.stack, `${resource.logicalId}${name}`, type);
    return [...edgesBetween([schedule], [resource], 'schedule', evidenceOf(event, property)), ...deadLettersOf(event, schedule, context)];
  };
}
