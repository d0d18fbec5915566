import { breaks, type CrossingRule, continues, type Judgement, type NodeFacts, restarts, unknown } from './judgement';
import { TracingStatus } from '../../../tracing/tracing-finding';
import { FUNCTIONS } from '../../lambda-functions';
import type { MapEnd } from '../map-end';

const { EXCLUDED, TRACED, UNSUPPORTED, UNTRACED } = TracingStatus;

/** What becomes of the trace behind a service that begins one for each request while its tracing is on. */
export function behindSender({ finding }: NodeFacts, sender: string, ifTraced: Judgement): Judgement {
  switch (finding?.status) {
    case TRACED: return ifTraced;
    case UNTRACED:
    case EXCLUDED: return restarts(
      `${sender} is not traced, so the trace begins behind it, unless a caller that is traced sends a header`, `turn on tracing of ${sender}`);
    case UNSUPPORTED: return breaks(finding.reason ?? `${sender} cannot be traced`, finding.advice);
    default: return unknown(finding?.reason ?? `the templates do not tell whether ${sender} is traced`, finding?.advice);
  }
}

const HTTP_APIS = ['AWS::ApiGatewayV2::Api', 'AWS::Serverless::HttpApi', 'AWS::Serverless::WebSocketApi'];
const REST_APIS = ['AWS::ApiGateway::RestApi', 'AWS::Serverless::Api'];

const GRAPHQL_APIS = ['AWS::AppSync::Api', 'AWS::AppSync::GraphQLApi', 'AWS::Serverless::GraphQLApi'];

/** What the header of a REST API is known to reach: some services of AWS, and whatever it reaches by HTTP. */
const INTEGRATED = [
  ...FUNCTIONS, 'AWS::StepFunctions::StateMachine', 'AWS::Serverless::StateMachine', 'AWS::AppRunner::Service', 'AWS::AutoScaling::AutoScalingGroup', 'AWS::EC2::Instance',
  'AWS::ECS::Service', 'AWS::ElasticBeanstalk::Environment', 'AWS::ElasticLoadBalancing::LoadBalancer', 'AWS::ElasticLoadBalancingV2::LoadBalancer', 'remote',
];

/** Behind an API of API Gateway. */
export const BEHIND_API: CrossingRule = ({ from, to }, factsOf) => {
  if (HTTP_APIS.includes(from.type)) {
    return unknown('HTTP APIs and WebSocket APIs have no tracing, and AWS does not document whether they forward a trace header',
      'use a REST API where the gateway must be part of the trace');
  }
  return behindSender(factsOf(from), 'the stage', INTEGRATED.includes(to.type)
    ? continues('a traced stage sends the trace header to its integrations')
    : unknown('AWS does not document that the trace header of an API reaches this service', 'call it from a traced function where the trace must go on'));
};

/** Behind whatever invokes something: an authorizer's API, a pipe that enriches, an API destination, or a service that a permission names. */
export const BEHIND_INVOKER: CrossingRule = (edge, factsOf) => {
  const { from } = edge;
  if ([...HTTP_APIS, ...REST_APIS].includes(from.type)) { return BEHIND_API(edge, factsOf); }
  if (GRAPHQL_APIS.includes(from.type)) { return behindSender(factsOf(from), 'the API', continues('a traced API sends the trace header on')); }
  if (from.type === 'AWS::Pipes::Pipe') { return PIPE; }
  if (from.type === 'AWS::S3ObjectLambda::AccessPoint') { return unknown('AWS does not document whether S3 Object Lambda sends a trace header to its functions'); }
  if (from.type === 'AWS::KinesisFirehose::DeliveryStream') { return DELIVERY; }
  if (isAnalytics(from)) { return ANALYTICS; }
  if (from.type === 'AWS::Events::ApiDestination') { return unknown('AWS does not document whether a request to an API destination has a trace header'); }
  if (from.type === 'AWS::CodePipeline::Pipeline') { return unknown('AWS does not document whether the actions of a pipeline send a trace header'); }
  if (from.type.startsWith('AWS::BedrockAgentCore::')) { return AGENT_CORE; }
  if (from.type.startsWith('AWS::Bedrock::')) { return unknown('AWS does not document whether agents and flows of Amazon Bedrock hand a trace on to what they ask'); }
  if (from.type === 'AWS::alexa-appkit') { return unknown('AWS does not document whether a skill of Alexa sends a trace header to its function'); }
  return unknown('a permission alone shows that this service may invoke the function');
};

const AGENT_CORE = continues('Amazon Bedrock AgentCore hands the trace context on; its own spans are seen where its traces are delivered to X-Ray');

/** AWS says nothing of delivery streams. */
const DELIVERY = breaks('AWS documents no trace header in what a delivery stream delivers');

/** Whether an end is an application of Amazon Kinesis Data Analytics, or of Amazon Managed Service for Apache Flink. */
export function isAnalytics({ type }: MapEnd): boolean {
  return type.startsWith('AWS::KinesisAnalytics');
}

/** AWS says nothing of such applications. */
export const ANALYTICS = breaks('AWS documents no tracing of applications that analyze streams, whose records carry no trace header');

/** Where a service writes by itself. */
export const DELIVERED: CrossingRule = ({ from }) => {
  if (isAnalytics(from)) { return ANALYTICS; }
  return from.type.startsWith('AWS::DynamoDB::') ? breaks('the changes of a table carry no trace header') : DELIVERY;
};

/** AWS says nothing of pipes. */
export const PIPE = breaks('AWS documents no tracing of pipes, so the trace is taken to end here', 'connect source and target by a traced function where the trace must go on');

const JOBS = ['AWS::Batch::JobDefinition', 'AWS::Batch::JobQueue', 'AWS::CodeBuild::Project', 'AWS::ECS::TaskDefinition', 'AWS::EMR::Cluster', 'AWS::Glue::Job', 'AWS::batch',
  'AWS::codebuild', 'AWS::ecs', 'AWS::elasticmapreduce', 'AWS::glue'];

/** Whether an end is started as a job, which gets no request that could carry a header. */
export function isJob(end: MapEnd): boolean {
  return JOBS.includes(end.type);
}

/** The start of a job. */
export const JOB = breaks('a job is started without a trace header', 'put the header into the input or the environment of the job, and continue the trace there with OpenTelemetry');

/** Behind a task of a state machine. */
export const BEHIND_TASK: CrossingRule = ({ from, to }, factsOf) => {
  const traced = continues('a traced state machine sends the trace header with the call of a task');
  return behindSender(factsOf(from), 'the state machine', isJob(to) ? JOB : traced);
};
