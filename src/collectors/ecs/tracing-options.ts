import type { aws_kms as kms, aws_logs as logs } from 'aws-cdk-lib';

/**
 * Where the collector of ECS tasks runs.
 */
export enum EcsCollectorMode {
  /** In each task, beside the application. */
  SIDECAR = 'SIDECAR',
  /**
   * Once on each container instance, for the tasks in network mode bridge or host of services on EC2. A daemon service of the app that runs a collector
   * there is used. What cannot reach it has a sidecar: tasks on Fargate or in network mode awsvpc, and task definitions whose cluster is not known from a
   * service of the app.
   */
  DAEMON_SERVICE = 'DAEMON_SERVICE',
  /** Nowhere: task definitions are left as they are. For clusters with a collector of their own, such as an ECS managed daemon. */
  NONE = 'NONE',
}

/**
 * How a collector runs as a container of an ECS task.
 */
export interface EcsContainerOptions {
  /**
   * The CPU units that are reserved for the collector; 1024 are one vCPU.
   * @default 32
   */
  readonly cpu?: number;

  /**
   * The memory that is reserved for the collector, in MiB: at least 6.
   * @default 256
   */
  readonly memoryReservationMiB?: number;

  /**
   * The memory, in MiB, beyond which the collector is stopped: at least 6, and not below what is reserved.
   * @default - no limit but the task's or the instance's
   */
  readonly memoryLimitMiB?: number;

  /**
   * Whether the collector's own log is sent to CloudWatch Logs.
   * @default true
   */
  readonly logging?: boolean;

  /**
   * The log group of the collector's own log. It excludes `logRetention` and `logEncryptionKey`, which are for a new one.
   * @default - a new one for each task definition, which is deleted with its stack
   */
  readonly logGroup?: logs.ILogGroup;

  /**
   * How long a new log group keeps the collector's own log.
   * @default RetentionDays.ONE_MONTH
   */
  readonly logRetention?: logs.RetentionDays;

  /**
   * The KMS key that encrypts a new log group. CloudWatch Logs is allowed to use it, as far as its policy can be changed here.
   * @default - encrypted by CloudWatch Logs with a key of its own
   */
  readonly logEncryptionKey?: kms.IKey;
}

/**
 * How a collector runs beside an application.
 */
export interface EcsSidecarOptions extends EcsContainerOptions {
  /**
   * Whether the application's containers start after the collector has started, and stop before it does (a `START` dependency).
   *
   * The last segments of a task that stops are delivered then. But a collector that cannot start, for example because its image cannot be
   * pulled, keeps the application from starting.
   *
   * @default false
   */
  readonly startFirst?: boolean;
}

/**
 * How ECS tasks are traced.
 */
export interface EcsTracingOptions extends EcsSidecarOptions {
  /**
   * Where the collector runs.
   * @default EcsCollectorMode.SIDECAR
   */
  readonly mode?: EcsCollectorMode;
}
