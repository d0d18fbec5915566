import { madeDestination, OUTCOMES, type SamReceiver } from '../../sam-receivers';
import type { ModelResource } from '../../template-model';
import { edgesBetween, edgesFrom, type EdgeSource, endsAt, evidenceAt } from '../edge-source';

/** Where the results of asynchronous calls of a function go. */
export const FUNCTION_DESTINATIONS: EdgeSource = {
  types: ['AWS::Lambda::EventInvokeConfig'],
  edges: (config, context) => OUTCOMES.map((outcome) => `DestinationConfig.${outcome}.Destination`).flatMap((path) =>
    edgesBetween(endsAt(config, 'FunctionName', context), endsAt(config, path, context), 'destination', evidenceAt(config, path))),
};

/** Where a function's failed asynchronous calls go. */
export const FUNCTION_DEAD_LETTERS: EdgeSource = {
  types: ['AWS::Lambda::Function'],
  edges: (fn, context) => edgesFrom(fn, 'DeadLetterConfig.TargetArn', 'dead letters', context),
};

/** The same of a SAM function. */
export const SAM_FUNCTION_DESTINATIONS: EdgeSource = {
  types: ['AWS::Serverless::Function'],
  edges: (fn, context) => [
    ...edgesFrom(fn, 'DeadLetterQueue.TargetArn', 'dead letters', context),
    ...OUTCOMES.flatMap((outcome) => {
      const path = `EventInvokeConfig.DestinationConfig.${outcome}`;
      return [
        ...edgesFrom(fn, `${path}.Destination`, 'destination', context),
        ...edgesBetween([fn], madeBySam(fn, madeDestination(fn, outcome)), 'destination', evidenceAt(fn, `${path}.Type`)),
      ];
    }),
  ],
};

/** The queue or the topic that SAM makes for a function or a state machine. */
export function madeBySam({ stack }: ModelResource, receiver: SamReceiver | undefined): ModelResource[] {
  const resource = receiver && stack.resources.get(receiver.logicalId);
  return resource ? [resource] : [];
}
