import { STATUSES } from '../../../survey/coverage';
import type { TraceNode } from '../../../survey/trace-map/trace-node';
import { CROSSINGS } from '../../map-drawing/crossings';
import { draw } from '../../map-drawing/draw';
import { layOut } from '../../map-drawing/layout';
import { lineSample, statusSample } from '../../map-drawing/legend';
import { firstView, sceneOf, stacksOf } from '../../map-drawing/scene';
import type { TraceMapData } from '../../trace-map-data';
import { typeTitle } from '../../type-title';
import { html, type Markup } from '../markup';

/** The drawing with what moves, filters and explains it. */
export function mapFigure(map: TraceMapData): Markup {
  return html`<section id="map" aria-label="Map">
${toolbar(map.nodes)}
<div class="canvas card" id="canvas">
<div class="zoom screen" id="zoom" role="group" aria-label="Zoom" hidden><button type="button" id="zoom-in" aria-label="Zoom in">+</button><button type="button" id="zoom-out" aria-label="Zoom out">−</button><button type="button" id="fit">Fit</button></div>
${drawing(map)}
<aside class="details card" id="details" aria-label="Details" tabindex="-1" hidden></aside>
</div>
<p class="hint muted screen" id="hint" hidden>Drag to move. Ctrl or ⌘ and the wheel, or + and −, zoom; 0 shows all. Arrow keys walk from card to card, Enter opens one, Escape closes it, F folds its stack.</p>
${legend()}
</section>`;
}

/** What is there without a script, and until it runs. */
function drawing({ nodes, edges }: TraceMapData): Markup {
  const scene = sceneOf(nodes, edges, firstView(nodes));
  const layout = layOut(scene);
  return html`<svg class="trace-map" id="drawing" role="group" aria-label="Trace map" viewBox="0 0 ${Math.ceil(layout.width)} ${Math.ceil(layout.height)}">${draw(scene, layout, { interactive: false })}</svg>`;
}

function toolbar(nodes: readonly TraceNode[]): Markup {
  const statuses = STATUSES.filter(({ status }) => nodes.some((node) => node.status === status));
  const types = [...new Set(nodes.map(({ type }) => type))].filter((type) => type.includes('::')).sort();
  return html`<form class="toolbar screen" id="toolbar" role="search" aria-label="Nodes" hidden>
<label class="wide">Search <input type="search" id="search" autocomplete="off" spellcheck="false" placeholder="Name, type, stack …"></label>
<label>Status <select id="filter-status"><option value="">All</option>${statuses.map(({ status, label }) => html`<option value="${status}">${label}</option>`)}</select></label>
<label>Service <select id="filter-type"><option value="">All</option>${types.map((type) => html`<option value="${type}">${typeTitle(type)}</option>`)}</select></label>
<label>Stack <select id="filter-stack"><option value="">All</option>${stacksOf(nodes).map((stack) => html`<option value="${stack}">${stack}</option>`)}</select></label>
<label>Trace <select id="filter-crossing"><option value="">All</option>${CROSSINGS.map(({ crossing, title }) => html`<option value="${crossing}">${title.toLowerCase()}</option>`)}</select></label>
<button type="reset">Show all</button>
<span class="buttons"><button type="button" id="fold">Fold stacks</button><button type="button" id="unfold">Unfold stacks</button><button type="button" id="save-svg">Save SVG</button><button type="button" id="save-png">Save PNG</button></span>
</form>
<p id="shown" class="muted screen" role="status"></p>`;
}

function legend(): Markup {
  return html`<details class="legend" open><summary>What the lines and signs mean</summary>
<dl>${CROSSINGS.map(({ crossing, title, meaning }) => html`<div><dt><svg class="trace-map" viewBox="-2 -11 56 22" width="56" height="22" aria-hidden="true">${lineSample(crossing)}</svg>${title}</dt><dd>${meaning}</dd></div>`)}</dl>
<ul>${STATUSES.map(({ label }) => html`<li><svg class="trace-map key ${label}" viewBox="-11 -11 22 22" width="22" height="22" aria-hidden="true">${statusSample(label)}</svg>${label}</li>`)}</ul>
</details>`;
}
