import { edgesBetween, type EdgeSource, endsAt, evidenceAt } from '../edge-source';
import { externalService } from '../map-end';

/** What a function reads from, and where it puts what it cannot handle. */
export const EVENT_SOURCE_MAPPINGS: EdgeSource = {
  types: ['AWS::Lambda::EventSourceMapping'],
  edges: (mapping, context) => {
    const functions = endsAt(mapping, 'FunctionName', context);
    const { SelfManagedEventSource } = mapping.properties;
    const failures = 'DestinationConfig.OnFailure.Destination';
    return [
      ...edgesBetween(endsAt(mapping, 'EventSourceArn', context), functions, 'event source', evidenceAt(mapping, 'EventSourceArn')),
      ...edgesBetween(SelfManagedEventSource === undefined ? [] : [externalService('kafka')], functions, 'event source', evidenceAt(mapping, 'SelfManagedEventSource')),
      ...edgesBetween(functions, endsAt(mapping, failures, context), 'dead letters', evidenceAt(mapping, failures)),
    ];
  },
};
