import type { ModelResource } from './template-model';
import { type PossibleItem, possibleItems } from '../private/template/possible-items';

/** The protocols of subscribers that are services. Mail and text messages end with people. */
const PROTOCOLS = ['firehose', 'http', 'https', 'lambda', 'sqs'];

/** Whether a subscription, be it a resource of its own or an item of the topic, delivers to a service. */
export function reachesService(subscription: any): boolean {
  return PROTOCOLS.includes(subscription?.Protocol);
}

/** The subscriptions of services that stand in a topic itself. */
export function ownSubscriptions(topic: ModelResource): PossibleItem[] {
  return possibleItems(topic.properties.Subscription).filter(({ item }) => reachesService(item));
}
