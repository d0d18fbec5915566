import { nodeLink, nodesById } from './ways';
import type { TraceMapData } from '../../trace-map-data';
import { sentence } from '../../wording';
import { html, type Markup, prose } from '../markup';

/** All that the map says of connections, for those who cannot see it and for paper. */
export function connectionTable({ nodes, edges }: TraceMapData): Markup | undefined {
  const byId = nodesById(nodes);
  return edges.length === 0 ? undefined : html`<section id="connections" aria-labelledby="connections-title">
<h2 id="connections-title">All connections</h2>
<div class="rows"><table class="card"><thead><tr><th scope="col">From</th><th scope="col">To</th><th scope="col">How</th><th scope="col">Trace</th><th scope="col">Why</th></tr></thead>
<tbody>${edges.map(({ from, to, relation, crossing, reason }) => html`
<tr><td>${nodeLink(byId.get(from)!, byId)}</td><td>${nodeLink(byId.get(to)!, byId)}</td><td>${relation}</td><td>${crossing}</td><td>${prose(sentence(reason))}</td></tr>`)}
</tbody></table></div>
</section>`;
}
