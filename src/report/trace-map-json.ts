import { jsonPieces } from './json-pieces';
import type { TraceMapData } from './trace-map-data';

/** The version of the JSON map. It grows when a reader of an older one would misread a newer one. */
const FORMAT_VERSION = 1;

/** The map as JSON, in pieces: all that it holds. */
export function traceMapJson({ nodes, edges, chains, unreadable }: TraceMapData): Iterable<string> {
  return jsonPieces({ version: FORMAT_VERSION, nodes, edges, chains, unreadable });
}
