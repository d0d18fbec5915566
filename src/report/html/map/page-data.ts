import type { TraceMapData } from '../../trace-map-data';
import { Markup } from '../markup';

/** What the page's script knows of the map. */
export type PageData = Pick<TraceMapData, 'nodes' | 'edges'>;

/** What no file of text can hold, and browsers show in another way: names must be the same in the page and in its data. */
const NOT_TEXT = /\0|\p{Cs}/gu;

/** The data as JSON that may stand in a page: nothing in it can end its element. */
export function pageData({ nodes, edges }: PageData): Markup {
  const data: PageData = { nodes, edges };
  return new Markup([JSON.stringify(data, asText).replace(/[<>&\u2028\u2029]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`)]);
}

function asText(_: string, value: unknown): unknown {
  return typeof value === 'string' ? value.replace(NOT_TEXT, '\ufffd') : value;
}
