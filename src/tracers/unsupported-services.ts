import { isSet } from './private/is-set';
import { PassiveTracer } from './private/passive-tracer';
import { listed } from '../private/listed';
import { TracingFinding } from '../tracing/tracing-finding';

/** A finding that is the same for every resource of a type. */
const unsupported = (reason: string, advice: string) => () => TracingFinding.unsupported(reason, advice);

const carriedIn = (part: string) => `put the trace header into the ${part} yourself, and continue the trace in the consumer with OpenTelemetry`;

/** Where the changes of a table go: into a stream of its own, or into one of Amazon Kinesis. */
const STREAMS = ['StreamSpecification', 'KinesisStreamSpecification'];

const HTTP_API = unsupported(
  'X-Ray supports REST APIs; HTTP APIs and WebSocket APIs have no tracing',
  'use a REST API where the gateway must be part of the trace; without it, the trace begins at the integration',
);

/** The types that X-Ray cannot trace and that do not forward the trace header, with what to do instead. */
export const UNSUPPORTED_SERVICES = [
  /** @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-vs-rest.html */
  new PassiveTracer('AWS::ApiGatewayV2::Api', 'ApiGatewayV2ApiTracing', HTTP_API),
  new PassiveTracer('AWS::Serverless::HttpApi', 'ServerlessHttpApiTracing', HTTP_API),
  new PassiveTracer('AWS::Serverless::WebSocketApi', 'ServerlessWebSocketApiTracing', HTTP_API),

  new PassiveTracer('AWS::AppSync::Api', 'AppSyncEventApiTracing', unsupported(
    'AppSync Event APIs have no tracing; GraphQL APIs have',
    'trace the publishers and the handlers; the trace does not cross the API')),

  /** The replicas of a table need its stream, so nobody can tell whether anybody else reads from it. */
  new PassiveTracer('AWS::DynamoDB::GlobalTable', 'DynamoDbGlobalTableTracing', (resource) =>
    !isSet(resource, 'StreamSpecification') || listed(resource.property('Replicas')).length > 1 ? undefined : dynamoDbStream()),
  new PassiveTracer('AWS::DynamoDB::Table', 'DynamoDbTableTracing', (resource) =>
    STREAMS.some((property) => isSet(resource, property)) ? dynamoDbStream() : undefined),

  new PassiveTracer('AWS::ElasticLoadBalancing::LoadBalancer', 'ClassicLoadBalancerTracing', unsupported(
    'a Classic Load Balancer has no request tracing',
    'use an Application Load Balancer, which adds the trace header')),

  new PassiveTracer('AWS::Kinesis::Stream', 'KinesisStreamTracing', unsupported('a data stream does not carry the trace header', carriedIn('message'))),
  new PassiveTracer('AWS::Lambda::WebFunction', 'LambdaWebFunctionTracing', unsupported(
    'a web function has no property for tracing, and AWS documents none',
    'send OpenTelemetry spans from its code to the OTLP endpoint of X-Ray, and acknowledge this where it does')),
  new PassiveTracer('AWS::MSK::Cluster', 'MskClusterTracing', unsupported('Apache Kafka does not carry the trace header', carriedIn('message'))),
  new PassiveTracer('AWS::MSK::ServerlessCluster', 'MskServerlessClusterTracing', unsupported('Apache Kafka does not carry the trace header', carriedIn('message'))),

  new PassiveTracer('AWS::Pipes::Pipe', 'PipesPipeTracing', unsupported(
    'AWS documents no tracing of pipes, so the trace context is taken to end here',
    'connect source and target by a traced function where the trace must go on')),

  new PassiveTracer('AWS::Scheduler::Schedule', 'SchedulerScheduleTracing', unsupported(
    'AWS documents no tracing of schedules, so the trace begins at the target',
    'trace the target')),
];

function dynamoDbStream(): TracingFinding {
  return TracingFinding.unsupported('a DynamoDB stream does not carry the trace header', carriedIn('item'));
}
