import { type NodesById, nodesById, way } from './ways';
import { TraceCrossing, type TraceEdge } from '../../../survey/trace-map/trace-edge';
import type { TraceMapData } from '../../trace-map-data';
import { sentence } from '../../wording';
import { html, type Markup, prose } from '../markup';
import { nextStep } from '../next-step';

/** Connections of which the same is said. */
interface EdgeGroup {
  readonly first: TraceEdge;
  readonly edges: TraceEdge[];
}

/** The connections that break a trace, or may, with what to do about them. */
export function breakSections(map: TraceMapData): Markup {
  return html`${section('breaks', 'Where the trace breaks', TraceCrossing.BREAKS, map)}
${section('doubts', 'Where it depends', TraceCrossing.UNKNOWN, map)}`;
}

function section(id: string, title: string, crossing: TraceCrossing, { nodes, edges }: TraceMapData): Markup | undefined {
  const groups = grouped(edges.filter((edge) => edge.crossing === crossing));
  const byId = nodesById(nodes);
  return groups.length === 0 ? undefined : html`<section id="${id}" aria-labelledby="${id}-title">
<h2 id="${id}-title">${title}</h2>
${groups.map((group) => article(group, crossing, byId))}
</section>`;
}

function article({ first: { reason, advice, findings }, edges }: EdgeGroup, crossing: TraceCrossing, nodes: NodesById): Markup {
  return html`<article class="item card ${crossing}">
<p>${prose(sentence(reason))}</p>
${advice !== undefined && nextStep('What to do', advice)}
${findings.length > 0 && html`<p class="name muted">${findings.join(', ')}</p>`}
<ul class="ways">${edges.map((edge) => html`<li>${way(edge, nodes)} <span class="muted">${edge.relation}</span></li>`)}</ul>
</article>`;
}

function grouped(edges: readonly TraceEdge[]): EdgeGroup[] {
  const groups = new Map<string, EdgeGroup>();
  for (const edge of edges) {
    const key = JSON.stringify([edge.reason, edge.advice, edge.findings]);
    const group = groups.get(key);
    if (group) { group.edges.push(edge); } else { groups.set(key, { first: edge, edges: [edge] }); }
  }
  return [...groups.values()];
}
