import { LIGHT_COLOURS } from './colours';
import { html, rawText } from './html/markup';
import { draw } from './map-drawing/draw';
import { DRAWING_CSS } from './map-drawing/drawing.css';
import { type Layout, layOut } from './map-drawing/layout';
import { legend, LEGEND_HEIGHT, LEGEND_WIDTH } from './map-drawing/legend';
import { type Scene, sceneOf } from './map-drawing/scene';
import type { TraceMapData } from './trace-map-data';
import { counted } from './wording';
import { sayableInXml } from './xml';

/** The whole map as a picture: an SVG file with a legend. */
export function traceMapSvg({ nodes, edges }: Pick<TraceMapData, 'nodes' | 'edges'>): string {
  const scene = sceneOf(nodes, edges, { collapsed: new Set() });
  return svgPicture(scene, layOut(scene));
}

/** A scene as a picture: an SVG file with a legend. Its colours are plain values, because not every program that shows SVG knows more. */
export function svgPicture(scene: Scene, layout: Layout): string {
  const width = Math.ceil(Math.max(layout.width, LEGEND_WIDTH));
  const height = Math.ceil(layout.height + LEGEND_HEIGHT);
  const picture = html`<svg xmlns="http://www.w3.org/2000/svg" class="trace-map" role="img" aria-label="${pictureTitle(scene)}" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">
<style>${rawText('style', plainColours(DRAWING_CSS))}</style>
<rect width="100%" height="100%" fill="${LIGHT_COLOURS.page}"/>
${draw(scene, layout, { interactive: false })}
<g transform="translate(0 ${Math.ceil(layout.height)})">${legend()}</g>
</svg>`;
  return sayableInXml(`${picture}\n`);
}

/** What a picture shows, in a line. The connections within a folded stack are not drawn. */
function pictureTitle({ cards, lines }: Scene): string {
  const nodes = new Set(cards.flatMap((card) => card.nodes));
  const folded = cards.filter(({ isStack }) => isStack);
  const within = folded.length === 0 ? '' : ` (${folded.flatMap((card) => card.nodes).length} in ${counted(folded.length, 'folded stack')})`;
  const edges = lines.flatMap((line) => line.edges);
  return `Trace map: ${counted(nodes.size, 'node')}${within}, ${counted(edges.length, 'connection')}${within && ' drawn'}`;
}

function plainColours(css: string): string {
  return css.replace(/var\(--([\w-]+)\)/g, (_, name: keyof typeof LIGHT_COLOURS) => LIGHT_COLOURS[name]);
}
