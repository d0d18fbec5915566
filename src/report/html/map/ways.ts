import type { TraceEdge } from '../../../survey/trace-map/trace-edge';
import type { TraceNode } from '../../../survey/trace-map/trace-node';
import { nodeLabel } from '../../map-drawing/labels';
import { breakable, html, type Markup } from '../markup';

/** The nodes of a map by their ids. */
export type NodesById = ReadonlyMap<string, TraceNode>;

export function nodesById(nodes: readonly TraceNode[]): NodesById {
  return new Map(nodes.map((node) => [node.id, node]));
}

/** The names that several nodes of a map have. */
const repeatedNames = new WeakMap<NodesById, ReadonlySet<string>>();

/** A node by its name, with its stack where another one has the same. It leads to its card on the map. */
export function nodeLink(node: TraceNode, nodes: NodesById): Markup {
  const name = nodeLabel(node);
  const isRepeated = node.stack !== undefined && repeatedIn(nodes).has(name);
  return html`<a href="#map" data-node="${node.id}" title="${node.id}">${breakable(name)}${isRepeated && html` (${breakable(node.stack)})`}</a>`;
}

/** A connection by its ends. */
export function way({ from, to }: TraceEdge, nodes: NodesById): Markup {
  return html`${nodeLink(nodes.get(from)!, nodes)} → ${nodeLink(nodes.get(to)!, nodes)}`;
}

function repeatedIn(nodes: NodesById): ReadonlySet<string> {
  let repeated = repeatedNames.get(nodes);
  if (!repeated) {
    const seen = new Set<string>();
    const names = [...nodes.values()].map(nodeLabel);
    repeatedNames.set(nodes, repeated = new Set(names.filter((name) => seen.size === seen.add(name).size)));
  }
  return repeated;
}
