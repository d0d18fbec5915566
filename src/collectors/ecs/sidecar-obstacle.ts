import type { EcsContainerOptions } from './tracing-options';
import type { EcsTask } from '../../private/ecs/task';
import { XRAY_PORT } from '../../private/ports';
import { plainText } from '../../private/template/intrinsics';
import { isConditional, possibleItems } from '../../private/template/possible-items';
import { isHidden, searchableText, templateText } from '../../private/template/template-text';
import type { TraceCollector } from '../trace-collector';

/** AWS's sample of the X-Ray daemon as a container reserves as much. */
export const DEFAULT_CPU = 32;
export const DEFAULT_MEMORY_MIB = 256;

/** Amazon ECS asks for at least as much of each container. */
export const MIN_MEMORY_MIB = 6;

/** How many containers Amazon ECS takes in a task definition. No request raises this quota. */
const MAX_CONTAINERS = 10;

/** Why a collector cannot run beside an application. */
export interface Obstacle {
  readonly reason: string;
  readonly advice: string;
}

const GIVE_ADDRESS = 'give the containers its address in `AWS_XRAY_DAEMON_ADDRESS`';

/** On Fargate there is no instance to install anything on. */
const WINDOWS_ON_FARGATE = `run a collector outside of the task and ${GIVE_ADDRESS}, or let the application send OpenTelemetry spans to the OTLP endpoint of X-Ray`;

/** What keeps any collector from running in the tasks, whichever it is. */
export function platformObstacle(task: EcsTask): Obstacle | undefined {
  if (task.isOnWindows) {
    return {
      reason: 'its tasks run on Windows, for which AWS publishes no image of the X-Ray daemon',
      advice: task.isOnFargate ? WINDOWS_ON_FARGATE : `install a collector on the container instances, and ${GIVE_ADDRESS}`,
    };
  }
  if (task.network === 'none') {
    return {
      reason: 'its containers have no network (`NetworkMode` is none), so they can send to nobody',
      advice: 'use network mode awsvpc, bridge or host',
    };
  }
  return undefined;
}

/** What of a collector is asked where another container may be in its way. */
type Listener = Pick<TraceCollector, 'name' | 'tcpPorts' | 'udpPorts'>;

/** The collector that is used by default. All others listen there as well. */
const DEFAULT_LISTENER: Listener = { name: 'xray-daemon', tcpPorts: [XRAY_PORT], udpPorts: [XRAY_PORT] };

/** What keeps a collector with the usual ports and reservations from running in the tasks. */
export function roomObstacle(task: EcsTask): Obstacle | undefined {
  return countObstacle(task) ?? portObstacle(task, DEFAULT_LISTENER) ?? sizeObstacle(task, {});
}

/** What keeps a collector from running in the tasks of a definition that has none; undefined where nothing does. */
export function sidecarObstacle(task: EcsTask, collector: TraceCollector, options: EcsContainerOptions): Obstacle | undefined {
  if (!collector.container) {
    return {
      reason: `the collector ${collector.name} does not run in containers: ${collector.noContainerReason}`,
      advice: 'use another collector, for example `TraceCollector.cloudWatchAgent()`',
    };
  }
  return platformObstacle(task)
    ?? nameObstacle(task, collector) ?? countObstacle(task) ?? portObstacle(task, collector) ?? sizeObstacle(task, options);
}

function nameObstacle(task: EcsTask, { name }: TraceCollector): Obstacle | undefined {
  const isAgent = task.hasMetricsAgent;
  return task.containers.some((container) => container.Name === name) ? {
    reason: `it has a container that is called ${name} already, and ${isAgent ? 'takes metrics only' : 'is not known to receive segments'}`,
    advice: isAgent ? 'let its configuration take traces, too: by a `traces` section in `CW_CONFIG_CONTENT` of the CloudWatch agent, or by a pipeline of ADOT' : 'rename the container',
  } : undefined;
}

function countObstacle({ containers }: EcsTask): Obstacle | undefined {
  return containers.length >= MAX_CONTAINERS ? {
    reason: `it has ${containers.length} containers, and Amazon ECS takes no more than ${MAX_CONTAINERS}`,
    advice: 'move a container to another task definition, or give the containers the address of another collector in `AWS_XRAY_DAEMON_ADDRESS`',
  } : undefined;
}

/** In bridge mode each container has ports of its own. */
function portObstacle(task: EcsTask, collector: Listener): Obstacle | undefined {
  const [clash] = task.network === 'bridge' ? [] : task.containers.flatMap((container) => clashesWith(container, collector));
  return clash && {
    reason: `its container ${templateText(clash.container.Name) ?? ''} ${clash.listens} on port ${clash.port}/${clash.protocol}, which the collector ${collector.name} needs, `
      + 'and all containers of the task share their ports',
    advice: `move the container to another port${clash.port === XRAY_PORT ? '' : ', or use a collector without OTLP'}`,
  };
}

