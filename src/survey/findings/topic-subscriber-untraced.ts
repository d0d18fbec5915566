import type { FindingRule } from './finding-rule';
import { functionBehind, isFunction, isTraced, isUntraced } from './neighbours';
import { FindingSeverity } from '../survey-finding';

export const TOPIC_SUBSCRIBER_UNTRACED: FindingRule = {
  id: 'TopicSubscriberUntraced',
  severity: FindingSeverity.WARNING,
  title: 'The functions that subscribe to a traced topic are traced',
  cause: 'A traced topic passes the trace on to its subscribers; a function that sends no segments is where it ends.',
  fix: 'trace the function, too',
  url: 'https://docs.aws.amazon.com/sns/latest/dg/sns-active-tracing.html',
  find: (context) => context.model.ofType('AWS::SNS::Subscription').flatMap((subscription) => {
    const topic = context.model.target(subscription, 'TopicArn');
    if (!topic || !isTraced(topic, context)) { return []; }
    return context.model.targets(subscription, 'Endpoint')
      .flatMap((target) => functionBehind(target, context))
      .filter((target) => isFunction(target) && isUntraced(target, context))
      .map((target) => ({
        at: target,
        message: `this function subscribes to the traced topic ${topic.name}, and is not traced itself`,
        ways: [{ from: topic, to: target, relation: 'subscription' }],
      }));
  }),
};
