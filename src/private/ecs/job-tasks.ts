import { isObject } from '../template/intrinsics';
import { type PossibleItem, possibleItems } from '../template/possible-items';

/** Containers of a job of AWS Batch that run together, with the role which they have. */
export interface JobTask {
  /** The containers, each with its path within the properties of the job definition. */
  readonly containers: readonly PossibleItem[];
  /** The role, as the template has it. */
  readonly role: any;
  readonly rolePath: string;
}

/**
 * What the containers of a job definition run in: one by itself, or those of a task of Amazon ECS, for all nodes or for a range of them.
 *
 * @param read reads the value of a property
 */
export function jobTasksOf(read: (property: string) => any): JobTask[] {
  const ranges = possibleItems(read('NodeProperties')?.NodeRangeProperties).flatMap(({ path, item }) => {
    const range = `NodeProperties.NodeRangeProperties.${path}`;
    return tasksOf(item?.Container, `${range}.Container`, item?.EcsProperties, `${range}.EcsProperties`);
  });
  const forAll = tasksOf(read('ContainerProperties'), 'ContainerProperties', read('EcsProperties'), 'EcsProperties');
  return [...forAll, ...ranges].filter(({ containers }) => containers.length > 0);
}

function tasksOf(container: any, containerPath: string, ecs: any, ecsPath: string): JobTask[] {
  return [
    { containers: [{ path: containerPath, item: container }].filter(isContainer), role: container?.JobRoleArn, rolePath: `${containerPath}.JobRoleArn` },
    ...possibleItems(ecs?.TaskProperties).map(({ path, item }) => taskOfEcs(item, `${ecsPath}.TaskProperties.${path}`)),
  ];
}

function taskOfEcs(task: any, taskPath: string): JobTask {
  const containers = possibleItems(task?.Containers).map(({ path, item }) => ({ path: `${taskPath}.Containers.${path}`, item })).filter(isContainer);
  return { containers, role: task?.TaskRoleArn, rolePath: `${taskPath}.TaskRoleArn` };
}

function isContainer({ item }: PossibleItem): boolean {
  return isObject(item);
}
