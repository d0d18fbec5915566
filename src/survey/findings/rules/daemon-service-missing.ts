import { DOCKER_GATEWAY, hostsOf, isLoopback } from '../../../private/ecs/address';
import { DAEMON_STRATEGY, mayCollect } from '../../../private/ecs/daemon-service';
import { DAEMON_ADDRESS, valuesOf } from '../../../private/ecs/environment';
import { plainText } from '../../../private/template/intrinsics';
import { AUTO_SCALING_GROUP, launchDataOf, SERVER_TYPES } from '../../../private/template/launch-data';
import { INIT_METADATA } from '../../../private/user-data/cfn-init';
import { findingOf, visibleText } from '../../../private/user-data/user-data';
import { taskDefinitionOf } from '../../service-tasks';
import { FindingSeverity } from '../../survey-finding';
import type { ModelResource, TemplateModel } from '../../template-model';
import { taskOf } from '../ecs-tasks';
import type { FindingRule, RuleContext } from '../finding-rule';
import { HandedOn } from '../known-resources';

/** The servers of clusters, whose user data, or metadata for cfn-init, may install a collector. A group has such metadata only. */
const SERVERS = [AUTO_SCALING_GROUP, ...SERVER_TYPES];

/** What Systems Manager does on servers, whether or not the templates have these. */
const MANAGEMENT = ['AWS::SSM::Association', 'AWS::SSM::Document'];

export const DAEMON_SERVICE_MISSING: FindingRule = {
  id: 'DaemonServiceMissing',
  severity: FindingSeverity.WARNING,
  title: 'A collector runs on the container instances that tasks send to',
  cause: 'AWS_XRAY_DAEMON_ADDRESS names the container instance, and nothing in these templates runs a collector there: no service with the scheduling strategy DAEMON, '
    + 'no managed daemon, and neither user data nor an association of Systems Manager. Segments are sent by UDP, so nobody notices that nobody receives them.',
  fix: 'add an `XRayDaemonService` to the cluster, or a collector to the task by `XRaySidecar`; acknowledge this where the image of the instances brings a collector',
  url: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs_services.html',
  find: (context) => {
    if (mayServersCollect(context)) { return []; }
    const served = servedClusters(context.model);
    if (served.some((clusters) => clusters.length === 0)) { return []; }
    const handedOn = new HandedOn(context.model);
    const known = new Set(served.flat());
    const isServed = (cluster: ModelResource) => known.has(cluster) || handedOn.has(cluster);
    const tasks = new Map(context.model.ofType('AWS::ECS::Service').flatMap((service) => {
      if (service.properties.LaunchType === 'FARGATE') { return []; }
      const [cluster] = clustersOf(service, 'Cluster', context.model);
      const task = taskDefinitionOf(service, context.model);
      return cluster && task && sendsToHost(task) && !isServed(cluster) ? [[task, cluster] as const] : [];
    }));
    return [...tasks].map(([task, cluster]) => ({
      at: task,
      propertyPath: 'ContainerDefinitions',
      message: `its containers send to their container instance, and no collector runs on those of ${cluster.name}`,
    }));
  },
};

function clustersOf(service: ModelResource, property: string, model: TemplateModel): ModelResource[] {
  return model.targets(service, property).filter(({ type }) => type === 'AWS::ECS::Cluster');
}

/** The clusters of each service, and of each managed daemon, that may run a collector on all instances. */
function servedClusters(model: TemplateModel): ModelResource[][] {
  const services = model.ofType('AWS::ECS::Service')
    .filter((service) => service.properties.SchedulingStrategy === DAEMON_STRATEGY && mayBeCollector(taskDefinitionOf(service, model)));
  const daemons = model.ofType('AWS::ECS::Daemon').filter((daemon) => mayBeCollector(model.target(daemon, 'DaemonTaskDefinitionArn')));
  return [...services.map((service) => clustersOf(service, 'Cluster', model)), ...daemons.map((daemon) => clustersOf(daemon, 'ClusterArn', model))];
}

/** Of what the templates do not have, nobody knows that it is none. */
function mayBeCollector(definition: ModelResource | undefined): boolean {
  return !definition || mayCollect(taskOf(definition));
}

/** Whether the containers of a task send to an address at which they find their container instance. The addresses of Windows are others. */
function sendsToHost(definition: ModelResource): boolean {
  const task = taskOf(definition);
  const isHost = (host: string) => task.network === 'host' ? isLoopback(host) : host === DOCKER_GATEWAY;
  return task.collectors.length === 0 && task.isOnWindows === false && ['host', 'bridge'].includes(String(task.network))
    && task.containers.flatMap((container) => valuesOf(container, DAEMON_ADDRESS)).some((value) => hostsOf(plainText(value)).some(isHost));
}

function mayServersCollect({ model }: RuleContext): boolean {
  const isManaged = model.ofType(...MANAGEMENT).some(({ properties }) => NAMES_COLLECTOR.test(JSON.stringify(properties)));
  return isManaged || model.ofType(...SERVERS).some(mayServerCollect);
}

const NAMES_COLLECTOR = /xray|cloudwatch-?(manage)?agent|otel/i;

/** Whether the user data of a server, or its metadata for cfn-init, may install a collector, also where a condition or the deployment decides. */
function mayServerCollect(server: ModelResource): boolean {
  const userData = launchDataOf(server)?.UserData;
  return findingOf(userData).status === 'unknown'
    || NAMES_COLLECTOR.test(JSON.stringify([userData, visibleText(userData), server.entry.Metadata?.[INIT_METADATA]]));
}
