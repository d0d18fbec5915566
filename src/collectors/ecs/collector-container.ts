import { aws_ecs as ecs } from 'aws-cdk-lib';
import { DEFAULT_CPU, DEFAULT_MEMORY_MIB } from './sidecar-obstacle';
import type { EcsContainerOptions } from './tracing-options';
import type { CollectorContainer, TraceCollector } from '../trace-collector';

/** Where the container's own log goes. */
export interface CollectorLogs {
  readonly driver: ecs.LogDriver;
  /** The same as a template has it. */
  readonly configuration: Record<string, any>;
}

/** The container of a collector, as an L2 takes it and as a template has it. */
export class EcsCollectorContainer {
  private readonly container: CollectorContainer;

  /**
   * @param hostPort the port of the instance that leads to a port of the container; undefined where the network mode has none
   * @param region the region, where the platform does not tell it to the container
   */
  constructor(
    private readonly collector: TraceCollector,
    private readonly options: EcsContainerOptions,
    private readonly hostPort: number | undefined,
    private readonly region: string | undefined,
    private readonly logs: CollectorLogs | undefined,
  ) {
    this.container = collector.container!;
  }

  /** What an L2 task definition takes. */
  public get props(): ecs.ContainerDefinitionOptions {
    const { command, healthCheck, image } = this.container;
    return {
      image: new PlainImage(image),
      command: command?.length ? command : undefined,
      cpu: this.options.cpu ?? DEFAULT_CPU,
      memoryReservationMiB: this.options.memoryReservationMiB ?? DEFAULT_MEMORY_MIB,
      memoryLimitMiB: this.options.memoryLimitMiB,
      environment: this.environment,
      healthCheck: healthCheck && { command: healthCheck },
      logging: this.logs?.driver,
      portMappings: this.ports.map(({ port, protocol }) => ({ containerPort: port, hostPort: this.hostPort, protocol })),
    };
  }

  /** What a template has. */
  public get definition(): Record<string, any> {
    const { command, healthCheck, image } = this.container;
    const environment = Object.entries(this.environment);
    return withoutUndefined({
      Name: this.collector.name,
      Image: image,
      Command: command?.length ? command : undefined,
      Cpu: this.options.cpu ?? DEFAULT_CPU,
      MemoryReservation: this.options.memoryReservationMiB ?? DEFAULT_MEMORY_MIB,
      Memory: this.options.memoryLimitMiB,
      Environment: environment.length > 0 ? environment.map(([Name, Value]) => ({ Name, Value })) : undefined,
      HealthCheck: healthCheck && { Command: healthCheck, Interval: 30, Retries: 3, Timeout: 5 },
      LogConfiguration: this.logs?.configuration,
      PortMappings: this.ports.map(({ port, protocol }) => withoutUndefined({ ContainerPort: port, HostPort: this.hostPort, Protocol: protocol })),
    });
  }

  private get environment(): { [name: string]: string } {
    return { ...(this.region ? { AWS_REGION: this.region } : {}), ...this.container.environment };
  }

  private get ports(): { port: number; protocol: ecs.Protocol }[] {
    return [
      ...this.collector.udpPorts.map((port) => ({ port, protocol: ecs.Protocol.UDP })),
      ...this.collector.tcpPorts.map((port) => ({ port, protocol: ecs.Protocol.TCP })),
    ];
  }
}

/** An image by its name. The CDK's own class would warn of a missing permission, which is granted here. */
class PlainImage extends ecs.ContainerImage {
  constructor(private readonly imageName: string) {
    super();
  }

  public bind(): ecs.ContainerImageConfig {
    return { imageName: this.imageName };
  }
}

function withoutUndefined(object: Record<string, any>): Record<string, any> {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined));
}
