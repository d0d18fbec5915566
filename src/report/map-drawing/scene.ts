import { worstCrossing } from './crossings';
import { addTo } from '../../private/add-to';
import type { TraceCrossing, TraceEdge } from '../../survey/trace-map/trace-edge';
import { type TraceNode, TraceNodeKind } from '../../survey/trace-map/trace-node';

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
  /** How many more nodes a stack has than its reader wants to see. */
  readonly hidden: number;
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

/** Makes ids of cards that no node has. */
const SEPARATOR = '\u0001';

/** The id of the card of a collapsed stack. */
export function stackCardId(stack: string): string {
  return `${SEPARATOR}${stack}`;
}

/** What of a map is drawn in a view. */
export function sceneOf(nodes: readonly TraceNode[], edges: readonly TraceEdge[], view: MapView): Scene {
  const drawing = new SceneDrawing(nodes, view);
  const lines = drawing.linesOf(edges);
  return { cards: drawing.cards(), lines };
}

/** Callers from outside are drawn once for each stack that they call, as X-Ray draws them too: one card for all would tie everything together. */
function isDrawnPerStack({ kind, isExternal }: TraceNode): boolean {
  return kind === TraceNodeKind.CLIENT && isExternal;
}

/** Puts nodes on cards, and edges on lines between these. */
class SceneDrawing {
  private readonly shown: ReadonlyMap<string, TraceNode>;
  private readonly members = new Map<string, TraceNode[]>();

  constructor(private readonly nodes: readonly TraceNode[], private readonly view: MapView) {
    this.shown = new Map(nodes.filter(({ id }) => view.visible?.has(id) ?? true).map((node) => [node.id, node]));
    for (const node of this.shown.values()) {
      if (!isDrawnPerStack(node)) { addTo(this.members, this.cardId(node), node); }
    }
  }

  public linesOf(edges: readonly TraceEdge[]): Line[] {
    const bundles = new Map<string, TraceEdge[]>();
    for (const edge of edges) {
      const [from, to] = [this.shown.get(edge.from), this.shown.get(edge.to)];
      if (!from || !to) { continue; }
      const ends = [this.cardOf(from, to), this.cardOf(to, from)];
      if (ends[0] !== ends[1]) { addTo(bundles, JSON.stringify(ends), edge); }
    }
    return [...bundles].map(([key, bundle]) => {
      const [from, to] = JSON.parse(key) as [string, string];
      return { from, to, edges: bundle, crossing: worstCrossing(bundle.map(({ crossing }) => crossing)) };
    });
  }

  public cards(): Card[] {
    return [...this.members].map(([id, nodes]) => {
      const { stack } = nodes[0];
      const isStack = stack !== undefined && id === stackCardId(stack);
      const all = isStack && this.view.visible ? this.nodes.filter((node) => node.stack === stack) : nodes;
      return { id, stack, nodes, isStack, hidden: all.length - nodes.length };
    });
  }

  /** The card of one end of an edge. */
  private cardOf(node: TraceNode, other: TraceNode): string {
    if (!isDrawnPerStack(node)) { return this.cardId(node); }
    const id = `${node.id}${SEPARATOR}${other.stack ?? ''}`;
    this.members.set(id, [node]);
    return id;
  }

  private cardId({ id, stack }: TraceNode): string {
    return stack !== undefined && this.view.collapsed.has(stack) ? stackCardId(stack) : id;
  }
}
