import { chainsOf } from './chains';
import { CodeInspection } from './code-inspection';
import { judge } from './crossings';
import type { NodeFacts } from './crossings/judgement';
import type { FoundEdge, FoundEvidence, SourceContext } from './edge-source';
import { Ends } from './ends';
import { GrantedCalls } from './granted-calls';
import { HostNames } from './host-names';
import { KeptNodes } from './kept-nodes';
import { LocalDocuments } from './local-documents';
import { type ExternalEnd, isModelResource, keyOf, type MapEnd } from './map-end';
import { NODE_TYPES } from './node-types';
import { type FindingsByPlace, PlacedFindings } from './placed-findings';
import { toldServiceName } from './service-names';
import { EDGE_SOURCES } from './sources';
import { permissionEdges } from './sources/function-permissions';
import { TargetGroups } from './target-groups';
import type { TraceChain, TraceEdge, TraceEvidence } from './trace-edge';
import { type TraceNode, TraceNodeKind } from './trace-node';
import { addTo } from '../../private/add-to';
import { qualifiedId } from '../../private/ids';
import { templateText } from '../../private/template/template-text';
import { TracingFinding } from '../../tracing/tracing-finding';
import { compareTexts, statusRank } from '../coverage';
import type { InspectedEntry } from '../findings/finding-rule';
import { makersOfUntracedStages } from '../findings/rules/deployment-stage-untraced';
import { TEMPLATE_NOT_READ } from '../findings/rules/template-not-read';
import type { InputProblem } from '../reading/input-problem';
import type { Survey } from '../survey';
import type { SurveyFinding } from '../survey-finding';
import type { ModelResource } from '../template-model';

/** How a trace map is made. */
export interface TraceMapOptions {
  /** What the files of the templates are relative to. */
  readonly folder: string;
  /** Whether the code of functions and containers is looked at, where it is on disk. */
  readonly inspectCode: boolean;
}

/** What a trace map shows. */
export interface TraceMapParts {
  /** By id. */
  readonly nodes: readonly TraceNode[];
  /** By their ends and their relation. */
  readonly edges: readonly TraceEdge[];
  /** By entry. */
  readonly chains: readonly TraceChain[];
  /** What was found about nodes and edges, which have the ids of the rules only. */
  readonly findings: FindingsByPlace;
  /** What is wrong with files that templates name and that cannot be read. What they hold is on the map as far as the template itself shows it. */
  readonly problems: readonly InputProblem[];
  /** What brings more than is on the map, by a template that is not here, unless somebody acknowledges it. */
  readonly unread: readonly string[];
}

/** Draws the trace map of what a survey has read. */
export function buildTraceMap(survey: Survey, options: TraceMapOptions): TraceMapParts {
  const context = sourceContext(survey, options.folder);
  const found = foundEdges(context);
  const findings = new PlacedFindings(survey.evaluated, context.ends);
  const builder = new NodeBuilder(survey, context, findings, options);
  for (const { from, to } of found) {
    builder.idOf(from);
    builder.idOf(to);
  }
  builder.addSurveyed();
  const nodes = builder.nodes();
  const edges = merged(found, findings, builder);
  return {
    nodes,
    edges,
    chains: chainsOf(nodes, edges),
    findings: findings.byPlace,
    problems: context.documents.problems,
    unread: unreadParts(survey),
  };
}

function unreadParts({ evaluated }: Survey): string[] {
  return evaluated.map(({ finding }) => finding)
    .filter(({ ruleId, acknowledgement }) => ruleId === qualifiedId(TEMPLATE_NOT_READ.id) && acknowledgement === undefined)
    .map(({ name, message }) => `${name}: ${message}`);
}

function sourceContext({ model }: Survey, folder: string): SourceContext {
  const ends = new Ends(model);
  return {
    model,
    ends,
    grants: new GrantedCalls(model, ends),
    kept: new KeptNodes(model, ends),
    hosts: new HostNames(model, ends),
    targetGroups: new TargetGroups(model, ends),
    documents: new LocalDocuments(folder),
  };
}

function foundEdges(context: SourceContext): FoundEdge[] {
  const { model } = context;
  const known = EDGE_SOURCES.flatMap((source) => model.ofType(...source.types).flatMap((resource) => source.edges(resource, context)));
  return [...withoutExplainedCalls(withoutKnownPolls(known)), ...permissionEdges(model.ofType('AWS::Lambda::Permission'), known, context)];
}

