import type { TraceEdge } from '../../../survey/trace-map/trace-edge';
import type { TraceNode } from '../../../survey/trace-map/trace-node';
import { nodeLabel } from '../../map-drawing/labels';
import { html, type Markup } from '../markup';

/** The nodes of a map by their ids. */
export type NodesById = ReadonlyMap<string, TraceNode>;

export function nodesById(nodes: readonly TraceNode[]): NodesById {
  return new Map(nodes.map((node) => [node.id, node]));
}

/** A node by its name. It leads to its card on the map. */
export function nodeLink(node: TraceNode): Markup {
  return html`<a href="#map" data-node="${node.id}" title="${node.id}">${nodeLabel(node)}</a>`;
}

/** A connection by its ends. */
export function way({ from, to }: TraceEdge, nodes: NodesById): Markup {
  return html`${nodeLink(nodes.get(from)!)} → ${nodeLink(nodes.get(to)!)}`;
}
