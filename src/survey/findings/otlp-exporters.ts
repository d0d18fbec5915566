import { describedTasks } from './ecs-tasks';
import type { RuleContext } from './finding-rule';
import { SPAN_ADDRESSES, valuesOf } from '../../private/ecs/environment';
import { FUNCTIONS } from '../lambda-functions';
import type { ModelResource, TemplateModel } from '../template-model';

/** Functions, task definitions and Express Mode services whose environment sends spans straight to X-Ray's OTLP endpoint. */
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
  const tasks = describedTasks({ model }).filter(({ task }) => task.containers.some(exportsSpans))
    .map(({ resource, containersPath }) => ({ resource, roleProperty: 'TaskRoleArn', propertyPath: containersPath }));
  return [...functions, ...tasks];
}

function exportsSpans(container: any): boolean {
  return valuesOf(container, ...SPAN_ADDRESSES).some(isXRay);
}

function isXRay(endpoint: unknown): boolean {
  return endpoint !== undefined && /https:\/\/xray[.-]/.test(JSON.stringify(endpoint));
}
