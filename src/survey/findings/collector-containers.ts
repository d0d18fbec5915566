import { describedTasks } from './ecs-tasks';
import type { RuleContext } from './finding-rule';
import { itemsIn } from '../../private/template/intrinsics';
import { isHidden, searchableText } from '../../private/template/template-text';
import type { ModelResource } from '../template-model';

/** A task in which a container collects segments for the others. */
export interface CollectorTask {
  /** What describes the task. */
  readonly resource: ModelResource;
  /** The property that has its containers. */
  readonly containersPath: string;
  readonly collector: Record<string, any>;
  readonly others: readonly Record<string, any>[];
  /** Whether each container has a network of its own, so that 127.0.0.1 is another place in each. Of the networks of Windows containers nothing is said. */
  readonly isBridge: boolean;
  /** Whether the containers share a network, in which 127.0.0.1 is the same for all. */
  readonly isShared: boolean;
}

/** The tasks with a collector beside the application. */
export function collectorTasks(context: RuleContext): CollectorTask[] {
  return describedTasks(context).flatMap(({ resource, task, containersPath }) => {
    const [collector] = task.collectors;
    if (!collector || task.applications.length === 0) { return []; }
    const isBridge = task.network === 'bridge' && task.isOnWindows === false;
    const isShared = (task.network === 'awsvpc' || task.network === 'host') && task.isOnWindows === false;
    return [{ resource, containersPath, collector, others: task.applications, isBridge, isShared }];
  });
}

/** Whether a container has a link to another, as far as anybody can tell. */
export function mayBeLinked({ Links }: Record<string, any>, { Name }: Record<string, any>): boolean {
  return itemsIn(Links).map(searchableText).some((link) => isHidden(link) || link.split(':')[0] === Name);
}
