import { breaks, continues, type CrossingRule, type Judgement, linked, restarts, unknown } from './judgement';
import { isJob, JOB, PIPE } from './senders';
import { valueAt } from '../../../private/template/intrinsics';
import { loadBalancerType } from '../../../private/template/load-balancer';
import { TracingStatus } from '../../../tracing/tracing-finding';
import { isModelResource, type MapEnd } from '../map-end';
import { NODE_TYPES } from '../node-types';
import { TraceNodeKind } from '../trace-node';

const QUEUE = 'AWS::SQS::Queue';
const CARRY_IT = 'put the trace header into the message, and continue the trace in the consumer with OpenTelemetry';

/** What callers from outside reach. Some of it neither begins a trace nor is known to hand one on. */
export const REQUESTED: CrossingRule = ({ to }, factsOf) => {
  if (to.type === 'AWS::CloudFront::Distribution') {
    return unknown('AWS does not document whether CloudFront passes a trace header on, and it adds none', 'the trace begins at the origin; trace that');
  }
  const { finding } = factsOf(to);
  return finding?.status === TracingStatus.UNSUPPORTED
    ? unknown(finding.reason ?? 'what is called begins no trace', finding.advice)
    : restarts('the trace of a request begins here, unless the caller sends a trace header');
};

/** How a bus hands events to its rules. */
export const RULED: CrossingRule = ({ to, isServiceEvent }) => {
  if (to.type === SUBSCRIBER) { return BY_SUBSCRIBER; }
  return isServiceEvent
    ? breaks('events of AWS services and of partners have no trace header')
    : continues('a bus hands the header that PutEvents came with to its rules');
};

const SUBSCRIBER = 'AWS::EventsV2::Subscriber';
const BY_SUBSCRIBER = unknown('AWS does not document whether event buses of the second version hand the trace header on to their subscribers',
  'for a state machine, set `StepFunctionsParameters.TraceHeader` of the subscriber');

/** What reads messages and records: event source mappings, pipes, delivery streams and the daemon of worker environments. */
export const READ_FROM_SOURCE: CrossingRule = ({ from, to }) => {
  if (to.type === 'AWS::Pipes::Pipe') { return PIPE; }
  if (to.type === 'AWS::ElasticBeanstalk::Environment') { return WORKER; }
  return from.type === QUEUE
    ? linked('Lambda takes the trace header from the messages, and links the function\'s trace to those of the senders')
    : breaks('AWS documents no trace header in the records of this source', CARRY_IT);
};

const WORKER = unknown('AWS does not document whether a worker environment hands the trace header of a message to its application',
  'send it as an attribute of the message, which the application gets as a header that begins with X-Aws-Sqsd-Attr-, and continue the trace from it');

/** What code reads by itself. */
export const READ_BY_CODE: CrossingRule = ({ from }) => from.type === QUEUE
  ? unknown('the messages carry the trace header in the attribute AWSTraceHeader; the consumer\'s code decides whether it is used',
    'ask for the attribute AWSTraceHeader when receiving, and continue the trace from it')
  : breaks('AWS documents no trace header in the records of this source', CARRY_IT);

/** Where a topic delivers to. */
export const SUBSCRIBED: CrossingRule = ({ from }, factsOf) => {
  const isTraced = factsOf(from).finding?.status === TracingStatus.TRACED;
  return continues(isTraced ? 'a traced topic sends a segment and passes the header on' : 'a topic that is not traced passes the header on without a segment of its own',
    isTraced ? undefined : 'set `TracingConfig` of the topic to Active, so that it is on the map');
};

/** What starts without a trace header. A job or a pipeline of which nothing sends segments begins no trace either. */
export function beginning(reason: string): CrossingRule {
  return ({ to }, factsOf) => {
    if (to.type === 'AWS::Batch::JobQueue') { return unknown(`${reason}, and the definition of the job decides whether a trace begins there`); }
    const status = factsOf(to).finding?.status;
    if (status === TracingStatus.TRACED || status === TracingStatus.UNKNOWN) { return restarts(`${reason}: the trace begins at the target`); }
    if (isJob(to) || to.type === PIPELINE) { return breaks(`${reason}, and nothing here traces what it starts`); }
    return restarts(`${reason}: the trace begins ${isSilent(to, status) ? 'behind the target at the earliest, which sends no segments' : 'at the target'}`);
  };
}

const PIPELINE = 'AWS::CodePipeline::Pipeline';

/** Whether an end sends no segments, whatever is set: it keeps things, or hands them on. */
function isSilent(end: MapEnd, status: TracingStatus | undefined): boolean {
  return status === TracingStatus.PASS_THROUGH || status === TracingStatus.UNSUPPORTED || NODE_TYPES[end.type]?.kind === TraceNodeKind.STORE;
}

/** The targets of event rules and of pipes. */
export const TARGETED: CrossingRule = ({ from, to }) => {
  if (from.type === 'AWS::Pipes::Pipe') { return PIPE; }
  if (from.type === SUBSCRIBER) { return BY_SUBSCRIBER; }
  if (isJob(to)) { return JOB; }
  if (to.type === PIPELINE) { return unknown('AWS does not document whether a pipeline keeps the trace header of the event that starts it'); }
  return ['AWS::Kinesis::Stream', 'AWS::KinesisFirehose::DeliveryStream'].includes(to.type)
    ? breaks('a stream does not carry the trace header', CARRY_IT)
    : continues('a rule forwards the header that PutEvents came with; replayed events have none');
};

/** Where failed messages go. */
export const DEAD_LETTERED: CrossingRule = ({ from }) => {
  switch (from.type) {
    case 'AWS::Events::Rule': return continues('the dead letters of a rule keep the trace header as an attribute of the message');
    case 'AWS::Pipes::Pipe': return PIPE;
    default: return unknown('AWS does not document whether dead letters keep the trace header');
  }
};

/** Whom a bucket notifies. */
export const NOTIFIED: CrossingRule = ({ to }) => to.type === 'AWS::Events::EventBus'
  ? breaks('events that AWS services send have no trace header', 'notify a queue, a topic or a function directly where the trace must go on')
  : continues('notifications carry the trace header of the request that caused them, where that request was sampled');

/** Whom a load balancer forwards to. */
export const FORWARDED: CrossingRule = ({ from }) => {
  if (from.type === 'AWS::ElasticLoadBalancing::LoadBalancer') {
    return unknown('AWS documents no request tracing of Classic Load Balancers', 'use an Application Load Balancer, which adds the trace header');
  }
  if (from.type === 'AWS::VpcLattice::Service') {
    return unknown('AWS does not document whether VPC Lattice passes a trace header on, and it sends no segments', 'trace what stands behind the service: the trace begins there at the latest');
  }
  return behindBalancer(isModelResource(from) ? loadBalancerType(valueAt(from.properties, ['Type'])) : 'application');
};

function behindBalancer(type: unknown): Judgement {
  switch (type) {
    case 'application': return continues('an Application Load Balancer passes the trace header on, or adds one; the first traced service behind it decides on sampling');
    case 'network': return continues('a Network Load Balancer passes bytes on as they are: a header of the caller arrives, none is added');
    case undefined: return continues('a header of the caller arrives; one is added where the deployment makes this an Application Load Balancer');
    default: return continues(`a load balancer of type ${JSON.stringify(type)} does not look at requests: a header of the caller arrives, none is added`);
  }
}