/** A role that may receive messages is no news where an event source mapping says so already. */
function withoutKnownPolls(found: readonly FoundEdge[]): FoundEdge[] {
  const consumers = new Map<MapEnd, Set<MapEnd>>();
  for (const { from, to, relation } of found) {
    if (relation === 'event source') { consumers.set(from, (consumers.get(from) ?? new Set()).add(to)); }
  }
  return found.filter(({ from, to, relation }) => relation !== 'polls' || !consumers.get(from)?.has(to));
}

/** Where Lambda puts what a function made of its calls. The function's role must be allowed to, which does not show that its code calls there, too. */
const BY_ROLE_OF_FUNCTION = ['dead letters', 'destination'];

function withoutExplainedCalls(found: readonly FoundEdge[]): FoundEdge[] {
  const receivers = new Map<MapEnd, Set<MapEnd>>();
  for (const { from, to, relation } of found) {
    if (BY_ROLE_OF_FUNCTION.includes(relation)) { receivers.set(from, (receivers.get(from) ?? new Set()).add(to)); }
  }
  return found.filter(({ from, to, isByGrant }) => !isByGrant || !receivers.get(from)?.has(to));
}

/** The edges, each with all that shows it. */
function merged(found: readonly FoundEdge[], findings: PlacedFindings, builder: NodeBuilder): TraceEdge[] {
  const same = new Map<string, FoundEdge[]>();
  for (const edge of found) {
    addTo(same, JSON.stringify([builder.idOf(edge.from), builder.idOf(edge.to), edge.relation]), edge);
  }
  return [...same.values()].map((edges) => mergedEdge(edges, findings, builder))
    .sort((a, b) => compareTexts(a.from, b.from) || compareTexts(a.to, b.to) || compareTexts(a.relation, b.relation));
}

function mergedEdge(edges: readonly FoundEdge[], findings: PlacedFindings, builder: NodeBuilder): TraceEdge {
  const [first] = edges;
  const about = [...new Set(edges.flatMap((edge) => findings.ofEdge(edge)))];
  return findings.keep({
    from: builder.idOf(first.from),
    to: builder.idOf(first.to),
    relation: first.relation,
    ...judge(first, (end) => builder.factsOf(end)),
    evidence: evidenceOf(edges.map(({ evidence }) => evidence)),
    findings: ruleIds(about),
  }, about);
}

/** What shows an edge, each place once. */
function evidenceOf(found: readonly FoundEvidence[]): TraceEvidence[] {
  const places = new Map(found.map(({ resource, path }): [string, TraceEvidence] => {
    const templateFile = resource.stack.source.file;
    return [JSON.stringify([resource.name, path, templateFile]), { resource: resource.name, path, templateFile }];
  }));
  return [...places.values()].sort((a, b) => compareTexts(a.resource, b.resource) || compareTexts(a.path, b.path)
    || compareTexts(a.templateFile ?? '', b.templateFile ?? ''));
}

function sortedOnce(texts: readonly string[]): string[] {
  return [...new Set(texts)].sort(compareTexts);
}

/** The ids of the rules that found something. */
function ruleIds(findings: readonly SurveyFinding[]): string[] {
  return sortedOnce(findings.map(({ ruleId }) => ruleId));
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

/** Collects nodes and what is known of them. */
class NodeBuilder {
  private readonly ids = new Map<MapEnd | string, string>();
  private readonly ends = new Map<string, MapEnd>();
  private readonly entries = new Map<ModelResource, InspectedEntry[]>();
  /** The APIs with a stage that no resource stands for, made by a deployment, and not traced. */
  private readonly withUntracedStage: ReadonlySet<ModelResource>;
  private readonly facts = new Map<MapEnd, NodeFacts>();
  private readonly code?: CodeInspection;

  constructor(survey: Survey, context: SourceContext, private readonly findings: PlacedFindings, options: TraceMapOptions) {
    this.code = options.inspectCode ? new CodeInspection(survey.model, options.folder) : undefined;
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
      this.keepFirst(known, end);
      return known;
    }
    const wanted = isModelResource(end) ? end.name : end.id;
    let id = wanted;
    for (let count = 2; this.ends.has(id); count++) { id = `${wanted} (${count})`; }
    this.ids.set(key, id);
    this.ends.set(id, end);
    return id;
  }

  /** Of two opinions about a thing outside, the first by name counts, in whichever order the templates have them. */
  private keepFirst(id: string, end: MapEnd): void {
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
      findings: ruleIds(about),
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
