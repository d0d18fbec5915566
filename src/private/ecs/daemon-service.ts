import type { EcsTask } from './task';
import { listed } from '../listed';

/** The scheduling strategy by which a service runs one task on each container instance. */
export const DAEMON_STRATEGY = 'DAEMON';

/** Whether a task, where each container instance runs one, takes the port of the instance to which SDKs send segments. */
export function takesPortOfInstance(task: EcsTask): boolean {
  switch (task.network) {
    case 'host': return task.collectors.length > 0 || hasSegmentsPort(task, 'ContainerPort');
    case 'bridge': return hasSegmentsPort(task, 'HostPort');
    default: return false;
  }
}

function hasSegmentsPort({ containers }: EcsTask, side: 'ContainerPort' | 'HostPort'): boolean {
  return containers.flatMap(({ PortMappings: mappings }) => listed(mappings)).some((mapping) => Number(mapping?.[side]) === 2000 && mapping.Protocol === 'udp');
}

/** Whether such a task may be a collector, as far as anybody can tell. */
export function mayCollect(task: EcsTask): boolean {
  return task.hasHiddenContainers || task.collectors.length > 0 || /\b2000\b/.test(JSON.stringify(task.containers));
}