interface Clash {
  readonly container: any;
  readonly port: number;
  readonly protocol: string;
  /** What is said of it, which depends on whether a condition decides about it. */
  readonly listens: string;
}

/** The ports of a collector at which a container listens, in the collector's order. */
function clashesWith(container: any, { udpPorts, tcpPorts }: Listener): Clash[] {
  const mappings = possibleItems(container.PortMappings);
  const at = (port: number, protocol: string) => mappings
    .filter(({ item }) => (item?.Protocol ?? 'tcp') === protocol && covers(item, port))
    .map((mapping) => ({ container, port, protocol, listens: isConditional(mapping) ? 'may listen' : 'listens' }));
  return [...udpPorts.flatMap((port) => at(port, 'udp')), ...tcpPorts.flatMap((port) => at(port, 'tcp'))];
}

function covers(mapping: any, port: number): boolean {
  const range = searchableText(mapping?.ContainerPortRange ?? mapping?.ContainerPort?.toString());
  if (isHidden(range)) { return false; }
  const [from, to = from] = range.split('-').map(Number);
  return from <= port && port <= to;
}

/** What the containers of a task share. */
interface Share {
  readonly property: 'Cpu' | 'Memory';
  readonly unit: string;
  /** What the collector may take less of, and how that is said. */
  readonly setting: string;
  /** The least that it may be set to. */
  readonly least: number;
  sizeOf(container: any): any;
}

const CPU: Share = {
  property: 'Cpu',
  unit: 'CPU units',
  setting: '`cpu` of the collector to 0, so that it takes what the others leave',
  least: 0,
  sizeOf: (container) => container.Cpu,
};
const MEMORY: Share = {
  property: 'Memory',
  unit: 'MiB of memory',
  setting: '`memoryReservationMiB` of the collector',
  least: MIN_MEMORY_MIB,
  sizeOf: (container) => container.MemoryReservation ?? container.Memory,
};

/** The containers' sizes must fit into the task's, as far as both are known. */
function sizeObstacle(task: EcsTask, options: EcsContainerOptions): Obstacle | undefined {
  const [obstacle, other] = [
    shareObstacle(task, CPU, task.cpu, options.cpu ?? DEFAULT_CPU),
    shareObstacle(task, MEMORY, task.memory, options.memoryReservationMiB ?? DEFAULT_MEMORY_MIB),
  ].flatMap((each) => each ?? []);
  return other ? { reason: `${obstacle.reason}; and ${other.reason}`, advice: `${obstacle.advice}; and ${other.advice}` } : obstacle;
}

function shareObstacle(task: EcsTask, share: Share, size: number | undefined, wanted: unknown): Obstacle | undefined {
  if (typeof wanted !== 'number') { return undefined; }
  return size === undefined ? greedyContainer(task, share, wanted) : overrun(task, share, size, wanted);
}

/** A container that reserves all of the task leaves nothing, however much the deployment makes of it. */
function greedyContainer(task: EcsTask, { property, unit, setting, sizeOf }: Share, wanted: number): Obstacle | undefined {
  const greedy = task.containers.find((container) => task.isWholeSize(property, sizeOf(container)));
  return greedy === undefined || wanted === 0 ? undefined : {
    reason: `its container ${templateText(greedy.Name) ?? ''} reserves as much as the whole task has, ${templateText(sizeOf(greedy)) ?? plainText(sizeOf(greedy))} ${unit}, and the collector needs ${wanted}`,
    advice: `give the task at least ${wanted} ${unit} more than its containers reserve${property === 'Cpu' ? `, or set ${setting}` : ''}`,
  };
}

function overrun(task: EcsTask, { unit, setting, least, sizeOf }: Share, size: number, wanted: number): Obstacle | undefined {
  const used = task.containers.map(sizeOf).map(Number).filter((each) => each > 0).reduce((total, each) => total + each, 0);
  const more = `give the task at least ${used + wanted} ${unit}${task.isOnFargate ? ' (AWS Fargate has certain sizes only)' : ''}`;
  return used + wanted <= size ? undefined : {
    reason: `its task has ${size} ${unit}, of which its containers reserve ${used}, and the collector needs ${wanted}`,
    advice: used + least <= size ? `${more}, reserve less for its containers, or set ${setting}` : `${more}, or reserve less for its containers`,
  };
}
