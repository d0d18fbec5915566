import type { TraceMapData } from '../../trace-map-data';
import { Markup } from '../markup';

/** What the page's script knows of the map. */
export type PageData = Pick<TraceMapData, 'nodes' | 'edges' | 'chains'>;

/** The data as JSON that may stand in a page: nothing in it can end its element. */
export function pageData({ nodes, edges, chains }: PageData): Markup {
  const data: PageData = { nodes, edges, chains };
  return new Markup(JSON.stringify(data).replace(/[<>&\u2028\u2029]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`));
}
