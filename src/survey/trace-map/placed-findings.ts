import type { FoundEdge } from './edge-source';
import type { Ends } from './ends';
import type { MapEnd } from './map-end';
import type { TraceEdge } from './trace-edge';
import type { TraceNode } from './trace-node';
import { sortedOnce } from '../coverage';
import type { EvaluatedFinding } from '../findings/evaluate';
import { isResource, type ModelWay } from '../findings/finding-rule';
import type { Relation } from '../relation';
import type { SurveyFinding } from '../survey-finding';
import type { ModelResource } from '../template-model';

/** What was found about nodes and edges of a map, as far as anything was. */
export type FindingsByPlace = ReadonlyMap<TraceNode | TraceEdge, readonly SurveyFinding[]>;

/** The findings that nobody acknowledged, by the nodes and the edges of the map that they are about. */
export class PlacedFindings {
  private readonly numbers = new Map<MapEnd, number>();
  private readonly ofNodes = new Map<ModelResource, Set<SurveyFinding>>();
  private readonly ofWays = new Map<string, Set<SurveyFinding>>();
  private readonly kept = new Map<TraceNode | TraceEdge, readonly SurveyFinding[]>();

  constructor(findings: readonly EvaluatedFinding[], private readonly ends: Ends) {
    for (const { finding, match: { at, ways = [] } } of findings) {
      if (finding.acknowledgement !== undefined) { continue; }
      const nodes = at && isResource(at) ? ends.nodesOf(at) : [];
      nodes.forEach((node) => addTo(this.ofNodes, node, finding));
      ways.flatMap((way) => this.keysOf(way)).forEach((key) => addTo(this.ofWays, key, finding));
    }
  }

  /** What was found about the nodes and the edges that were kept. */
  public get byPlace(): FindingsByPlace {
    return this.kept;
  }

  /** What was found about what a node stands for. */
  public ofNode(node: ModelResource): readonly SurveyFinding[] {
    return [...this.ofNodes.get(node) ?? []];
  }

  /** What was found about the way between two nodes. */
  public ofEdge({ from, to, relation, evidence }: FoundEdge): readonly SurveyFinding[] {
    return [this.key(relation, from, to), this.key(relation, evidence.resource)].flatMap((key) => [...this.ofWays.get(key) ?? []]);
  }

  /** Keeps what was found about a node or an edge, which itself has no more than the ids of the rules. */
  public keep<T extends TraceNode | TraceEdge>(place: T, findings: readonly SurveyFinding[]): T {
    if (findings.length > 0) { this.kept.set(place, findings); }
    return place;
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

function addTo<K>(map: Map<K, Set<SurveyFinding>>, key: K, finding: SurveyFinding): void {
  const known = map.get(key);
  if (known) { known.add(finding); } else { map.set(key, new Set([finding])); }
}

/** The ids of the rules that found something. */
export function ruleIdsOf(findings: readonly SurveyFinding[]): string[] {
  return sortedOnce(findings.map(({ ruleId }) => ruleId));
}
