import { hostsOf, isLoopback } from './address';
import { isCollector, isMetricsAgent, isXRayDaemon } from './collector-images';
import { configurationsOf } from './configuration';
import { imageOf } from './container-image';
import { addressesOf, byEnvironment, hasEnvironmentFile, valuesOf } from './environment';
import { isIntrinsic, isNoValue, isPlainObject, plainText } from '../template/intrinsics';
import { type Neighbours, NO_NEIGHBOURS } from '../template/neighbours';
import { isHidden, searchableText } from '../template/template-text';

/** How the containers of a task reach the network, and so each other. */
export type TaskNetwork = 'awsvpc' | 'bridge' | 'host' | 'none';

/** Images that forward logs or requests, or bring an agent to the application before that starts, and are not traced themselves. */
const HELPERS = /(^|\/)(aws-appmesh-envoy|envoy|aws-for-fluent-bit|fluent-bit|fluentd|adot-autoinstrumentation-[a-z]+)(:|@|$)/;

/** The agents of those who keep traces elsewhere, which are not traced either and send nothing to X-Ray. */
const VENDORS = new RegExp(`(^|/)(${[
  'datadog(hq)?/(agent|cws-instrumentation|dogstatsd)', 'dynatrace-oneagent|dynatrace/oneagent', 'elastic-agent|filebeat|metricbeat', 'grafana/(agent|alloy)', 'newrelic/(infrastructure|nri-ecs)',
  'signoz-otel-collector', 'splunk-otel-collector',
].join('|')})(:|@|$)`);

/**
 * A task definition as its template has it. Each property is read once.
 */
export class EcsTask {
  /**
   * The task that Amazon ECS makes for an Express Mode service: on Fargate, of one container.
   *
   * @param primaryContainer the container that the service describes
   */
  public static ofExpressService(primaryContainer: any, neighbours: Neighbours): EcsTask {
    const properties: Readonly<Record<string, any>> = { ContainerDefinitions: [primaryContainer], RequiresCompatibilities: ['FARGATE'] };
    return new EcsTask((path) => properties[path], undefined, neighbours);
  }

  /**
   * What Amazon ECS runs for a job of AWS Batch.
   *
   * @param properties its containers and where they run, by the names of a task definition
   */
  public static ofJob(properties: Readonly<Record<string, any>>, neighbours: Neighbours): EcsTask {
    return new EcsTask((path) => properties[path], undefined, neighbours);
  }

  /**
   * The task of a managed daemon, which has a network mode of its own.
   *
   * @param read as for the constructor
   */
  public static ofDaemon(read: (path: string) => any, neighbours: Neighbours): EcsTask {
    return new EcsTask((path) => path === 'NetworkMode' ? 'daemon_bridge' : read(path), undefined, neighbours);
  }

  /** The containers that are known. */
  public readonly containers: readonly any[];

  /** Whether only the deployment knows all containers. */
  public readonly hasHiddenContainers: boolean;

  /** The containers that are collectors, whatever they collect. */
  private readonly agents: readonly any[];

  private readonly properties = new Map<string, any>();
  private knownCollectors?: readonly any[];
  private knownApplications?: readonly any[];
  private areSentElsewhere?: boolean;

  /**
   * @param read reads the value of a property, by its path in CloudFormation's spelling
   * @param knownCollector the name of a container that is known to be a collector, whatever its image
   * @param neighbours what may hold the images and the configurations of containers; by default nothing is known of it
   */
  constructor(
    private readonly read: (path: string) => any,
    private readonly knownCollector?: string,
    private readonly neighbours: Neighbours = NO_NEIGHBOURS,
  ) {
    const list = read('ContainerDefinitions') ?? [];
    const items = Array.isArray(list) ? list.filter((item) => !isNoValue(item)) : [];
    this.containers = items.filter(isPlainObject);
    this.hasHiddenContainers = !Array.isArray(list) || this.containers.length < items.length;
    this.agents = this.containers.filter((container) => this.isAgent(container));
  }

  /** The containers that receive segments. */
  public get collectors(): readonly any[] {
    return this.knownCollectors ??= this.agents.filter((agent) => !isMetricsAgent(agent, this.neighbours));
  }

  /** Those of them that are the X-Ray daemon, which takes no OpenTelemetry spans. */
  public get daemons(): readonly any[] {
    return this.collectors.filter((collector) => isXRayDaemon(collector, this.neighbours));
  }

  /** What the collectors are told by their commands, variables and secrets. */
  public get collectorConfigurations(): readonly string[] {
    return this.collectors.flatMap((collector) => configurationsOf(collector, this.neighbours));
  }

  /** The containers that run the application. Where there is none, Envoy is the application if it is to trace: that of a gateway stands alone. */
  public get applications(): readonly any[] {
    if (!this.knownApplications) {
      const others = this.containers.filter((container) => !this.agents.includes(container));
      const applications = others.filter((container) => !this.isHelper(container));
      this.knownApplications = applications.length > 0 ? applications : others.filter(isTracingEnvoy);
    }
    return this.knownApplications;
  }

  /** Whether a collector runs in the task that takes metrics only. */
  public get hasMetricsAgent(): boolean {
    return this.collectors.length < this.agents.length;
  }

