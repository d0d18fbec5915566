import { edgesFrom, type EdgeSource } from '../edge-source';

/** The web addresses that destinations of EventBridge rules and pipes stand for. */
export const API_DESTINATIONS: EdgeSource = {
  types: ['AWS::Events::ApiDestination'],
  edges: (destination, context) => edgesFrom(destination, 'InvocationEndpoint', 'invokes', context),
};
