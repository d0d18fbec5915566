import { Token } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { DEFAULT_MEMORY_MIB, MIN_MEMORY_MIB } from './sidecar-obstacle';
import { EcsCollectorMode, type EcsContainerOptions, type EcsSidecarOptions, type EcsTracingOptions } from './tracing-options';
import { misuse, shown } from '../../private/errors';
import { BOOLEAN, KEY, LOG_GROUP, requireKinds, RETENTION } from '../../private/options/option-kinds';

const MINIMA = [['cpu', 0], ['memoryReservationMiB', MIN_MEMORY_MIB], ['memoryLimitMiB', MIN_MEMORY_MIB]] as const;

const KINDS = { logging: BOOLEAN, logGroup: LOG_GROUP, logRetention: RETENTION, logEncryptionKey: KEY, startFirst: BOOLEAN };

/** Throws where an option of a collector's container is not what it must be. */
export function validateContainerOptions(options: EcsContainerOptions, scope?: IConstruct): void {
  requireKinds<EcsSidecarOptions>(options, KINDS, scope);
  const { logGroup, logging, logEncryptionKey, logRetention, memoryLimitMiB, memoryReservationMiB } = options;
  for (const [name, minimum] of MINIMA) {
    const value: unknown = options[name];
    if (value === undefined || Token.isUnresolved(value)) { continue; }
    if (!Number.isInteger(value) || value as number < minimum) {
      throw misuse(`\`${name}\` must be a whole number of at least ${minimum}, got: ${shown(value)}`, scope);
    }
  }
  if (memoryLimitMiB !== undefined && !Token.isUnresolved(memoryLimitMiB) && memoryLimitMiB < (memoryReservationMiB ?? DEFAULT_MEMORY_MIB)) {
    throw misuse(`\`memoryLimitMiB\` must be at least \`memoryReservationMiB\` (${memoryReservationMiB ?? DEFAULT_MEMORY_MIB}), got: ${memoryLimitMiB}`, scope);
  }
  if (logGroup && (logRetention !== undefined || logEncryptionKey)) {
    throw misuse('`logGroup` must stand alone, because `logRetention` and `logEncryptionKey` are about a new log group; set them on the log group itself', scope);
  }
  if (logging === false && (logGroup || logRetention !== undefined || logEncryptionKey)) {
    throw misuse('`logging` must not be false where `logGroup`, `logRetention` or `logEncryptionKey` is set; leave it out', scope);
  }
}

/** Throws where an option of `enable({ ecs })` is not what it must be. */
export function validateEcsOptions(options: EcsTracingOptions): void {
  if (options.mode !== undefined && !Object.values(EcsCollectorMode).includes(options.mode)) {
    throw misuse(`\`mode\` of \`ecs\` must be one of ${Object.values(EcsCollectorMode).join(', ')}, got: ${shown(options.mode)}`);
  }
  validateContainerOptions(options);
}
