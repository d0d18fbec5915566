import { Acknowledgements } from './acknowledgements';
import { compareTexts, statusRank } from './coverage';
import { RULES } from './findings';
import { evaluate, type EvaluatedFinding, type Severities } from './findings/evaluate';
import type { FindingRule, InspectedEntry, RuleContext } from './findings/finding-rule';
import { RestApis } from './findings/rest-apis';
import { rowRule } from './findings/row-rule';
import { inspect } from './inspection';
import { RoleAccesses } from './role-access';
import type { SurveyInput } from './source-template';
import type { SurveyFinding } from './survey-finding';
import type { SurveyedResource } from './surveyed-resource';
import { type ModelResource, TemplateModel } from './template-model';
import { qualifiedId } from '../private/ids';
import { actionsFor, type IResourceTracer } from '../tracing/resource-tracer';
import { builtInTracer } from '../tracing/tracer-registry';

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
  const isInScope = scopeFilter(options.scopePath ?? '');
  const entries = inspectAll(model, isInScope, options.registeredTracer);
  const { minimumCoverage } = options;
  const context: RuleContext = { model, entries, roles: new RoleAccesses(model), restApis: new RestApis(model), minimumCoverage };
  const evaluated = evaluate(rulesFor(entries), context, new Acknowledgements(input.acknowledgements), options.severities)
    .filter(({ finding: { stack, constructPath } }) => stack === undefined || isInScope(constructPath));
  return {
    model,
    resources: [...entries.values()].map((entry) => surveyedResource(entry, context)).sort(gapsFirst),
    findings: evaluated.map(({ finding }) => finding),
    evaluated,
    entries,
  };
}

type ScopeFilter = (constructPath: string | undefined) => boolean;

/** Whether a construct path is that of the scope, or below it. */
function scopeFilter(scopePath: string): ScopeFilter {
  return (constructPath) => scopePath === '' || constructPath === scopePath || constructPath?.startsWith(`${scopePath}/`) === true;
}

function inspectAll(model: TemplateModel, isInScope: ScopeFilter, registered: SurveyOptions['registeredTracer']): Map<ModelResource, InspectedEntry> {
  const entries = new Map<ModelResource, InspectedEntry>();
  for (const type of model.types) {
    const builtIn = builtInTracer(type);
    if (!builtIn && !registered) { continue; }
    for (const resource of model.ofType(type)) {
      const tracer = registered?.(resource) ?? builtIn;
      const finding = tracer && isInScope(resource.constructPath) ? inspect(tracer, resource.stack.source.template, resource.logicalId) : undefined;
      if (finding) { entries.set(resource, { resource, tracer: tracer!, finding }); }
    }
  }
  return entries;
}

/** The rules that come with the library, and those of registered rows. */
function rulesFor(entries: ReadonlyMap<ModelResource, InspectedEntry>): FindingRule[] {
  const registered = new Set([...entries.values()].map(({ tracer }) => tracer).filter((tracer) => builtInTracer(tracer.resourceType) !== tracer));
  return [...RULES, ...[...registered].map(rowRule)];
}

function surveyedResource({ resource, tracer, finding }: InspectedEntry, { roles }: RuleContext): SurveyedResource {
  const access = tracer.roleProperty === undefined ? undefined : roles.of(resource, tracer.roleProperty, actionsFor(tracer.access));
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
    roleName: access?.roleName,
    roleAccess: access?.verdict,
    isRegistered: builtInTracer(resource.type) !== tracer,
  };
}

function gapsFirst(a: SurveyedResource, b: SurveyedResource): number {
  const byStatus = a.status === b.status ? 0 : statusRank(a.status) - statusRank(b.status);
  return byStatus || compareTexts(a.resourceType, b.resourceType) || compareTexts(a.name, b.name);
}
