import { mapsSegmentsPort } from './segments-port';
import type { EcsTask } from './task';

/** The scheduling strategy by which a service runs one task on each container instance. */
export const DAEMON_STRATEGY = 'DAEMON';

/** Whether a task, where each container instance runs one, takes the port of the instance to which SDKs send segments. */
export function takesPortOfInstance(task: EcsTask): boolean {
  switch (task.network) {
    case 'host': return task.collectors.length > 0 || task.containers.some((container) => mapsSegmentsPort(container));
    case 'bridge': return task.containers.some((container) => mapsSegmentsPort(container, 'HostPort'));
    default: return false;
  }
}

/** Whether such a task may be a collector, as far as anybody can tell. */
export function mayCollect(task: EcsTask): boolean {
  return task.hasHiddenContainers || task.collectors.length > 0 || /\b2000\b/.test(JSON.stringify(task.containers));
}
