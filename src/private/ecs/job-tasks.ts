import { EcsTask } from './task';
import { listed } from '../listed';
import { isObject } from '../template/intrinsics';
import type { Neighbours } from '../template/neighbours';
import { isConditional, type PossibleItem, possibleItems } from '../template/possible-items';
import { readablePath } from '../template/property-path';

/** Containers of a job of AWS Batch that run together, with the role which they have. */
export interface JobTask {
  /** The containers, each with its path within the properties of the job definition. */
  readonly containers: readonly PossibleItem[];
  /** The property that has the containers, or is the only one. */
  readonly containersPath: string;
  /** The role, as the template has it. */
  readonly role: any;
  readonly rolePath: string;
  /** Whether it runs on some nodes of several. */
  readonly isOfRange: boolean;
}

/** A job's task as Amazon ECS runs it, by the paths of the properties that describe it. */
export interface EcsTaskOfJob {
  readonly task: EcsTask;
  readonly containersPath: string;
  readonly rolePath: string;
}

/** Reads the value of a property of a job definition. */
type Read = (property: string) => any;

/** What the containers of a job definition run in: one by itself, or those of a task of Amazon ECS, for all nodes or for a range of them. */
export function jobTasksOf(read: Read): JobTask[] {
  const ranges = possibleItems(read('NodeProperties')?.NodeRangeProperties).flatMap(({ path, item }) => {
    const range = `NodeProperties.NodeRangeProperties.${path}`;
    return tasksOf(item?.Container, `${range}.Container`, item?.EcsProperties, `${range}.EcsProperties`, true);
  });
  const forAll = tasksOf(read('ContainerProperties'), 'ContainerProperties', read('EcsProperties'), 'EcsProperties', false);
  return [...forAll, ...ranges].filter(({ containers }) => containers.length > 0);
}

/**
 * The same as Amazon ECS runs them. A container that a condition may leave out is none to rely on.
 *
 * @see https://docs.aws.amazon.com/batch/latest/userguide/networking-modes-jobs.html
 */
export function ecsTasksOfJob(read: Read, neighbours: Neighbours): EcsTaskOfJob[] {
  const platforms = listed(read('PlatformCapabilities'));
  const placement = { RequiresCompatibilities: platforms, NetworkMode: platforms.includes('FARGATE') ? 'awsvpc' : 'host' };
  return jobTasksOf(read).map(({ containers, containersPath, rolePath, isOfRange }) => {
    const ContainerDefinitions = containers.filter((container) => !isConditional(container)).map(({ item }) => item);
    const task = EcsTask.ofJob({ ...isOfRange ? { NetworkMode: 'awsvpc' } : placement, ContainerDefinitions }, neighbours);
    return { task, containersPath: readablePath(containersPath), rolePath: readablePath(rolePath) };
  }).filter(({ task }) => task.containers.length > 0);
}

function tasksOf(container: any, containerPath: string, ecs: any, ecsPath: string, isOfRange: boolean): JobTask[] {
  const single = {
    containers: [{ path: containerPath, item: container }].filter(isContainer),
    containersPath: containerPath,
    role: container?.JobRoleArn,
    rolePath: `${containerPath}.JobRoleArn`,
    isOfRange,
  };
  return [single, ...possibleItems(ecs?.TaskProperties).map(({ path, item }) => taskOfEcs(item, `${ecsPath}.TaskProperties.${path}`, isOfRange))];
}

function taskOfEcs(task: any, taskPath: string, isOfRange: boolean): JobTask {
  const containersPath = `${taskPath}.Containers`;
  const containers = possibleItems(task?.Containers).map(({ path, item }) => ({ path: `${containersPath}.${path}`, item })).filter(isContainer);
  return { containers, containersPath, role: task?.TaskRoleArn, rolePath: `${taskPath}.TaskRoleArn`, isOfRange };
}

function isContainer({ item }: PossibleItem): boolean {
  return isObject(item);
}
