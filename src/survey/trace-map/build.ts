import { chainsOf } from './chains';
import { CodeInspection } from './code-inspection';
import { judge } from './crossings';
import type { FoundEdge, FoundEvidence, SourceContext } from './edge-source';
import { Ends } from './ends';
import { GrantedCalls } from './granted-calls';
import { HostNames } from './host-names';
import { KeptNodes } from './kept-nodes';
import { LocalDocuments } from './local-documents';
import type { MapEnd } from './map-end';
import { NodeBuilder } from './node-builder';
import { type FindingsByPlace, PlacedFindings, ruleIdsOf } from './placed-findings';
import { EDGE_SOURCES } from './sources';
import { permissionEdges } from './sources/function-permissions';
import { TargetGroups } from './target-groups';
import type { TraceChain, TraceEdge, TraceEvidence } from './trace-edge';
import type { TraceNode } from './trace-node';
import { addTo } from '../../private/add-to';
import { qualifiedId } from '../../private/ids';
import { compareTexts } from '../coverage';
import { TEMPLATE_NOT_READ } from '../findings/rules/template-not-read';
import type { InputProblem } from '../reading/input-problem';
import type { Survey } from '../survey';

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
  const code = options.inspectCode ? new CodeInspection(survey.model, options.folder) : undefined;
  const builder = new NodeBuilder(survey, context, findings, code);
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
    findings: ruleIdsOf(about),
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
