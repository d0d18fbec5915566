import { type aws_ecs as ecs } from 'aws-cdk-lib';
import { type Connection, connected } from './connection';
import { acknowledgeChanges } from './nag';
import type { TaskHost } from './task-host';
import { DOCKER_GATEWAY } from '../../private/ecs/address';
import type { EcsTask, TaskNetwork } from '../../private/ecs/task';

/** What listens on each container instance. */
export type InstanceConnection = Pick<Connection, 'collector' | 'host' | 'serviceName'>;

/** Tells the containers of a task definition, L2 or not, that is known to reach the collector on its container instance. */
export function connectToInstance(host: TaskHost, connection: InstanceConnection, acknowledges: boolean): void {
  const { task } = host;
  let before: readonly any[] = [];
  host.view.changeList('ContainerDefinitions', (containers) => {
    before = containers;
    return connected(containers, { ...connection, task });
  });
  if (acknowledges) { acknowledgeChanges(host.view, task, () => before); }
}

/** The address of the container instance as the containers of a task see it; undefined where they cannot reach it. */
export function instanceAddress(task: EcsTask, bridgeGateway = DOCKER_GATEWAY): string | undefined {
  return task.isOnWindows ? undefined : instanceAddressBy(task.network, bridgeGateway);
}

/** The same for containers on Linux. */
export function instanceAddressBy(network: TaskNetwork | ecs.NetworkMode | undefined, bridgeGateway: string): string | undefined {
  switch (network) {
    case 'host': return '127.0.0.1';
    case 'bridge': return bridgeGateway;
    default: return undefined;
  }
}
