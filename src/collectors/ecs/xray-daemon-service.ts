import { isIPv4 } from 'net';
import { aws_ec2 as ec2, aws_ecs as ecs, type CfnResource, Token } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { connectToInstance, instanceAddress, instanceAddressBy } from './instance-connection';
import { acknowledgeChanges } from './nag';
import { validateContainerOptions } from './options-validation';
import { requireServiceName } from './service-name';
import { collectorContainer } from './sidecar';
import { sidecarObstacle } from './sidecar-obstacle';
import { TaskHost } from './task-host';
import type { EcsContainerOptions } from './tracing-options';
import { CfnView } from '../../private/cdk/cfn-view';
import { StackIndexes } from '../../private/cdk/stack-index';
import { DOCKER_GATEWAY } from '../../private/ecs/address';
import type { EcsTask } from '../../private/ecs/task';
import { misuse, shown } from '../../private/errors';
import { BOOLEAN, CLUSTER, COLLECTOR, PERMISSIONS, requireKind, requireKinds } from '../../private/options/option-kinds';
import { XRayAccess } from '../../tracing/resource-tracer';
import { RoleGrants } from '../../tracing/role-grants';
import { XRayPermissions } from '../../tracing/xray-permissions';
import { TraceCollector } from '../trace-collector';

/** The daemon service of a cluster. The symbol is registered, so that two copies of the library share it. */
const DAEMON_SERVICE = Symbol.for('cdk-xray.daemon-service');

type MaybeServed = ecs.ICluster & { [DAEMON_SERVICE]?: XRayDaemonService };

/**
 * Properties of `XRayDaemonService`.
 */
export interface XRayDaemonServiceProps extends EcsContainerOptions {
  /** The cluster, whose container instances each run one collector. It needs EC2 capacity. */
  readonly cluster: ecs.ICluster;

  /**
   * What runs on the container instances.
   * @default TraceCollector.xrayDaemon()
   */
  readonly collector?: TraceCollector;

  /**
   * The address of the container instance as containers in network mode bridge see it.
   * @default - '172.17.0.1', the gateway of Docker's default bridge unless the instance's Docker is configured otherwise
   */
  readonly bridgeGateway?: string;

  /**
   * How the task role is allowed to send segments to X-Ray.
   * @default XRayPermissions.awsManaged()
   */
  readonly permissions?: XRayPermissions;

  /**
   * Whether cdk-nag findings that exist only because of something this library added are acknowledged, on exactly that construct.
   * @default true
   */
  readonly acknowledgeFindings?: boolean;
}

/**
 * Runs one trace collector on each container instance of an ECS cluster, for all tasks of the instance: a service with DAEMON scheduling, on the
 * network of the instance.
 *
 * Tasks in network mode host reach it at 127.0.0.1, those in network mode bridge at the gateway of Docker's bridge: `connect()` tells them. A task in
 * network mode awsvpc would have to ask the instance for its address when it starts, and a task on Fargate has no instance: both need an `XRaySidecar`.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs_services.html#service_scheduler_daemon
 *
 * @example
 * const daemon = new XRayDaemonService(stack, 'Daemon', { cluster });
 * daemon.connect(ec2TaskDefinition);
 */
export class XRayDaemonService extends Construct {
  /**
   * The daemon service of a cluster, if one was made in this app.
   * @internal
   */
  public static _of(cluster: ecs.ICluster): XRayDaemonService | undefined {
    return (cluster as MaybeServed)[DAEMON_SERVICE];
  }

  /** The service. */
  public readonly service: ecs.Ec2Service;

  /** The task definition of the collector. */
  public readonly taskDefinition: ecs.Ec2TaskDefinition;

  /** What runs on the container instances. */
  public readonly collector: TraceCollector;

  private readonly cluster: ecs.ICluster;
  private readonly bridgeGateway: string;
  private readonly acknowledges: boolean;

  /**
   * @param scope where the service lives
   * @param id its id in the scope
   * @param props the cluster, which collector, how large, and where its log goes
   * @throws when a property is not what it must be, the collector does not run in containers, or the cluster has a daemon service already
   */
  constructor(scope: Construct, id: string, props: XRayDaemonServiceProps) {
    super(scope, id);
    this.validate(props);
    this.collector = props.collector ?? TraceCollector.xrayDaemon();
    this.cluster = props.cluster;
    this.bridgeGateway = props.bridgeGateway ?? DOCKER_GATEWAY;
    this.acknowledges = props.acknowledgeFindings ?? true;
    this.claim(props.cluster);
    this.taskDefinition = new ecs.Ec2TaskDefinition(this, 'TaskDefinition', { networkMode: ecs.NetworkMode.HOST });
    this.addCollector(props);
    this.node.addValidation({ validate: () => this.validateCapacity() });
    this.service = new ecs.Ec2Service(this, 'Service', {
      cluster: props.cluster,
      taskDefinition: this.taskDefinition,
      daemon: true,
      minHealthyPercent: 0,
      maxHealthyPercent: 100,
      circuitBreaker: { rollback: true },
    });
  }

