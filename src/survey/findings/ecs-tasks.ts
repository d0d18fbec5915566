import type { RuleContext } from './finding-rule';
import { markedCollector } from '../../private/ecs/collector-mark';
import { ecsTasksOfJob } from '../../private/ecs/job-tasks';
import { EcsTask } from '../../private/ecs/task';
import { lookupTable } from '../../private/lookup-table';
import { isObject, valueAt } from '../../private/template/intrinsics';
import type { Neighbours } from '../../private/template/neighbours';
import { pathOf } from '../../private/template/property-path';
import type { ModelResource, ModelStack, TemplateModel } from '../template-model';

/** A task that a resource describes, as tracing sees it. */
export interface DescribedTask {
  readonly resource: ModelResource;
  readonly task: EcsTask;
  /** The property that has its containers. */
  readonly containersPath: string;
  /** The property that names the role which its containers have. */
  readonly rolePath: string;
}

/**
 * The tasks of some templates: of task definitions, those of managed daemons among them, of jobs of AWS Batch, and those that Amazon ECS makes for
 * Express Mode services. Several rules ask for them, so they are looked for once.
 */
export function describedTasks({ model }: Pick<RuleContext, 'model'>): readonly DescribedTask[] {
  const known = TASKS.get(model) ?? tasksIn(model);
  TASKS.set(model, known);
  return known;
}

const TASKS = new WeakMap<TemplateModel, readonly DescribedTask[]>();

function tasksIn(model: TemplateModel): DescribedTask[] {
  return model.ofType(...Object.keys(TASKS_OF)).flatMap(tasksOf);
}

/** The tasks that a resource describes; empty for any that describes none. */
export function tasksOf(resource: ModelResource): DescribedTask[] {
  return TASKS_OF[resource.type]?.(resource).map((task) => ({ resource, ...task })) ?? [];
}

/** The tasks of a resource, by its CloudFormation type. */
const TASKS_OF = lookupTable<(resource: ModelResource) => Omit<DescribedTask, 'resource'>[]>({
  'AWS::ECS::TaskDefinition': (resource) => [{ task: taskOf(resource), containersPath: 'ContainerDefinitions', rolePath: 'TaskRoleArn' }],
  'AWS::ECS::DaemonTaskDefinition': (resource) =>
    [{ task: EcsTask.ofDaemon(reader(resource), neighboursIn(resource.stack)), containersPath: 'ContainerDefinitions', rolePath: 'TaskRoleArn' }],
  'AWS::ECS::ExpressGatewayService': ({ properties, stack }) => properties.PrimaryContainer === undefined ? [] :
    [{ task: EcsTask.ofExpressService(properties.PrimaryContainer, neighboursIn(stack)), containersPath: 'PrimaryContainer', rolePath: 'TaskRoleArn' }],
  'AWS::Batch::JobDefinition': (resource) => ecsTasksOfJob(reader(resource), neighboursIn(resource.stack)),
});

function reader({ properties }: ModelResource): (path: string) => any {
  return (path) => valueAt(properties, pathOf(path));
}

const TASK_OF_DEFINITION = new WeakMap<ModelResource, EcsTask>();

/** The task of a task definition. Whatever runs one asks for it, so it is made once. */
export function taskOf(definition: ModelResource): EcsTask {
  const task = TASK_OF_DEFINITION.get(definition) ?? newTaskOf(definition);
  TASK_OF_DEFINITION.set(definition, task);
  return task;
}

function newTaskOf(definition: ModelResource): EcsTask {
  const { entry: { Metadata }, stack } = definition;
  return new EcsTask(reader(definition), markedCollector(isObject(Metadata) ? Metadata : {}), neighboursIn(stack));
}

function neighboursIn({ resources, source }: ModelStack): Neighbours {
  return {
    resources: (type) => resources.ofType(type).map((each) => ({ logicalId: each.logicalId, property: (path) => each.properties[path] })),
    parameter: (name) => source.template.Parameters?.[name],
  };
}
