import { type PageFinding, pageFindings } from './page-findings';
import type { FindingsByPlace } from '../../../survey/trace-map/placed-findings';
import type { TraceMapData } from '../../trace-map-data';
import { Markup } from '../markup';

/** What the page's script knows of the map. */
export interface PageData extends Pick<TraceMapData, 'nodes' | 'edges'> {
  readonly findings: readonly PageFinding[];
}

/** What no file of text can hold, and browsers show in another way: names must be the same in the page and in its data. */
const NOT_TEXT = /\0|\p{Cs}/gu;

/** The data as JSON that may stand in a page: nothing in it can end its element. */
export function pageData({ nodes, edges }: Omit<PageData, 'findings'>, findings: FindingsByPlace): Markup {
  const data: PageData = { nodes, edges, findings: pageFindings({ nodes, edges }, findings) };
  return new Markup([JSON.stringify(data, asText).replace(/[<>&\u2028\u2029]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`)]);
}

function asText(_: string, value: unknown): unknown {
  return typeof value === 'string' ? value.replace(NOT_TEXT, '\ufffd') : value;
}
