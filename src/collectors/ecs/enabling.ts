import { aws_iam as iam, type CfnResource } from 'aws-cdk-lib';
import { applicationVariables } from './connection';
import type * as daemonMode from './daemon-mode';
import { executionObstacle } from './execution-role';
import { watchNetwork } from './network-watch';
import { addSidecar, sidecarAddress } from './sidecar';
import { type Obstacle, sidecarObstacle } from './sidecar-obstacle';
import { type FindOrCreate, TaskHost } from './task-host';
import { EcsCollectorMode, type EcsTracingOptions } from './tracing-options';
import { CfnView } from '../../private/cdk/cfn-view';
import { warn } from '../../private/cdk/warnings';
import { hasEnvironmentFile } from '../../private/ecs/environment';
import { lostSpansOf } from '../../private/ecs/lost-spans';
import { pasteableStatement } from '../../private/iam/pasteable-statement';
import type { RolePassers } from '../../private/iam/role-passers';
import { WarningId } from '../../private/ids';
import { isNoValue, isObject, listsOf, plainText } from '../../private/template/intrinsics';
import { templateText } from '../../private/template/template-text';
import { actionsFor, XRayAccess } from '../../tracing/resource-tracer';
import type { XRayPermissions } from '../../tracing/xray-permissions';
import type { TraceCollector } from '../trace-collector';

/** How the tasks of an app are traced. */
export interface EcsEnabling {
  readonly collector: TraceCollector;
  readonly options: EcsTracingOptions;
  readonly acknowledges: boolean;
  readonly permissions?: XRayPermissions;
  readonly findOrCreate: FindOrCreate;
  readonly rolePassers: RolePassers;
  /** Whether a service runs the tasks with Service Connect. */
  readonly isInServiceConnect: () => boolean;
}

/** What came of it. */
export interface EcsOutcome {
  /** Why nothing was changed. */
  readonly obstacle?: Obstacle;
  /** Whether the tasks send to a collector outside of them. */
  readonly isSentElsewhere?: boolean;
}

/**
 * Gives the tasks of a definition that has no collector one: on their container instance, if that was asked for and they can reach it, else beside them.
 *
 * @param containers its containers, with CloudFormation's names
 */
export function enableTaskDefinition(resource: CfnResource, containers: readonly any[], enabling: EcsEnabling): EcsOutcome {
  const { acknowledges, collector, options } = enabling;
  const host = new TaskHost(new CfnView(resource), enabling.findOrCreate, containers, enabling.rolePassers);
  if (options.mode === EcsCollectorMode.DAEMON_SERVICE) {
    const address = loadDaemonMode().connectToDaemonService(host, enabling);
    if (address) {
      warnOfHiddenEnvironment(host, collector, address);
      return { isSentElsewhere: true };
    }
  }
  const obstacle = linkObstacle(host, enabling)
    ?? sidecarObstacle(host.task, collector, options)
    ?? executionObstacle(host, collector.container!.image);
  if (obstacle) { return { obstacle }; }
  addSidecar(host, { collector, options, serviceName: host.defaultServiceName, acknowledges });
  if (enabling.permissions?._grants ?? true) { seeToTaskRole(host); }
  watchNetwork(host, collector);
  warnOfHostPort(host, collector, options);
  warnOfHiddenEnvironment(host, collector, sidecarAddress(host.task, collector));
  warnOfHiddenLinks(host, collector);
  warnOfLostSpans(host, collector);
  return {};
}

/** What keeps the containers from finding a collector beside them: in network mode bridge they need a link. */
function linkObstacle({ task }: TaskHost, { isInServiceConnect }: EcsEnabling): Obstacle | undefined {
  return task.network === 'bridge' && isInServiceConnect() ? {
    reason: 'a service runs its tasks with Service Connect in network mode bridge, in which Amazon ECS can start no container that has a link',
    advice: 'use network mode awsvpc, or run one collector for all tasks of an instance with `enable({ ecs: { mode: EcsCollectorMode.DAEMON_SERVICE } })`',
  } : undefined;
}

/**
 * Sees to it that there is a role that may send.
 *
 * A task on Fargate without a task role has no credentials at all, so one is made. On a container instance such a task has those of the instance, and
 * a task role would take them away from the application: there the role is left to the user.
 */
