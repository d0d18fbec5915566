import { addTo } from '../../../../private/add-to';
import type { TraceEdge } from '../../../../survey/trace-map/trace-edge';
import type { TraceNode } from '../../../../survey/trace-map/trace-node';
import { type MapView, firstView, stacksOf } from '../../../map-drawing/scene';
import { typeTitle } from '../../../type-title';
import type { PageData } from '../page-data';
import type { PageFinding } from '../page-findings';

/** What a reader looks for. An empty text asks for nothing. */
export interface MapFilter {
  readonly search: string;
  readonly status: string;
  readonly type: string;
  readonly stack: string;
  readonly crossing: string;
}

/** So many nodes are shown one by one although their stacks were folded, where somebody looks for them. */
const FOUND_AT_MOST = 150;

/** The map, and what its reader has chosen to see of it. */
export class MapModel {
  public readonly nodes: ReadonlyMap<string, TraceNode>;
  private readonly texts: ReadonlyMap<string, string>;
  private readonly findings = new Map<TraceNode | TraceEdge, PageFinding[]>();
  private collapsed: Set<string>;
  private found?: ReadonlySet<string>;
  private visible?: ReadonlySet<string>;

  constructor(public readonly data: PageData) {
    this.nodes = new Map(data.nodes.map((node) => [node.id, node]));
    this.texts = new Map(data.nodes.map((node) => [node.id, searchText(node)]));
    this.collapsed = new Set(firstView(data.nodes).collapsed);
    for (const finding of data.findings) {
      const places = [...finding.nodes.map((index) => data.nodes[index]), ...finding.edges.map((index) => data.edges[index])];
      places.forEach((place) => addTo(this.findings, place, finding));
    }
  }

  public get view(): MapView {
    return { collapsed: this.collapsed, visible: this.visible };
  }

  /** How many nodes match what the reader looks for. */
  public get foundCount(): number {
    return this.found?.size ?? this.nodes.size;
  }

  /** What the rules found about a node or an edge. */
  public findingsOf(place: TraceNode | TraceEdge): readonly PageFinding[] {
    return this.findings.get(place) ?? [];
  }

  /** Whether a node is what the reader looks for, and not just beside it. */
  public isFound(id: string): boolean {
    return this.found?.has(id) ?? true;
  }

  /** Shows what matches, with what is next to it. */
  public filter(filter: MapFilter): void {
    if (Object.values(filter).every((text) => text.trim() === '')) {
      this.found = undefined;
      this.visible = undefined;
      return;
    }
    const { edges } = this.data;
    const crossing = edges.filter((edge) => edge.crossing === filter.crossing);
    const ends = filter.crossing === '' ? undefined : new Set(crossing.flatMap(({ from, to }) => [from, to]));
    const found = new Set(this.data.nodes.filter((node) => this.matches(node, filter) && ends?.has(node.id) !== false).map(({ id }) => id));
    this.found = found;
    this.visible = new Set([...found, ...neighbours(found, filter.crossing === '' ? edges : crossing)]);
    if (this.visible.size <= FOUND_AT_MOST) { this.unfold(...this.visible); }
  }

  /** Draws a stack as one card, or all stacks. */
  public fold(...stacks: string[]): void {
    (stacks.length > 0 ? stacks : stacksOf(this.data.nodes)).forEach((stack) => this.collapsed.add(stack));
  }

  /** Draws the nodes of a stack, or all nodes. */
  public unfoldStack(...stacks: string[]): void {
    if (stacks.length > 0) { stacks.forEach((stack) => this.collapsed.delete(stack)); } else { this.collapsed.clear(); }
  }

  /** Draws nodes by themselves. */
  public unfold(...ids: string[]): void {
    for (const id of ids) {
      const stack = this.nodes.get(id)?.stack;
      if (stack !== undefined) { this.collapsed.delete(stack); }
    }
  }

  private matches(node: TraceNode, { search, status, type, stack }: MapFilter): boolean {
    const words = search.toLowerCase().split(/\s+/).filter(Boolean);
    return (status === '' || node.status === status)
      && (type === '' || node.type === type)
      && (stack === '' || node.stack === stack)
      && words.every((word) => this.texts.get(node.id)!.includes(word));
  }
}

function searchText({ id, name, type, stack = '', resources, reason = '' }: TraceNode): string {
  return [id, name, type, typeTitle(type), stack, ...resources, reason].join(' ').toLowerCase();
}

function neighbours(ids: ReadonlySet<string>, edges: readonly TraceEdge[]): string[] {
  return edges.flatMap(({ from, to }) => ids.has(from) ? [to] : ids.has(to) ? [from] : []);
}
