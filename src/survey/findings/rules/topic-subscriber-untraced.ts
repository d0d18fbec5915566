import { FUNCTIONS, isFunction } from '../../lambda-functions';
import { calledAt, calledIn } from '../../named-callees';
import { FindingSeverity } from '../../survey-finding';
import type { ModelResource } from '../../template-model';
import { reachesService, ownSubscriptions } from '../../topic-subscriptions';
import type { FindingRule, RuleContext } from '../finding-rule';
import { isAnyUntraced, isTraced, isUntraced } from '../row-status';
import { readsFromQueue, samEvents } from '../sam-events';

export const TOPIC_SUBSCRIBER_UNTRACED: FindingRule = {
  id: 'TopicSubscriberUntraced',
  severity: FindingSeverity.WARNING,
  title: 'The functions that subscribe to a traced topic are traced',
  cause: 'A traced topic passes the trace on to its subscribers; a function that sends no segments is where it ends.',
  fix: 'trace the function, too',
  url: 'https://docs.aws.amazon.com/sns/latest/dg/sns-active-tracing.html',
  find: (context) => (isAnyUntraced(FUNCTIONS, context) ? subscriptionsToTraced(context) : [])
    .filter(({ subscriber }) => isFunction(subscriber) && isUntraced(subscriber, context))
    .map(({ topic, subscriber }) => ({
      at: subscriber,
      message: `this function subscribes to the traced topic ${topic.name}, and is not traced itself`,
      ways: [{ from: topic, to: subscriber, relation: 'subscription' }],
    })),
};

interface Subscription {
  readonly topic: ModelResource;
  readonly subscriber: ModelResource;
}

/** Who subscribes to which traced topics: by a resource of its own, in the topic itself, or as an event of a SAM function that does not read from a queue. */
function subscriptionsToTraced(context: RuleContext): Subscription[] {
  const { model } = context;
  if (!model.ofType('AWS::SNS::Topic').some((topic) => isTraced(topic, context))) { return []; }
  return [
    ...model.ofType('AWS::SNS::Subscription').filter(({ properties }) => reachesService(properties)).flatMap((subscription) => {
      const topic = model.target(subscription, 'TopicArn');
      const subscribers = topic && isTraced(topic, context) ? calledAt(subscription, 'Endpoint', model) : [];
      return subscribers.map((subscriber) => ({ topic: topic!, subscriber }));
    }),
    ...model.ofType('AWS::SNS::Topic').filter((topic) => isTraced(topic, context)).flatMap((topic) =>
      [...new Set(ownSubscriptions(topic).flatMap(({ item }) => calledIn(topic.stack, item.Endpoint, model)))]
        .map((subscriber) => ({ topic, subscriber }))),
    ...model.ofType('AWS::Serverless::Function').flatMap((subscriber) =>
      samEvents(subscriber, 'SNS').filter((event) => !readsFromQueue(event)).flatMap(({ Topic }) => model.targetsIn(subscriber.stack, Topic))
        .filter((topic) => isTraced(topic, context))
        .map((topic) => ({ topic, subscriber }))),
  ];
}
