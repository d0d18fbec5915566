import { readFileSync } from 'fs';
import { breakSections } from './break-sections';
import { chainSection } from './chain-section';
import { connectionTable } from './connection-table';
import { mapFigure } from './map-figure';
import { MAP_CSS } from './map.css';
import { pageData } from './page-data';
import { mapSummary } from './summary';
import { packageFile } from '../../../private/package-file';
import type { FindingsByPlace } from '../../../survey/trace-map/placed-findings';
import { DRAWING_CSS } from '../../map-drawing/drawing.css';
import type { TraceMapData } from '../../trace-map-data';
import { htmlDocument } from '../document';
import { html } from '../markup';
import { unreadableSection } from '../unreadable-section';

/** Bundled from `browser/` when the library is compiled: see scripts/bundle-map-page.ts. */
const SCRIPT_FILE = ['report', 'html', 'map', 'page.js'];

/**
 * The trace map as a page for people who do not read templates, in one file that loads nothing.
 *
 * @param findings what the rules found about nodes and edges, in full
 * @param unread what brings more than is on the map
 */
export function traceMapHtml(map: TraceMapData, findings: FindingsByPlace, unread: readonly string[]): string {
  const summary = mapSummary(map);
  return htmlDocument({
    title: 'Trace map',
    description: summary,
    css: `${DRAWING_CSS}${MAP_CSS}`,
    script: readFileSync(packageFile(...SCRIPT_FILE), 'utf8'),
    // A picture is made from the drawing without asking any server.
    images: ['data:'],
    header: html`<h1>Trace map</h1>
<p class="intro">${summary}</p>`,
    main: html`${mapFigure(map)}
${breakSections(map)}
${chainSection(map)}
${connectionTable(map)}
${unreadableSection([...map.unreadable, ...unread])}
<script type="application/json" id="map-data">${pageData(map, findings)}</script>`,
  }).toString();
}
