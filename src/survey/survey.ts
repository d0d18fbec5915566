import { type AcknowledgementLookup, Acknowledgements } from './acknowledgements';
import { deliveredAgents, withDelivery } from './agent-core-deliveries';
import { sortedByText, statusRank } from './coverage';
import { edgeFunctionsOf, withEdge } from './edge-functions';
import { RULES } from './findings';
import { evaluate, type EvaluatedFinding, type Severities } from './findings/evaluate';
import type { FindingRule, InspectedEntry, RuleContext, Sender } from './findings/finding-rule';
import { RestApis } from './findings/rest-apis';
import { rowRule } from './findings/row-rule';
import { inspect } from './inspection';
import { RoleAccesses } from './role-access';
import { RoleVerdict } from './role-verdict';
import { samRole } from './sam-resources';
import type { SurveyInput } from './source-template';
import type { SurveyFinding } from './survey-finding';
import type { SurveyedResource } from './surveyed-resource';
import { type ModelResource, TemplateModel } from './template-model';
import { addTo } from '../private/add-to';
import { qualifiedId } from '../private/ids';
import { mayBeAbsent, valueAt } from '../private/template/intrinsics';
import { pathOf } from '../private/template/property-path';
import { actionsFor, type IResourceTracer } from '../tracing/resource-tracer';
import type { SenderProperty } from '../tracing/sender';
import { builtInTracer } from '../tracing/tracer-registry';
import { TracingStatus } from '../tracing/tracing-finding';

/** How a survey is made. */
export interface SurveyOptions {
  /** The severities of rules, by id with or without the prefix, where they are not the rule's own. */
  readonly severities?: Severities;
  /** The coverage in percent below which there is a finding. */
  readonly minimumCoverage?: number;
  /** The construct path of the scope whose resources are surveyed; all of them where it is empty. */
  readonly scopePath?: string;
  /** The row that somebody registered for a resource. */
  readonly registeredTracer?: (resource: ModelResource) => IResourceTracer | undefined;
  /** Tells what is acknowledged, instead of the input. */
  readonly acknowledgements?: AcknowledgementLookup;
}

/** What a survey tells. */
export interface Survey {
  readonly model: TemplateModel;
  /** Every resource that the table knows something of, by status, gaps first, then by name. */
  readonly resources: readonly SurveyedResource[];
  /** Errors first, then by rule and by name. */
  readonly findings: readonly SurveyFinding[];
  /** The same findings, each with the resources that it is about as the templates have them. */
  readonly evaluated: readonly EvaluatedFinding[];
  /** The same resources as the templates have them, each with its row. */
  readonly entries: ReadonlyMap<ModelResource, InspectedEntry>;
}

/** Surveys templates: what is traced, what is not and why, and what is wrong. A pure function. */
export function survey(input: SurveyInput, options: SurveyOptions = {}): Survey {
  const model = new TemplateModel(input.templates);
  const { minimumCoverage, severities, scopePath = '' } = options;
  const isInScope = scopeFilter(scopePath);
  const roles = new RoleAccesses(model);
  const edgeFunctions = edgeFunctionsOf(model);
  const entries = inspectAll({ model, roles, edgeFunctions, delivered: deliveredAgents(model) }, isInScope, options.registeredTracer);
  const rows = byRow(entries);
  const context: RuleContext = { model, entries, rows, roles, restApis: new RestApis(model), edgeFunctions, minimumCoverage };
  const { acknowledgements = new Acknowledgements(input.acknowledgements) } = options;
  const evaluated = evaluate(rulesFor(rows.keys()), context, { acknowledgements, severities, scopePath })
    .filter(({ finding: { stack, constructPath } }) => stack === undefined || isInScope(constructPath));
  return {
    model,
    resources: sortedByText([...entries.values()].map(surveyedResource), gapsFirst),
    findings: evaluated.map(({ finding }) => finding),
    evaluated,
    entries,
  };
}

type ScopeFilter = (constructPath: string | undefined) => boolean;

/** Whether a construct path is that of the scope, or below it. */
function scopeFilter(scopePath: string): ScopeFilter {
  return scopePath === '' ? () => true : (constructPath) => constructPath === scopePath || constructPath?.startsWith(`${scopePath}/`) === true;
}

type Entries = Map<ModelResource, InspectedEntry>;

