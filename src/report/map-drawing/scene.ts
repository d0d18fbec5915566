import { worstCrossing } from './crossings';
import type { TraceCrossing, TraceEdge } from '../../survey/trace-map/trace-edge';
import type { TraceNode } from '../../survey/trace-map/trace-node';

/** What of a map its reader wants to see. */
export interface MapView {
  /** The stacks that are drawn as one card each. */
  readonly collapsed: ReadonlySet<string>;
  /** The ids of the nodes that are drawn. All are where it is left out. */
  readonly visible?: ReadonlySet<string>;
}

/** A card: a node, or all visible nodes of a stack. */
export interface Card {
  readonly id: string;
  readonly stack?: string;
  readonly nodes: readonly TraceNode[];
  readonly isStack: boolean;
}

/** A line between two cards: one way, or all that lead from the one to the other. */
export interface Line {
  readonly from: string;
  readonly to: string;
  readonly edges: readonly TraceEdge[];
  readonly crossing: TraceCrossing;
}

/** What is drawn, without a place yet. */
export interface Scene {
  readonly cards: readonly Card[];
  readonly lines: readonly Line[];
}

/** The most cards that a map shows before anybody has asked for more. */
const CARDS_AT_FIRST = 120;

/** What of a map is shown first: all of it; of a large one its stacks. */
export function firstView(nodes: readonly TraceNode[]): MapView {
  return { collapsed: new Set(nodes.length > CARDS_AT_FIRST ? stacksOf(nodes) : []) };
}

/** The stacks of a map, by name. */
export function stacksOf(nodes: readonly TraceNode[]): string[] {
  return [...new Set(nodes.flatMap(({ stack }) => stack ?? []))].sort();
}

/** The id of the card of a collapsed stack. No node has it: ids have no control characters at their beginning. */
export function stackCardId(stack: string): string {
  return `\u0001${stack}`;
}

/** What of a map is drawn in a view. */
export function sceneOf(nodes: readonly TraceNode[], edges: readonly TraceEdge[], { collapsed, visible }: MapView): Scene {
  const shown = visible === undefined ? nodes : nodes.filter(({ id }) => visible.has(id));
  const cardIds = new Map(shown.map(({ id, stack }) => [id, stack !== undefined && collapsed.has(stack) ? stackCardId(stack) : id]));
  return { cards: cardsOf(shown, cardIds), lines: linesOf(edges, cardIds) };
}

function cardsOf(nodes: readonly TraceNode[], cardIds: ReadonlyMap<string, string>): Card[] {
  const members = new Map<string, TraceNode[]>();
  for (const node of nodes) { add(members, cardIds.get(node.id)!, node); }
  return [...members].map(([id, cardNodes]) => ({ id, stack: cardNodes[0].stack, nodes: cardNodes, isStack: id !== cardNodes[0].id }));
}

function linesOf(edges: readonly TraceEdge[], cardIds: ReadonlyMap<string, string>): Line[] {
  const bundles = new Map<string, TraceEdge[]>();
  for (const edge of edges) {
    const [from, to] = [cardIds.get(edge.from), cardIds.get(edge.to)];
    if (from !== undefined && to !== undefined && from !== to) { add(bundles, JSON.stringify([from, to]), edge); }
  }
  return [...bundles].map(([key, bundle]) => {
    const [from, to] = JSON.parse(key) as [string, string];
    return { from, to, edges: bundle, crossing: worstCrossing(bundle.map(({ crossing }) => crossing)) };
  });
}

function add<T>(lists: Map<string, T[]>, key: string, item: T): void {
  const list = lists.get(key);
  if (list) { list.push(item); } else { lists.set(key, [item]); }
}
