import type { ModelResource } from './template-model';
import { isIntrinsic } from '../private/template/intrinsics';
import { type PossibleItem, possibleItems } from '../private/template/possible-items';

/** The protocols of subscribers that are services. Mail and text messages end with people. */
const PROTOCOLS = ['firehose', 'http', 'https', 'lambda', 'sqs'];

/** Whether a subscription, be it a resource of its own or an item of the topic, may deliver to a service. */
export function reachesService(subscription: any): boolean {
  return isIntrinsic(subscription?.Protocol) || PROTOCOLS.includes(subscription?.Protocol);
}

/** The subscriptions of services that stand in a topic itself. */
export function ownSubscriptions(topic: ModelResource): PossibleItem[] {
  return possibleItems(topic.properties.Subscription).filter(({ item }) => reachesService(item));
}
