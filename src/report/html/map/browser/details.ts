import type { MapModel } from './map-model';
import type { TraceEdge } from '../../../../survey/trace-map/trace-edge';
import type { TraceNode } from '../../../../survey/trace-map/trace-node';
import { nodeLabel, nodeTypeTitle, statusLabel } from '../../../map-drawing/labels';
import type { Line } from '../../../map-drawing/scene';
import { sentence } from '../../../wording';
import { breakable, html, type Markup, prose } from '../../markup';
import { nextStep } from '../../next-step';
import { nodeLink } from '../ways';

const CLOSE = html`<button type="button" class="close" aria-label="Close the details">✕</button>`;

/** All that is known of a node. */
export function nodeDetails(node: TraceNode, { data, nodes }: MapModel): Markup {
  const status = statusLabel(node);
  return html`${CLOSE}<h2>${nodeLabel(node)}</h2>
<p>${nodeTypeTitle(node)}${status !== undefined && html` · <strong class="status ${status}">${status}</strong>`}</p>
${node.reason !== undefined && html`<p>${prose(sentence(node.reason))}</p>`}
${node.advice !== undefined && nextStep('What to do', node.advice)}
${list('Findings', node.findings.map((rule) => html`<li class="name">${rule}</li>`))}
${instrumentation(node)}
${list('Called by', data.edges.filter(({ to }) => to === node.id).map((edge) => end(edge, nodes.get(edge.from)!, nodes)))}
${list('Calls', data.edges.filter(({ from }) => from === node.id).map((edge) => end(edge, nodes.get(edge.to)!, nodes)))}
${node.name !== nodeLabel(node) && html`<h3>Name</h3><p class="name">${node.name}</p>`}
${node.stack !== undefined && html`<h3>Stack</h3><p class="name">${breakable(node.stack)}</p>`}
${list('Resources', (node.resources.length > 0 ? node.resources : [node.id]).map((name) => html`<li class="name">${breakable(name)}</li>`))}`;
}

/** All that is known of the ways that one line stands for. */
export function lineDetails({ edges }: Line, { nodes }: MapModel): Markup {
  return html`${CLOSE}<h2>${edges.length === 1 ? 'Connection' : `${edges.length} connections`}</h2>
${edges.map((edge) => edgeDetails(edge, nodes))}`;
}

function edgeDetails({ from, to, relation, crossing, reason, advice, evidence, findings }: TraceEdge, nodes: MapModel['nodes']): Markup {
  return html`<article>
<p>${nodeLink(nodes.get(from)!, nodes)} → ${nodeLink(nodes.get(to)!, nodes)}</p>
<p>${relation} · <strong class="crossing ${crossing}">${crossing}</strong></p>
<p>${prose(sentence(reason))}</p>
${advice !== undefined && nextStep('What to do', advice)}
${list('Findings', findings.map((rule) => html`<li class="name">${rule}</li>`))}
${list('Seen in', evidence.map(({ resource, path }) => html`<li class="name">${breakable(resource)} <span class="muted">${path}</span></li>`))}
</article>`;
}

function instrumentation({ instrumentation: found }: TraceNode): Markup | undefined {
  if (found === undefined) { return undefined; }
  const { sdks, isComplete, advice } = found;
  const none = isComplete ? 'No tracing SDK was found in its code.' : 'No tracing SDK was found, but not all of its code could be looked at.';
  return html`<h3>Tracing in its code</h3>
${sdks.length === 0 ? html`<p>${none}</p>` : html`<ul>${sdks.map((sdk) => html`<li>${sdk.sdk} <span class="name muted">${breakable(sdk.evidence)}</span></li>`)}</ul>`}
${advice !== undefined && nextStep('What to do', advice)}`;
}

function end({ relation, crossing }: TraceEdge, node: TraceNode, nodes: MapModel['nodes']): Markup {
  return html`<li>${nodeLink(node, nodes)} <span class="muted">${relation},</span> <span class="crossing ${crossing}">${crossing}</span></li>`;
}

function list(title: string, items: readonly Markup[]): Markup | undefined {
  return items.length === 0 ? undefined : html`<h3>${title}</h3><ul>${items}</ul>`;
}
