import type { RuleContext } from './finding-rule';
import { markedCollector } from '../../private/ecs/collector-mark';
import { EcsTask } from '../../private/ecs/task';
import { isObject, valueAt } from '../../private/template/intrinsics';
import type { Neighbours } from '../../private/template/neighbours';
import type { ModelResource, ModelStack, TemplateModel } from '../template-model';

/** The tasks that a resource describes, as tracing sees them. */
export interface DescribedTask {
  readonly resource: ModelResource;
  readonly task: EcsTask;
  /** The property that has its containers. */
  readonly containersPath: string;
}

/** The tasks of some templates: of task definitions, and those that Amazon ECS makes for Express Mode services. Several rules ask for them, so they are looked for once. */
export function describedTasks({ model }: Pick<RuleContext, 'model'>): readonly DescribedTask[] {
  const known = TASKS.get(model) ?? tasksIn(model);
  TASKS.set(model, known);
  return known;
}

const TASKS = new WeakMap<TemplateModel, readonly DescribedTask[]>();

function tasksIn(model: TemplateModel): DescribedTask[] {
  const definitions = model.ofType('AWS::ECS::TaskDefinition').map((resource) => ({ resource, task: taskOf(resource), containersPath: 'ContainerDefinitions' }));
  const services = model.ofType('AWS::ECS::ExpressGatewayService').filter(({ properties }) => properties.PrimaryContainer !== undefined)
    .map((resource) => ({ resource, task: EcsTask.ofExpressService(resource.properties.PrimaryContainer, neighboursIn(resource.stack)), containersPath: 'PrimaryContainer' }));
  return [...definitions, ...services];
}

/** The task of a task definition. */
export function taskOf({ entry, properties, stack }: ModelResource): EcsTask {
  return new EcsTask(
    (path) => valueAt(properties, path.split('.')),
    markedCollector(isObject(entry.Metadata) ? entry.Metadata : {}),
    neighboursIn(stack),
  );
}

function neighboursIn({ resources, source }: ModelStack): Neighbours {
  return {
    resources: (type) => resources.ofType(type).map((each) => ({ logicalId: each.logicalId, property: (path) => each.properties[path] })),
    parameter: (name) => source.template.Parameters?.[name],
  };
}
