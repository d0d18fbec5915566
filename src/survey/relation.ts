/** What the ways of a trace are called. */
export type Relation =
  'callback' | 'calls' | 'data source' | 'dead letters' | 'delivers' | 'destination' | 'edge function' | 'event source' | 'forwards' | 'integration' | 'invokes' |
  'notification' | 'origin' | 'polls' | 'requests' | 'rule' | 'runs' | 'schedule' | 'service event' | 'source API' | 'subscription' | 'target' | 'task' | 'trigger';
