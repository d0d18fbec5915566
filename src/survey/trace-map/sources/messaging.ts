import { possibleItems } from '../../../private/template/possible-items';
import { reachesService, ownSubscriptions } from '../../topic-subscriptions';
import { edgesBetween, edgesFrom, type EdgeSource, endsAt, evidenceAt } from '../edge-source';
import { externalService } from '../map-end';

/** Whom a topic delivers to. */
export const TOPIC_SUBSCRIPTIONS: EdgeSource = {
  types: ['AWS::SNS::Subscription'],
  edges: (subscription, context) => !reachesService(subscription.properties) ? [] : [
    ...edgesBetween(endsAt(subscription, 'TopicArn', context), endsAt(subscription, 'Endpoint', context), 'subscription', evidenceAt(subscription, 'Endpoint')),
    ...edgesBetween(endsAt(subscription, 'TopicArn', context), endsAt(subscription, 'RedrivePolicy.deadLetterTargetArn', context), 'dead letters',
      evidenceAt(subscription, 'RedrivePolicy.deadLetterTargetArn')),
  ],
};

/** The subscriptions that stand in a topic itself. */
export const TOPIC_OWN_SUBSCRIPTIONS: EdgeSource = {
  types: ['AWS::SNS::Topic'],
  edges: (topic, { ends }) => ownSubscriptions(topic).flatMap(({ path, item }) =>
    edgesBetween([topic], ends.in(topic.stack, item.Endpoint), 'subscription', evidenceAt(topic, `Subscription.${path}.Endpoint`))),
};

/** The topics that people follow in a chat. */
export const CHAT_SUBSCRIPTIONS: EdgeSource = {
  types: ['AWS::Chatbot::MicrosoftTeamsChannelConfiguration', 'AWS::Chatbot::SlackChannelConfiguration'],
  edges: (channel, { ends }) => possibleItems(channel.properties.SnsTopicArns).flatMap(({ path, item }) =>
    edgesBetween(ends.in(channel.stack, item), [externalService('chatbot')], 'subscription', evidenceAt(channel, `SnsTopicArns.${path}`))),
};

/** Where a queue puts what nobody could handle. */
export const QUEUE_REDRIVE: EdgeSource = {
  types: ['AWS::SQS::Queue'],
  edges: (queue, context) => edgesFrom(queue, 'RedrivePolicy.deadLetterTargetArn', 'dead letters', context),
};
