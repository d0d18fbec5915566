import { type aws_ecs as ecs, CfnResource, Stage } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import type { EcsEnabling } from './enabling';
import { connectToInstance, instanceAddress } from './instance-connection';
import { type TaskHost, taskOf } from './task-host';
import { XRayDaemonService } from './xray-daemon-service';
import { CfnView } from '../../private/cdk/cfn-view';
import { warn } from '../../private/cdk/warnings';
import { DAEMON_STRATEGY, takesPortOfInstance } from '../../private/ecs/daemon-service';
import { taskOfService } from '../../private/ecs/service-task';
import type { EcsTask } from '../../private/ecs/task';
import { WarningId } from '../../private/ids';
import { XRAY_PORT } from '../../private/ports';
import { possibleItems } from '../../private/template/possible-items';
import { TraceCollector } from '../trace-collector';

/**
 * Connects a task definition to the daemon service of the clusters that it runs on, which is made where there is none.
 *
 * @returns the collector's address; undefined where the tasks cannot reach such a service, or nobody can tell on which clusters of the app they run
 */
export function connectToDaemonService(host: TaskHost, enabling: EcsEnabling): string | undefined {
  const { network, isOnFargate, isExternal, isOnManagedInstances } = host.task;
  const isOnInstance = (network === 'host' || network === 'bridge') && !isOnFargate && !isExternal && !isOnManagedInstances;
  if (!isOnInstance) { return undefined; }
  const services = servicesAround(host.resource);
  const clusters = [...new Set(services.filter(({ task }) => task === host.resource).map(({ view }) => clusterOf(view)))];
  const found = new Map(clusters.map((cluster) => [cluster, foundService(cluster, services)]));
  if (clusters.length === 0 || !clusters.every((cluster) => found.get(cluster) ?? isServable(cluster))) { return undefined; }
  const unserved = clusters.filter((cluster) => !found.get(cluster));
  if (unserved.length > 0 && takesCollectorPort(host.task)) { return undefined; }
  const added = unserved.map((cluster) => daemonServiceOf(cluster as ecs.Cluster, enabling));
  const [own] = [...found.values()].filter((service) => service !== undefined);
  return own ? connectToFound(host, own, enabling) : connect(host, added[0], enabling);
}

/** Whether a task takes the port of its instance that our service would listen at, so that they could not run on one. */
function takesCollectorPort({ network, containers }: EcsTask): boolean {
  const side = network === 'host' ? 'ContainerPort' : 'HostPort';
  return containers.some(({ PortMappings }) => possibleItems(PortMappings).some(({ item }) => Number(item?.[side]) === XRAY_PORT));
}

/** Of a collector that somebody else describes nobody can tell more than that it takes segments. */
function connectToFound(host: TaskHost, service: CfnResource, enabling: EcsEnabling): string | undefined {
  if (enabling.collector.receivesOtlp) { warnOfOtlp(host, service); }
  return connect(host, { collector: TraceCollector.xrayDaemon(), _addressIn: instanceAddress }, enabling);
}

function connect(host: TaskHost, daemon: Pick<XRayDaemonService, 'collector' | '_addressIn'>, { acknowledges }: EcsEnabling): string | undefined {
  const address = daemon._addressIn(host.task);
  if (address === undefined) { return undefined; }
  connectToInstance(host, { collector: daemon.collector, host: address, serviceName: host.defaultServiceName }, acknowledges);
  return address;
}

/** A service of the app with the task definition that it runs. */
interface PlacedService {
  readonly view: CfnView;
  readonly task: CfnResource | undefined;
}

function servicesAround(taskDefinition: CfnResource): PlacedService[] {
  const resources = (Stage.of(taskDefinition) ?? taskDefinition.node.root).node.findAll().filter(CfnResource.isCfnResource);
  const ofType = (type: string) => resources.filter(({ cfnResourceType }) => cfnResourceType === type);
  return ofType('AWS::ECS::Service').map((service) => new CfnView(service))
    .map((view) => ({ view, task: taskOfService(view, () => ofType('AWS::ECS::TaskDefinition')) }));
}

/** The cluster of a service; undefined for one that is not an L2. */
function clusterOf(service: CfnView): ecs.ICluster | undefined {
  const { cluster } = (service.resource.node.scope ?? {}) as { cluster?: ecs.ICluster };
  return cluster ?? l2Of(service.follow(['Cluster'])?.resource);
}

function l2Of(cluster: CfnResource | undefined): ecs.ICluster | undefined {
  const owner = cluster?.node.scope;
  return owner?.node.defaultChild === cluster ? owner as (IConstruct & ecs.ICluster) | undefined : undefined;
}

/** Whether a cluster is the app's own, with container instances. On one that it does not own, somebody else may run a collector already. */
function isServable(cluster: ecs.ICluster | undefined): boolean {
  return cluster?.hasEc2Capacity === true && cluster.node.defaultChild !== undefined;
}

/**
 * The daemon service of somebody's own that runs a collector on a cluster: a second one would want the same port of each container instance, so Amazon ECS
 * could not place it.
 */
function foundService(cluster: ecs.ICluster | undefined, services: readonly PlacedService[]): CfnResource | undefined {
  if (!cluster || XRayDaemonService._of(cluster)) { return undefined; }
  return services.find((service) => clusterOf(service.view) === cluster && runsCollector(service))?.view.resource;
}

function runsCollector({ view, task }: PlacedService): boolean {
  return task !== undefined && view.value(['SchedulingStrategy']) === DAEMON_STRATEGY && takesPortOfInstance(taskOf(new CfnView(task)));
}

function daemonServiceOf(cluster: ecs.Cluster, { acknowledges, collector, findOrCreate, options, permissions }: EcsEnabling): XRayDaemonService {
  return XRayDaemonService._of(cluster) ?? findOrCreate(cluster, 'XRayDaemonService', (scope, id) =>
    new XRayDaemonService(scope, id, { ...options, acknowledgeFindings: acknowledges, cluster, collector, permissions })) as XRayDaemonService;
}

function warnOfOtlp({ resource }: TaskHost, { node: { path } }: CfnResource): void {
  warn(resource, WarningId.ECS_DAEMON_SERVICE_FOUND, `The service ${path} runs a collector on each container instance already, so none was added, and the `
    + 'containers were told where it takes X-Ray segments. Nobody here can tell whether it takes OpenTelemetry spans as well: where it does, set '
    + '`OTEL_EXPORTER_OTLP_ENDPOINT` of the containers, and acknowledge this.');
}
