import { describedTasks } from './ecs-tasks';
import type { RuleContext } from './finding-rule';
import { SPAN_ADDRESSES, valuesOf } from '../../private/ecs/environment';
import { FUNCTIONS } from '../lambda-functions';
import type { ModelResource, TemplateModel } from '../template-model';

/** Functions, and what describes tasks, whose environment, or whose collector, sends spans straight to X-Ray's OTLP endpoint. */
export interface OtlpExporter {
  readonly resource: ModelResource;
  readonly roleProperty: string;
  readonly propertyPath: string;
}

/** The exporters of some templates. Two rules ask for them, so they are looked for once. */
export function otlpExporters({ model }: RuleContext): readonly OtlpExporter[] {
  const known = EXPORTERS.get(model) ?? exportersIn(model);
  EXPORTERS.set(model, known);
  return known;
}

const EXPORTERS = new WeakMap<TemplateModel, readonly OtlpExporter[]>();

function exportersIn(model: TemplateModel): OtlpExporter[] {
  const functions = model.ofType(...FUNCTIONS)
    .filter(({ properties }) => SPAN_ADDRESSES.some((name) => isXRay(properties.Environment?.Variables?.[name])))
    .map((resource) => ({ resource, roleProperty: 'Role', propertyPath: 'Environment.Variables' }));
  const tasks = describedTasks({ model }).filter(({ task }) => task.containers.some(exportsSpans) || task.collectorConfigurations.some(hasExporter))
    .map(({ resource, containersPath, rolePath }) => ({ resource, roleProperty: rolePath, propertyPath: containersPath }));
  return [...functions, ...tasks];
}

function exportsSpans(container: any): boolean {
  return valuesOf(container, ...SPAN_ADDRESSES).some(isXRay);
}

/** The endpoint of an exporter. That for segments is the same host without a path. */
const EXPORTER = /\b(traces_)?endpoint["']?\s*[:=]\s*["']?https:\/\/xray[.-][^\s"']{1,200}\/v1\/traces\b/;

/** Whether the configuration of a collector, but for its comments, has an exporter that sends spans to X-Ray, with the role of the task and no other. */
function hasExporter(configuration: string): boolean {
  const text = configuration.replace(/^[ \t]*#.*$/gm, '');
  return EXPORTER.test(text) && !/\bassume_role\b/.test(text);
}

function isXRay(endpoint: unknown): boolean {
  return endpoint !== undefined && /https:\/\/xray[.-]/.test(JSON.stringify(endpoint));
}
