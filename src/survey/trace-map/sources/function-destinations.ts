import type { Relation } from '../../relation';
import { edgesBetween, edgesFrom, type EdgeSource, endsAt, evidenceAt } from '../edge-source';

const DESTINATIONS: readonly [string, Relation][] = [
  ['DestinationConfig.OnSuccess.Destination', 'destination'],
  ['DestinationConfig.OnFailure.Destination', 'destination'],
];

/** Where the results of asynchronous calls of a function go. */
export const FUNCTION_DESTINATIONS: EdgeSource = {
  types: ['AWS::Lambda::EventInvokeConfig'],
  edges: (config, context) => DESTINATIONS.flatMap(([path, relation]) =>
    edgesBetween(endsAt(config, 'FunctionName', context), endsAt(config, path, context), relation, evidenceAt(config, path))),
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
    ...DESTINATIONS.flatMap(([path, relation]) => edgesFrom(fn, `EventInvokeConfig.${path}`, relation, context)),
  ],
};