  /** The container through which App Mesh sends the requests of the others. */
  public get proxyContainer(): string | undefined {
    return this.property('ProxyConfiguration.ContainerName');
  }

  /** The network mode; undefined where only the deployment knows it, or it is one of Windows or of a managed daemon. */
  public get network(): TaskNetwork | undefined {
    const mode = this.property('NetworkMode') ?? undefined;
    if (mode === undefined) { return this.isOnFargate ? 'awsvpc' : 'bridge'; }
    return ['awsvpc', 'bridge', 'host', 'none'].find((known) => known === mode) as TaskNetwork | undefined;
  }

  /** Whether the tasks run on Windows; undefined where only the deployment knows it. */
  public get isOnWindows(): boolean | undefined {
    const family = this.property('RuntimePlatform.OperatingSystemFamily') ?? 'LINUX';
    if (this.property('NetworkMode') === 'nat') { return true; }
    return typeof family === 'string' ? family.startsWith('WINDOWS') : undefined;
  }

  /** Whether the tasks run on Fargate and nowhere else. There they have no other credentials than those of their roles. */
  public get isOnFargate(): boolean {
    return this.runsNowhereBut('FARGATE');
  }

  /** Whether the tasks run on managed instances and nowhere else, on which Amazon ECS runs managed daemons instead of daemon services. */
  public get isOnManagedInstances(): boolean {
    return this.runsNowhereBut('MANAGED_INSTANCES');
  }

  /** Whether the tasks run on servers outside of AWS. */
  public get isExternal(): boolean {
    const compatibilities = this.property('RequiresCompatibilities');
    return Array.isArray(compatibilities) && compatibilities.includes('EXTERNAL');
  }

  /** The task's CPU units, where they are known. */
  public get cpu(): number | undefined {
    return amount(this.property('Cpu'), /^([\d.]+)\s*vCPU$/i);
  }

  /** The task's memory in MiB, where it is known. */
  public get memory(): number | undefined {
    return amount(this.property('Memory'), /^([\d.]+)\s*GB$/i);
  }

  /** Whether a value that only the deployment knows is as large as the task itself, because the same expression stands there. */
  public isWholeSize(property: 'Cpu' | 'Memory', value: any): boolean {
    const size = this.property(property);
    return isIntrinsic(size) && isIntrinsic(value) && JSON.stringify(value) === JSON.stringify(size);
  }

  /** Whether every container of the application is told to send to somewhere outside of the task. */
  public get sendsElsewhere(): boolean {
    return this.areSentElsewhere ??= this.areAllSentElsewhere();
  }

  /** Whether a container, which may have come since, runs the application: it neither collects anything nor forwards logs or requests. */
  public isApplication(container: any): boolean {
    return !this.isAgent(container) && !this.isHelper(container);
  }

  private isAgent(container: any): boolean {
    return isCollector(container, this.neighbours) || (this.knownCollector !== undefined && container.Name === this.knownCollector);
  }

  private isHelper(container: any): boolean {
    const { proxyContainer } = this;
    return container.FirelensConfiguration !== undefined
      || (proxyContainer !== undefined && container.Name === proxyContainer)
      || isHelperImage(imageOf(container, this.neighbours));
  }

  private areAllSentElsewhere(): boolean {
    const told = this.applications.map((container) => sendsElsewhere(container, () => this.network === 'host'));
    return told.includes(true) && !told.includes(false);
  }

  private runsNowhereBut(compatibility: string): boolean {
    const compatibilities = this.property('RequiresCompatibilities');
    return Array.isArray(compatibilities) && compatibilities.length > 0 && compatibilities.every((each) => each === compatibility);
  }

  private property(path: string): any {
    if (!this.properties.has(path)) { this.properties.set(path, this.read(path)); }
    return this.properties.get(path);
  }
}

function isTracingEnvoy(container: any): boolean {
  return valuesOf(container, 'ENABLE_ENVOY_XRAY_TRACING').some((value) => plainText(value) === '1');
}

function isHelperImage(image: string): boolean {
  return HELPERS.test(image) || VENDORS.test(image);
}

/** Undefined where a condition decides about it, or an environment file may tell it. */
function sendsElsewhere(container: any, isLoopbackOutside: () => boolean): boolean | undefined {
  const isOutside = (address: string) => isLoopbackOutside() || isHidden(address) || !hostsOf(address).some(isLoopback);
  const told = byEnvironment(container).map((each) => addressesOf(each).map(searchableText).some(isOutside));
  if (told.includes(true)) { return told.includes(false) ? undefined : true; }
  return hasEnvironmentFile(container) ? undefined : false;
}

/** A size in its small unit: a number, a text of one, or a text with the large unit, which is 1024 small ones. */
function amount(value: any, inLargeUnit: RegExp): number | undefined {
  const text = typeof value === 'number' ? String(value) : value;
  if (typeof text !== 'string') { return undefined; }
  if (/^\d+$/.test(text)) { return Number(text); }
  const large = inLargeUnit.exec(text)?.[1];
  return large === undefined ? undefined : Math.round(Number(large) * 1024);
}
