import type { TraceMapParts } from '../survey/trace-map/build';

/** What every format of the trace map is made from. */
export interface TraceMapData extends Omit<TraceMapParts, 'findings' | 'problems' | 'unread'> {
  readonly unreadable: readonly string[];
}
