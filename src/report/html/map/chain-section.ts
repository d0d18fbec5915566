import { nodeLink, nodesById } from './ways';
import type { TraceMapData } from '../../trace-map-data';
import { html, type Markup } from '../markup';

/** Where traces begin, and how far each goes at the most. */
export function chainSection({ nodes, chains }: TraceMapData): Markup | undefined {
  const byId = nodesById(nodes);
  return chains.length === 0 ? undefined : html`<section id="traces" aria-labelledby="traces-title">
<h2 id="traces-title">Where traces begin</h2>
<p class="intro">And the longest way from there that nothing breaks.</p>
<ol class="chains">${chains.map((chain) => html`<li>${chain.nodes.map((id, index) => html`${index > 0 && ' → '}${nodeLink(byId.get(id)!, byId)}`)}</li>`)}</ol>
</section>`;
}
