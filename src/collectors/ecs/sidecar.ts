import { type aws_logs as logs, Stack } from 'aws-cdk-lib';
import { EcsCollectorContainer } from './collector-container';
import { collectorLogGroup, letWriteLog, logsOf } from './collector-logs';
import { connected, type Connection } from './connection';
import { allowExecution, lacksExecutionRole, warnOfMissingLog } from './execution-role';
import { imagePullOf } from './image-pull';
import { acknowledgeChanges } from './nag';
import type { TaskHost } from './task-host';
import type { EcsContainerOptions, EcsSidecarOptions } from './tracing-options';
import { markCollector } from '../../private/ecs/collector-mark';
import type { EcsTask } from '../../private/ecs/task';
import { inCamelCase, valueOf } from '../../private/template/casing';
import type { TraceCollector } from '../trace-collector';

/** What is added to a task definition. */
export interface Sidecar {
  readonly collector: TraceCollector;
  readonly options: EcsSidecarOptions;
  /** The name by which X-Ray knows the application. */
  readonly serviceName: string;
  /** Whether cdk-nag's findings about what is added are acknowledged. */
  readonly acknowledges: boolean;
}

/** Runs a collector beside the application: as a container of the L2 where there is one, else as an item of the L1's list. Both give the same template. */
export function addSidecar(host: TaskHost, sidecar: Sidecar): void {
  const { collector, options, serviceName, acknowledges } = sidecar;
  const { task } = host;
  const container = collectorContainer(host, sidecar);
  const isInL2 = host.addToL2(collector.name, { ...container.props, essential: false });
  const connection: Connection = {
    collector,
    host: sidecarAddress(task, collector),
    serviceName,
    task,
    sidecar: collector.name,
    isLinked: task.network === 'bridge',
    startFirst: options.startFirst,
  };
  let before: readonly any[] = [];
  host.view.changeList('ContainerDefinitions', (containers) => {
    before = containers.filter((each) => valueOf(each, 'Name') !== collector.name);
    return connected(isInL2 ? containers : [...containers, inStyleOf(containers, { ...container.definition, Essential: false })], connection);
  });
  if (acknowledges) { acknowledgeChanges(host.view, task, () => before); }
}

/** The address at which containers of the same task reach the collector. In bridge mode a link gives it its name. */
export function sidecarAddress(task: EcsTask, collector: TraceCollector): string {
  return task.network === 'bridge' ? collector.name : '127.0.0.1';
}

/** The collector as a container, with what Amazon ECS needs to start it. */
export function collectorContainer(host: TaskHost, { collector, options, acknowledges }: Omit<Sidecar, 'serviceName'>): EcsCollectorContainer {
  const stack = Stack.of(host.resource);
  markCollector(host.resource, collector);
  const group = logGroupOf(host, options, acknowledges);
  const pull = imagePullOf(collector.container!.image, stack);
  allowExecution(host, { statements: [...group ? [letWriteLog(group)] : [], ...pull.statements], beyondPolicy: pull.cacheStatements, acknowledges });
  return new EcsCollectorContainer(
    collector,
    options,
    host.task.network === 'bridge' ? 0 : undefined,
    host.task.isOnFargate ? undefined : stack.region,
    group && logsOf(group, collector.name),
  );
}

function logGroupOf(host: TaskHost, options: EcsContainerOptions, acknowledges: boolean): logs.ILogGroup | undefined {
  if (options.logging === false) { return undefined; }
  if (lacksExecutionRole(host)) { return void warnOfMissingLog(host); }
  return options.logGroup ?? host.companion('XRayLogGroup', (scope, id) => collectorLogGroup(scope, id, options, acknowledges));
}

/** A container with the names that the others have, which are CloudFormation's or those of the CDK's structs. */
function inStyleOf(containers: readonly any[], definition: Record<string, any>): Record<string, any> {
  return containers.some((container) => 'Name' in container) ? definition : inCamelCase(definition, ['Options']);
}
