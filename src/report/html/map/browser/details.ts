import type { MapModel } from './map-model';
import type { TraceEdge } from '../../../../survey/trace-map/trace-edge';
import type { TraceNode } from '../../../../survey/trace-map/trace-node';
import { nodeLabel, nodeTypeTitle, statusLabel } from '../../../map-drawing/labels';
import type { Line } from '../../../map-drawing/scene';
import { sentence } from '../../../wording';
import { awsLink } from '../../aws-link';
import { breakable, html, type Markup, prose } from '../../markup';
import { nextStep } from '../../next-step';
import type { PageFinding } from '../page-findings';
import { nodeLink, way } from '../ways';

const CLOSE = html`<button type="button" class="close" aria-label="Close the details">✕</button>`;

/** All that is known of a node. */
export function nodeDetails(node: TraceNode, model: MapModel): Markup {
  const { data, nodes } = model;
  const status = statusLabel(node);
  return html`${CLOSE}<h2>${nodeLabel(node)}</h2>
<p>${nodeTypeTitle(node)}${status !== undefined && html` · <strong class="status ${status}">${status}</strong>`}</p>
${whatToDo(node, model.findingsOf(node))}
${instrumentation(node)}
${list('Called by', data.edges.filter(({ to }) => to === node.id).map((edge) => end(edge, nodes.get(edge.from)!, nodes)))}
${list('Calls', data.edges.filter(({ from }) => from === node.id).map((edge) => end(edge, nodes.get(edge.to)!, nodes)))}
${node.name !== nodeLabel(node) && html`<h3>Name</h3><p class="name">${node.name}</p>`}
${node.stack !== undefined && html`<h3>Stack</h3><p class="name">${breakable(node.stack)}</p>`}
${list('Resources', (node.resources.length > 0 ? node.resources : [node.id]).map((name) => html`<li class="name">${breakable(name)}</li>`))}`;
}

/** All that is known of the ways that one line stands for. */
export function lineDetails({ edges }: Line, model: MapModel): Markup {
  return html`${CLOSE}<h2>${edges.length === 1 ? 'Connection' : `${edges.length} connections`}</h2>
${edges.map((edge) => edgeDetails(edge, model))}`;
}

function edgeDetails(edge: TraceEdge, model: MapModel): Markup {
  const { relation, crossing, evidence } = edge;
  const { nodes } = model;
  return html`<article>
<p>${way(edge, nodes)}</p>
<p>${relation} · <strong class="crossing ${crossing}">${crossing}</strong></p>
${whatToDo(edge, model.findingsOf(edge))}
${list('Seen in', evidence.map(({ resource, path }) => html`<li class="name">${breakable(resource)} <span class="muted">${path}</span></li>`))}
</article>`;
}

/** Why something is as it is, what to do about it, and what the rules say of it. What these say already is not said twice. */
function whatToDo({ reason, advice }: Pick<TraceNode, 'reason' | 'advice'>, findings: readonly PageFinding[]): Markup {
  const isSaid = reason === undefined || findings.some(({ message }) => message.includes(reason));
  const isAdvised = advice === undefined || findings.some(({ fix }) => fix === advice);
  return html`${!isSaid && html`<p>${prose(sentence(reason))}</p>`}
${!isAdvised && nextStep('What to do', advice)}
${list('Findings', findings.map(findingItem))}`;
}

function findingItem({ ruleId, message, fix, url }: PageFinding): Markup {
  return html`<li class="found"><span class="name">${ruleId}</span>
<p>${prose(sentence(message))}</p>
${nextStep('What to do', fix)}
${awsLink(url, ruleId)}</li>`;
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
