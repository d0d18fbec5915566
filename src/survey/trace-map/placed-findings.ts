import type { FoundEdge } from './edge-source';
import type { Ends } from './ends';
import type { MapEnd } from './map-end';
import type { EvaluatedFinding } from '../findings/evaluate';
import { isResource, type ModelWay } from '../findings/finding-rule';
import type { Relation } from '../relation';
import type { ModelResource } from '../template-model';

/** The findings that nobody acknowledged, by the nodes and the edges of the map that they are about. */
export class PlacedFindings {
  private readonly numbers = new Map<MapEnd, number>();
  private readonly ofNodes = new Map<ModelResource, Set<string>>();
  private readonly ofWays = new Map<string, Set<string>>();

  constructor(findings: readonly EvaluatedFinding[], private readonly ends: Ends) {
    for (const { finding: { ruleId, acknowledgement }, match: { at, ways = [] } } of findings) {
      if (acknowledgement !== undefined) { continue; }
      const nodes = at && isResource(at) ? ends.nodesOf(at) : [];
      nodes.forEach((node) => addTo(this.ofNodes, node, ruleId));
      ways.flatMap((way) => this.keysOf(way)).forEach((key) => addTo(this.ofWays, key, ruleId));
    }
  }

  /** The ids of the rules that found something about what a node stands for. */
  public ofNode(node: ModelResource): readonly string[] {
    return [...this.ofNodes.get(node) ?? []];
  }

  /** The ids of the rules that found something about the way between two nodes. */
  public ofEdge({ from, to, relation, evidence }: FoundEdge): readonly string[] {
    return [this.key(relation, from, to), this.key(relation, evidence.resource)].flatMap((key) => [...this.ofWays.get(key) ?? []]);
  }

  /** Where a way is found again: at the resource that makes the connection, or else between the nodes that its ends stand for. */
  private keysOf({ from, to, relation, connector }: ModelWay): string[] {
    if (connector) { return [this.key(relation, connector)]; }
    const senders = from ? this.ends.nodesOf(from) : [];
    const receivers = to ? this.ends.nodesOf(to) : [];
    return senders.flatMap((sender) => receivers.map((receiver) => this.key(relation, sender, receiver)));
  }

  private key(relation: Relation, ...ends: MapEnd[]): string {
    return [relation, ...ends.map((end) => this.numberOf(end))].join(' ');
  }

  private numberOf(end: MapEnd): number {
    const number = this.numbers.get(end) ?? this.numbers.size;
    this.numbers.set(end, number);
    return number;
  }
}

function addTo<K>(map: Map<K, Set<string>>, key: K, ruleId: string): void {
  const known = map.get(key);
  if (known) { known.add(ruleId); } else { map.set(key, new Set([ruleId])); }
}
