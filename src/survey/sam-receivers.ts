import type { ModelResource } from './template-model';
import { lookupTable } from '../private/lookup-table';
import { isNoValue, isObject, mayBeAbsent, valueAt } from '../private/template/intrinsics';

/** A queue or a topic that SAM makes, because the template says no more than that there is to be one. */
export interface SamReceiver {
  readonly logicalId: string;
  readonly type: string;
}

const QUEUE = 'AWS::SQS::Queue';

/** What becomes of an asynchronous call. */
export const OUTCOMES = ['OnSuccess', 'OnFailure'] as const;

/** What SAM makes for a destination, by the end of its logical id. */
const KINDS = lookupTable<readonly [suffix: string, type: string]>({
  SNS: ['Topic', 'AWS::SNS::Topic'],
  SQS: ['Queue', QUEUE],
});

/** What SAM makes for the functions and state machines that have events, and for their destinations. */
export function samReceivers(holder: ModelResource): SamReceiver[] {
  const events = Object.keys(Object(holder.properties.Events));
  return [
    ...OUTCOMES.map((outcome) => madeDestination(holder, outcome)),
    ...events.flatMap((name) => [madeDeadLetterQueue(holder, name), madeSubscriptionQueue(holder, name)]),
  ].filter((receiver) => receiver !== undefined);
}

/**
 * What SAM makes to put the results of a function's asynchronous calls into.
 * @see https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-specification-generated-resources-function.html
 */
export function madeDestination({ logicalId, properties }: ModelResource, outcome: typeof OUTCOMES[number]): SamReceiver | undefined {
  const { Type, Destination } = Object(valueAt(properties, ['EventInvokeConfig', 'DestinationConfig', outcome]));
  const kind = typeof Type === 'string' && isLeftOut(Destination) ? KINDS[Type] : undefined;
  return kind && { logicalId: `${logicalId}EventInvokeConfig${outcome}${kind[0]}`, type: kind[1] };
}

/** The queue that SAM makes for the events of a rule or a schedule that nobody could handle. */
export function madeDeadLetterQueue(holder: ModelResource, event: string): SamReceiver | undefined {
  const { Type, Arn, QueueLogicalId } = Object(eventProperties(holder, event).DeadLetterConfig);
  if (Type !== 'SQS' || (Arn !== undefined && !isNoValue(Arn))) { return undefined; }
  return { logicalId: typeof QueueLogicalId === 'string' ? QueueLogicalId : `${holder.logicalId}${event}Queue`, type: QUEUE };
}

/** The queue that SAM makes between a topic and a function. */
export function madeSubscriptionQueue(holder: ModelResource, event: string): SamReceiver | undefined {
  const { SqsSubscription } = eventProperties(holder, event);
  const isWanted = isObject(SqsSubscription) ? SqsSubscription.QueueArn === undefined : String(SqsSubscription) === 'true';
  return isWanted ? { logicalId: `${holder.logicalId}${event}Queue`, type: QUEUE } : undefined;
}

function eventProperties({ properties }: ModelResource, event: string): Record<string, any> {
  return Object(Object(Object(properties.Events)[event]).Properties);
}

function isLeftOut(value: any): boolean {
  return value === undefined || isNoValue(value) || mayBeAbsent(value);
}
