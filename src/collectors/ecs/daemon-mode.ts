import { type aws_ecs as ecs, CfnResource, Stage } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import type { EcsEnabling } from './enabling';
import type { TaskHost } from './task-host';
import { XRayDaemonService } from './xray-daemon-service';
import { CfnView } from '../../private/cdk/cfn-view';
import { taskOfService } from '../../private/ecs/service-task';

/**
 * Connects a task definition to the daemon service of the clusters that it runs on, which is made where there is none.
 *
 * @returns the collector's address; undefined where the tasks cannot reach such a service, or nobody can tell on which clusters of the app they run
 */
export function connectToDaemonService(host: TaskHost, enabling: EcsEnabling): string | undefined {
  const { network, isOnFargate, isExternal } = host.task;
  if ((network !== 'host' && network !== 'bridge') || isOnFargate || isExternal) { return undefined; }
  const clusters = clustersOf(host.resource);
  if (clusters.length === 0 || !clusters.every(isServable)) { return undefined; }
  const [daemon] = clusters.map((cluster) => daemonServiceOf(cluster as ecs.Cluster, enabling));
  const address = daemon._addressIn(host.task);
  if (address !== undefined) { daemon._connect(host, address, host.defaultServiceName, enabling.acknowledges); }
  return address;
}

/** The clusters of the services that run a task definition; undefined for one that is not an L2. */
function clustersOf(taskDefinition: CfnResource): (ecs.ICluster | undefined)[] {
  const resources = (Stage.of(taskDefinition) ?? taskDefinition.node.root).node.findAll().filter(CfnResource.isCfnResource);
  const ofType = (type: string) => resources.filter(({ cfnResourceType }) => cfnResourceType === type);
  const own = ofType('AWS::ECS::Service').map((service) => new CfnView(service))
    .filter((service) => taskOfService(service, () => ofType('AWS::ECS::TaskDefinition')) === taskDefinition);
  return [...new Set(own.map(clusterOf))];
}

function clusterOf(service: CfnView): ecs.ICluster | undefined {
  const { cluster } = (service.resource.node.scope ?? {}) as { cluster?: ecs.ICluster };
  return cluster ?? service.follow(['Cluster'])?.resource.node.scope as (IConstruct & ecs.ICluster) | undefined;
}

/** A cluster that the app owns, with container instances. On one that it does not own, somebody else may run a collector already. */
function isServable(cluster: ecs.ICluster | undefined): boolean {
  return cluster?.hasEc2Capacity === true && cluster.node.defaultChild !== undefined;
}

function daemonServiceOf(cluster: ecs.Cluster, { acknowledges, collector, findOrCreate, options, permissions }: EcsEnabling): XRayDaemonService {
  return XRayDaemonService._of(cluster) ?? findOrCreate(cluster, 'XRayDaemonService', (scope, id) =>
    new XRayDaemonService(scope, id, { ...options, acknowledgeFindings: acknowledges, cluster, collector, permissions })) as XRayDaemonService;
}
