import { universalTargets } from './universal-targets';
import { edgesBetween, edgesFrom, type EdgeSource, endsAt, evidenceAt } from '../edge-source';

/** What a subscriber of an event bus of EventBridge's second version gets, and whom it passes that on to. */
export const EVENT_SUBSCRIBERS: EdgeSource = {
  types: ['AWS::EventsV2::Subscriber'],
  edges: (subscriber, context) => {
    const { TargetArn, RoleArn, UniversalTargetParameters } = Object(subscriber.properties.InvokeConfiguration);
    const path = 'InvokeConfiguration.TargetArn';
    const target = { arn: TargetArn, request: UniversalTargetParameters?.Input, credentials: RoleArn };
    const requested = universalTargets(subscriber.stack, target, context);
    return [
      ...edgesBetween(endsAt(subscriber, 'EventBusArn', context), [subscriber], 'rule', evidenceAt(subscriber, 'EventBusArn')),
      ...requested ? edgesBetween([subscriber], requested, 'target', evidenceAt(subscriber, path)) : edgesFrom(subscriber, path, 'target', context),
      ...edgesFrom(subscriber, 'OnFailureConfiguration.Arn', 'dead letters', context),
    ];
  },
};
