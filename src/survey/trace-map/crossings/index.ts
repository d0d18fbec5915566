import { CALLED_BY_CODE } from './code';
import { always, breaks, continues, type CrossingRule, type Judgement, type NodeFacts, unknown } from './judgement';
import { DEAD_LETTERED, FORWARDED, NOTIFIED, READ_BY_CODE, READ_FROM_SOURCE, REQUESTED, RULED, SUBSCRIBED, TARGETED, beginning } from './receivers';
import { BEHIND_API, BEHIND_INVOKER, BEHIND_TASK, behindSender, DELIVERED } from './senders';
import { TOLD } from './told';
import { TracingStatus } from '../../../tracing/tracing-finding';
import type { Relation } from '../../relation';
import type { FoundEdge } from '../edge-source';
import type { MapEnd } from '../map-end';

/** What becomes of the trace, for each relation. */
const RULES: Readonly<Record<Relation, CrossingRule>> = {
  'callback': always(unknown('AWS does not document whether the answer to a task that waits for a token joins the trace of the execution')),
  'calls': CALLED_BY_CODE,
  'data source': ({ from }, factsOf) => behindSender(factsOf(from), 'the API', continues('a traced API sends the trace header to its data sources')),
  'dead letters': DEAD_LETTERED,
  'delivers': DELIVERED,
  'destination': always(unknown('AWS does not document whether the destination of an asynchronous call gets the trace header')),
  'edge function': always(breaks('X-Ray does not support functions at the edge', 'trace what stands behind the distribution')),
  'event source': READ_FROM_SOURCE,
  'forwards': FORWARDED,
  'integration': BEHIND_API,
  'invokes': BEHIND_INVOKER,
  'notification': NOTIFIED,
  'origin': always(unknown('AWS does not document whether CloudFront passes a trace header on', 'the trace begins at the origin; trace that')),
  'polls': READ_BY_CODE,
  'requests': REQUESTED,
  'rule': RULED,
  'runs': always(continues('what reaches the service reaches the containers of its tasks')),
  'schedule': beginning('a schedule starts without a trace header'),
  'service event': TOLD,
  'source API': always(unknown('AWS does not document whether a merged API hands the trace on to its source APIs')),
  'subscription': SUBSCRIBED,
  'target': TARGETED,
  'task': BEHIND_TASK,
  'trigger': always(unknown('AWS does not document whether a user pool sends a trace header to its triggers')),
};

/** What becomes of the trace on an edge, with what to do about it. */
export function judge(edge: FoundEdge, factsOf: (end: MapEnd) => NodeFacts): Judgement {
  const judgement = RULES[edge.relation](edge, factsOf);
  const isUnseen = factsOf(edge.to).finding?.status === TracingStatus.UNTRACED;
  return isUnseen && judgement.advice === undefined ? { ...judgement, advice: 'turn on tracing of what is reached, which sends no segments' } : judgement;
}