function seeToTaskRole(host: TaskHost): void {
  if (host.owner || host.view.effective(['TaskRoleArn']) !== undefined) { return; }
  if (host.task.isOnFargate) {
    const role = host.companion('XRayTaskRole', (scope, id) => new iam.Role(scope, id, { assumedBy: new iam.ServicePrincipal('ecs-tasks.amazonaws.com') }));
    host.letPass(role);
    host.view.set(['TaskRoleArn'], role.roleArn);
    return;
  }
  const statement = pasteableStatement(actionsFor(XRayAccess.SEND_AND_SAMPLE));
  warn(host.resource, WarningId.ROLE_NOT_MANAGED, '`TaskRoleArn` is not set, so the collector sends with the role of the container instance, as the '
    + 'application calls AWS. A task role made here would take that away from the application. '
    + `Unless the instance's role allows it already, add to its policies: ${statement}`);
}

/** On the network of the host there is one port 2000 for all tasks of an instance. */
function warnOfHostPort(host: TaskHost, collector: TraceCollector, { mode }: EcsTracingOptions): void {
  if (host.task.network !== 'host') { return; }
  warn(host.resource, WarningId.ECS_HOST_PORT, `The collector ${collector.name} takes ports of the container instance, because the network mode is host: `
    + `no two tasks with a collector can run on one instance. If that is too few, ${wayOut(host, mode)}.`);
}

/** How one collector comes to serve all tasks of an instance. */
function wayOut({ task }: TaskHost, mode: EcsCollectorMode | undefined): string {
  if (task.isExternal) { return 'run one collector on the server itself with `ManagedNodeTracing`, and `exclude()` the task definition'; }
  return mode === EcsCollectorMode.DAEMON_SERVICE
    ? 'run the tasks by a service on a cluster of the app with container instances: nobody can tell that they do, so EcsCollectorMode.DAEMON_SERVICE has no effect here'
    : 'run one collector for all tasks of an instance with `enable({ ecs: { mode: EcsCollectorMode.DAEMON_SERVICE } })` or `XRayDaemonService`';
}

/** What stands in a file goes after what stands in the task definition, and nobody here can read it; nor what a macro makes the environment of. */
function warnOfHiddenEnvironment(host: TaskHost, collector: TraceCollector, address: string): void {
  const names = namesOfThose(host, (container) => hasEnvironmentFile(container) || isHiddenList(container.Environment));
  if (names === '') { return; }
  const variables = Object.entries(applicationVariables(collector, address, host.defaultServiceName)).map(([name, value]) => `${name}=${value}`);
  warn(host.resource, WarningId.ECS_ENVIRONMENT_FILE, `cdk-xray gave ${names} no variables: it cannot see what an environment file sets, `
    + `nor an \`Environment\` that only the deployment knows. Add there what is missing: ${variables.join(' ')}`);
}

function warnOfHiddenLinks(host: TaskHost, { name }: TraceCollector): void {
  const names = host.task.network === 'bridge' ? namesOfThose(host, ({ Links }) => isHiddenList(Links)) : '';
  if (names === '') { return; }
  warn(host.resource, WarningId.SIDECAR_UNREACHABLE, `No link was given to ${names}, because only the deployment knows the \`Links\` of the container. `
    + `In network mode bridge a container reaches ${name} only by a link: add one there.`);
}

function warnOfLostSpans({ resource, task }: TaskHost, { name, receivesOtlp }: TraceCollector): void {
  const lost = receivesOtlp ? undefined : lostSpansOf(task);
  if (lost === undefined) { return; }
  warn(resource, WarningId.OTLP_NOT_RECEIVED, `In these tasks ${lost}: the collector ${name} takes X-Ray segments only. Use one that takes both, as with `
    + '`enable({ collector: TraceCollector.cloudWatchAgent() })`, unless the container brings a collector of its own.');
}

/** The names of those containers of the application of which something is so; empty where it is of none. */
function namesOfThose({ task }: TaskHost, isSo: (container: any) => boolean): string {
  return task.applications.filter(isSo).map(({ Name }) => templateText(Name) ?? plainText(Name)).join(', ');
}

/** Whether nothing can be added to a list. */
function isHiddenList(list: unknown): boolean {
  return isObject(list) && !isNoValue(list) && listsOf(list) === undefined;
}

/** Few ask for a daemon service, and its construct brings much with it. */
function loadDaemonMode(): typeof daemonMode {
  return require('./daemon-mode');
}
