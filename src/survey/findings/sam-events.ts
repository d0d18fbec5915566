import { isObject, plainText } from '../../private/template/intrinsics';
import type { ModelResource } from '../template-model';

/** The properties of a SAM function's events of one type. */
export function samEvents({ properties }: ModelResource, type: string): Record<string, any>[] {
  return Object.values<any>(isObject(properties.Events) ? properties.Events : {})
    .filter((event) => event?.Type === type)
    .map((event) => Object(event.Properties));
}

/** Whether SAM puts a queue between a topic and the function: it is the queue that subscribes. */
export function readsFromQueue({ SqsSubscription }: Record<string, any>): boolean {
  return SqsSubscription !== undefined && plainText(SqsSubscription) !== 'false';
}