  private validate(props: XRayDaemonServiceProps): void {
    requireKind('cluster', props?.cluster, CLUSTER, this);
    requireKinds(props, { collector: COLLECTOR, permissions: PERMISSIONS, acknowledgeFindings: BOOLEAN }, this);
    validateContainerOptions(props, this);
    const { bridgeGateway } = props;
    const isAddress = typeof bridgeGateway === 'string' && (Token.isUnresolved(bridgeGateway) || isIPv4(bridgeGateway));
    if (bridgeGateway !== undefined && !isAddress) {
      throw misuse(`\`bridgeGateway\` must be an IPv4 address, for example ${DOCKER_GATEWAY}, got: ${shown(bridgeGateway)}`, this);
    }
  }

  /**
   * Tells the containers of an application where the collector is, and their name, unless they set the same variables themselves. Containers that are
   * added later are told too.
   *
   * @param taskDefinition a task definition in network mode host or bridge, whose tasks run on instances of the cluster
   * @param serviceName the name by which X-Ray knows the application, by default the construct path of the task definition
   * @throws when its tasks cannot reach the collector, or X-Ray does not take the name
   */
  public connect(taskDefinition: ecs.TaskDefinition, serviceName?: string): void {
    if (serviceName !== undefined) { requireServiceName(serviceName, taskDefinition); }
    if (taskDefinition.isFargateCompatible) {
      throw misuse('`taskDefinition` must not run on Fargate, where tasks have no container instance; add an `XRaySidecar` to it instead', taskDefinition);
    }
    const host = new TaskHost(new CfnView(taskDefinition.node.defaultChild as CfnResource), (scope, id, create) => create(scope, id));
    if (host.task.isOnWindows) {
      throw misuse('`taskDefinition` must run on Linux, got one that runs on Windows, where no address leads to the container instance; install a collector '
        + 'on the container instances, and set `AWS_XRAY_DAEMON_ADDRESS` of the containers yourself', taskDefinition);
    }
    const address = this._addressIn(host.task);
    if (address === undefined) { throw unreachable(host.task.network, taskDefinition); }
    connectToInstance(host, { collector: this.collector, host: address, serviceName: serviceName ?? host.defaultServiceName }, this.acknowledges);
  }

  /**
   * The environment variables by which containers find the collector.
   *
   * @param networkMode the network mode of their task
   * @throws when tasks in this network mode cannot reach the collector
   */
  public applicationEnvironment(networkMode: ecs.NetworkMode): { [name: string]: string } {
    const address = instanceAddressBy(networkMode, this.bridgeGateway);
    if (address === undefined) { throw unreachable(networkMode, this); }
    return this.collector.applicationEnvironment(address);
  }

  /**
   * Opens the ports of the collector on the cluster's container instances, for tasks in network mode awsvpc that find out the address of their
   * instance themselves, and for other servers. Tasks in network mode host or bridge need no rule.
   *
   * @param peer who may send
   */
  public allowFrom(peer: ec2.IConnectable): void {
    for (const port of this.collector.udpPorts) { this.cluster.connections.allowFrom(peer, ec2.Port.udp(port), 'Trace segments'); }
    for (const port of this.collector.tcpPorts) { this.cluster.connections.allowFrom(peer, ec2.Port.tcp(port), 'Sampling rules and spans'); }
  }

  /**
   * The collector's address as the containers of a task see it; undefined where they cannot reach it.
   * @internal
   */
  public _addressIn(task: EcsTask): string | undefined {
    return instanceAddress(task, this.bridgeGateway);
  }

  /** Two collectors on one instance would want the same ports. */
  private claim(cluster: MaybeServed): void {
    if (cluster[DAEMON_SERVICE]) {
      throw misuse(`\`cluster\` must have no other daemon service, got one that has ${cluster[DAEMON_SERVICE].node.path}; use that`, this);
    }
    cluster[DAEMON_SERVICE] = this;
  }

  /** Capacity may be added after the service. */
  private validateCapacity(): string[] {
    return this.cluster.hasEc2Capacity ? [] : ['`cluster` must have container instances, and has none: call `addAsgCapacityProvider()` on it. '
      + 'Tasks on Fargate need an `XRaySidecar` instead'];
  }

  private addCollector(props: XRayDaemonServiceProps): void {
    const { permissions = XRayPermissions.awsManaged() } = props;
    const view = new CfnView(this.taskDefinition.node.defaultChild as CfnResource);
    const host = new TaskHost(view, (scope, id, create) => create(scope, id), []);
    const obstacle = sidecarObstacle(host.task, this.collector, props);
    if (obstacle) { throw misuse(`\`collector\` cannot run as a service: ${obstacle.reason}; ${obstacle.advice}`, this); }
    const container = collectorContainer(host, { collector: this.collector, options: props, acknowledges: this.acknowledges });
    this.taskDefinition.addContainer(this.collector.name, container.props);
    if (this.acknowledges) { acknowledgeChanges(view, host.task, () => []); }
    new RoleGrants(permissions, this.acknowledges, new StackIndexes()).grantTo(view, {
      access: XRayAccess.SEND_AND_SAMPLE, roleProperty: 'TaskRoleArn',
    });
  }
}

function unreachable(networkMode: string | undefined, scope: Construct): Error {
  return misuse(`\`networkMode\` must be host or bridge, got: ${shown(networkMode)}; in network mode awsvpc only the running task can find out `
    + 'the address of its container instance, so add an `XRaySidecar` to the task definition instead', scope);
}