/** What is known of all templates together before the resources are inspected. */
interface Known extends Pick<RuleContext, 'model' | 'roles' | 'edgeFunctions'> {
  readonly delivered: ReadonlySet<ModelResource>;
}

/** Goes stack by stack, so that V8 meets what there is early, and need not compile what follows again for every type that it has not seen. */
function inspectAll(known: Known, isInScope: ScopeFilter, registered: SurveyOptions['registeredTracer']): Entries {
  const entries: Entries = new Map();
  for (const { resources } of known.model.stacks) {
    for (const type of resources.types) {
      const builtIn = builtInTracer(type);
      if (!builtIn && !registered) { continue; }
      for (const resource of resources.ofType(type)) {
        const tracer = registered?.(resource) ?? builtIn;
        const entry = tracer && isInScope(resource.constructPath) ? inspectedEntry(resource, tracer, known) : undefined;
        if (entry) { entries.set(resource, entry); }
      }
    }
  }
  return entries;
}

/** The resources of each row. */
function byRow(entries: Entries): Map<IResourceTracer, InspectedEntry[]> {
  const rows = new Map<IResourceTracer, InspectedEntry[]>();
  for (const entry of entries.values()) { addTo(rows, entry.tracer, entry); }
  return rows;
}

function inspectedEntry(resource: ModelResource, tracer: IResourceTracer, { roles, edgeFunctions, delivered }: Known): InspectedEntry | undefined {
  const inspection = inspect(tracer, resource.stack.source.template, resource.logicalId);
  if (!inspection) { return undefined; }
  const { sender } = inspection;
  const finding = withDelivery(withEdge(inspection.finding, edgeFunctions.get(resource)), delivered.has(resource));
  if (sender) { return { resource, tracer, finding, sender: accessOf(sender, resource, tracer, roles) }; }
  const mayBeOfSam = tracer.roleProperty !== undefined && finding.status === TracingStatus.TRACED;
  return { resource, tracer, finding, sender: mayBeOfSam ? doubtOfSamRole(resource, tracer, roles) : undefined };
}

/** What the role may do that SAM makes for a resource, where that is not all that it needs: something limits it, as a permissions boundary does. */
function doubtOfSamRole(resource: ModelResource, tracer: IResourceTracer, roles: RoleAccesses): Sender | undefined {
  const role = samRole(resource);
  const access = role && roles.ofRole(role, resource, actionsFor(tracer.access));
  return access && access.verdict !== RoleVerdict.ALLOWED ? { access } : undefined;
}

/** What a role may do that a resource names, or another of its template that it inherits from. */
function accessOf(sender: SenderProperty, resource: ModelResource, tracer: IResourceTracer, roles: RoleAccesses): Sender {
  const { resource: { logicalId }, path } = sender;
  const isOwn = logicalId === resource.logicalId;
  const holder = isOwn ? resource : resource.stack.resources.get(logicalId);
  return {
    propertyPath: isOwn ? path : undefined,
    access: holder && roles.of(holder, path, actionsFor(tracer.access)),
    mayBeAbsent: isOwn && !sender.isMadeOtherwise && mayBeAbsent(valueAt(resource.properties, pathOf(path))),
  };
}

/** The rules that come with the library, and those of registered rows. */
function rulesFor(rows: Iterable<IResourceTracer>): FindingRule[] {
  const registered = [...rows].filter((tracer) => builtInTracer(tracer.resourceType) !== tracer);
  return [...RULES, ...registered.map(rowRule)];
}

function surveyedResource({ resource, tracer, finding, sender }: InspectedEntry): SurveyedResource {
  const { source } = resource.stack;
  return {
    resourceType: resource.type,
    logicalId: resource.logicalId,
    name: resource.name,
    constructPath: resource.constructPath,
    stack: source.name,
    templateFile: source.file,
    account: source.account,
    region: source.region,
    status: finding.status,
    reason: finding.reason,
    advice: finding.advice,
    ruleId: qualifiedId(finding.ruleId ?? tracer.ruleId),
    roleName: sender?.access?.roleName,
    roleAccess: sender?.access?.verdict,
    isRegistered: builtInTracer(resource.type) !== tracer,
  };
}

/** What orders resources. No type has a space in it. */
function gapsFirst({ status, resourceType, name }: SurveyedResource): string {
  return `${statusRank(status)} ${resourceType} ${name}`;
}
