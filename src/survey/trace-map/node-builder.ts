import type { CodeInspection } from './code-inspection';
import type { NodeFacts } from './crossings/judgement';
import type { SourceContext } from './edge-source';
import { type ExternalEnd, isModelResource, keyOf, type MapEnd } from './map-end';
import { NODE_TYPES } from './node-types';
import { type PlacedFindings, ruleIdsOf } from './placed-findings';
import { toldServiceName } from './service-names';
import { type TraceNode, TraceNodeKind } from './trace-node';
import { addTo } from '../../private/add-to';
import { templateText } from '../../private/template/template-text';
import { TracingFinding } from '../../tracing/tracing-finding';
import { compareTexts, sortedOnce, statusRank } from '../coverage';
import type { InspectedEntry } from '../findings/finding-rule';
import type { Survey } from '../survey';
import type { ModelResource } from '../template-model';
import { makersOfUntracedStages } from '../untraced-stages';

/** Collects nodes and what is known of them. */
export class NodeBuilder {
  private readonly ids = new Map<MapEnd | string, string>();
  private readonly ends = new Map<string, MapEnd>();
  private readonly entries = new Map<ModelResource, InspectedEntry[]>();
  /** The APIs with a stage that no resource stands for, made by a deployment, and not traced. */
  private readonly withUntracedStage: ReadonlySet<ModelResource>;
  private readonly facts = new Map<MapEnd, NodeFacts>();

  /** @param code what is found in code, where it is looked at */
  constructor(survey: Survey, context: SourceContext, private readonly findings: PlacedFindings, private readonly code?: CodeInspection) {
    this.withUntracedStage = new Set(makersOfUntracedStages(survey.model).flatMap((maker) => context.ends.nodesOf(maker)));
    for (const entry of survey.entries.values()) {
      for (const node of context.ends.nodesOf(entry.resource)) { addTo(this.entries, node, entry); }
    }
  }

  /** The id of an end. Two resources of the same name, as two apps may have them, get different ones. */
  public idOf(end: MapEnd): string {
    const key = keyOf(end);
    const known = this.ids.get(key);
    if (known !== undefined) {
      this.keepFirstByType(known, end);
      return known;
    }
    const wanted = isModelResource(end) ? end.name : end.id;
    let id = wanted;
    for (let count = 2; this.ends.has(id); count++) { id = `${wanted} (${count})`; }
    this.ids.set(key, id);
    this.ends.set(id, end);
    return id;
  }

  /** Of two opinions about a thing outside, the first by type, and by name within a type, counts, in whichever order the templates have them. */
  private keepFirstByType(id: string, end: MapEnd): void {
    const known = this.ends.get(id)!;
    if (isModelResource(end) || isModelResource(known)) { return; }
    if (compareTexts(end.type, known.type) < 0 || (end.type === known.type && compareTexts(end.name, known.name) < 0)) { this.ends.set(id, end); }
  }

  /** Adds what nothing calls and what calls nothing, as far as it could be traced. */
  public addSurveyed(): void {
    for (const node of this.entries.keys()) {
      if (NODE_TYPES[node.type].kind !== TraceNodeKind.STORE) { this.idOf(node); }
    }
  }

  public factsOf(end: MapEnd): NodeFacts {
    const known = this.facts.get(end) ?? this.read(end);
    this.facts.set(end, known);
    return known;
  }

  public nodes(): TraceNode[] {
    return [...this.ends].sort(([a], [b]) => compareTexts(a, b))
      .map(([id, end]) => isModelResource(end) ? this.resourceNode(id, end) : externalNode(id, end));
  }

  private read(end: MapEnd): NodeFacts {
    if (!isModelResource(end)) { return { finding: end.finding }; }
    const findings = (this.entries.get(end) ?? []).map(({ finding }) => finding);
    if (this.withUntracedStage.has(end)) { findings.push(TracingFinding.untraced()); }
    return { finding: findings.sort((a, b) => statusRank(a.status) - statusRank(b.status))[0], instrumentation: this.code?.of(end) };
  }

  private resourceNode(id: string, resource: ModelResource): TraceNode {
    const { finding, instrumentation } = this.factsOf(resource);
    const { kind, xrayType } = NODE_TYPES[resource.type];
    const resources = sortedOnce([resource.name, ...(this.entries.get(resource) ?? []).map((entry) => entry.resource.name)]);
    const about = this.findings.ofNode(resource);
    return this.findings.keep({
      id,
      kind,
      name: this.nameOf(resource),
      type: xrayType ?? resource.type,
      isExternal: false,
      stack: resource.stack.source.name,
      resources,
      ...told(finding),
      findings: ruleIdsOf(about),
      instrumentation,
    }, about);
  }

  /** X-Ray calls code as that is told to go by, and a stage of an API `name/stage`. */
  private nameOf(resource: ModelResource): string {
    const { nameProperty } = NODE_TYPES[resource.type];
    const given = nameProperty === undefined ? undefined : templateText(resource.properties[nameProperty]);
    const name = withOpenParts(toldServiceName(resource) ?? given ?? resource.logicalId);
    const stages = (this.entries.get(resource) ?? []).flatMap((entry) => templateText(entry.resource.properties.StageName) ?? []);
    return stages.length === 1 ? `${name}/${stages[0]}` : name;
  }
}

/** A name as people read it, where the deployment knows parts of it. */
function withOpenParts(name: string): string {
  return name.replaceAll('${?}', '…');
}

function externalNode(id: string, { kind, name, type, finding }: ExternalEnd): TraceNode {
  return { id, kind, name: withOpenParts(name), type, isExternal: true, resources: [], ...told(finding), findings: [] };
}

/** What the table says of a node's tracing. */
function told(finding: NodeFacts['finding']): Pick<TraceNode, 'status' | 'reason' | 'advice'> {
  return { status: finding?.status, reason: finding?.reason, advice: finding?.advice };
}
