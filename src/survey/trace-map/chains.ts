import { TraceCrossing, type TraceChain, type TraceEdge } from './trace-edge';
import { type TraceNode, TraceNodeKind } from './trace-node';
import { addTo } from '../../private/add-to';

const UNBROKEN = [TraceCrossing.CONTINUES, TraceCrossing.LINKED];

/**
 * Where traces begin, and the longest unbroken way from each.
 *
 * A trace begins where an edge says so, and where nothing brings one. A circle that nothing leads into begins at its first node by name. Each circle is
 * gone round once. The time that it takes grows with the number of nodes and edges.
 *
 * @param nodes sorted by id
 * @param edges sorted by their ends
 */
export function chainsOf(nodes: readonly TraceNode[], edges: readonly TraceEdge[]): TraceChain[] {
  const next = new Map<string, string[]>();
  const brought = new Set<string>();
  const begun = new Set<string>();
  for (const { from, to, crossing } of edges) {
    if (crossing === TraceCrossing.RESTARTS) { begun.add(to); }
    if (!UNBROKEN.includes(crossing)) { continue; }
    brought.add(to);
    addTo(next, from, to);
  }
  const ways = new LongestWays(next);
  const isService = ({ kind, id }: TraceNode) => kind !== TraceNodeKind.STORE && (kind !== TraceNodeKind.CLIENT || next.has(id));
  const entries = nodes.filter((node) => isService(node) && (begun.has(node.id) || (!brought.has(node.id) && next.has(node.id)))).map(({ id }) => id);
  entries.forEach((entry) => ways.visit(entry));
  const circles = nodes.filter((node) => isService(node) && next.has(node.id) && ways.visit(node.id)).map(({ id }) => id);
  return [...entries, ...circles].sort().map((entry) => ({ entry, nodes: ways.from(entry) }));
}

/** The longest ways in a graph, each edge that leads back to where it came from left out. */
class LongestWays {
  private readonly best = new Map<string, { readonly length: number; readonly next?: string }>();

  constructor(private readonly next: ReadonlyMap<string, readonly string[]>) {}

  /** Follows all edges from a node. Without recursion, because a way may be as long as the graph is large. Returns false where the node is known already. */
  public visit(start: string): boolean {
    if (this.best.has(start)) { return false; }
    const open = new Set([start]);
    const stack = [{ id: start, at: 0 }];
    for (let top = stack.at(-1); top; top = stack.at(-1)) {
      const target = this.next.get(top.id)?.[top.at++];
      if (target === undefined) {
        this.close(top.id, open);
        stack.pop();
      } else if (!this.best.has(target) && !open.has(target)) {
        open.add(target);
        stack.push({ id: target, at: 0 });
      }
    }
    return true;
  }

  public from(start: string): string[] {
    const way: string[] = [];
    for (let id: string | undefined = start; id !== undefined; id = this.best.get(id)?.next) { way.push(id); }
    return way;
  }

  private close(id: string, open: Set<string>): void {
    let longest: { length: number; next?: string } = { length: 1 };
    for (const target of this.next.get(id) ?? []) {
      const length = 1 + (this.best.get(target)?.length ?? 0);
      if (!open.has(target) && length > longest.length) { longest = { length, next: target }; }
    }
    open.delete(id);
    this.best.set(id, longest);
  }
}
