import { imageName, type PackagedCollectorOptions } from './collector-options';
import { type InstallScripts, installSettings } from './install/install-scripts';
import { xrayDaemonLinuxScript } from './install/linux-install';
import { XRAY_PORT } from '../private/ports';
import { xrayDaemonWindowsScript } from './install/windows-install';
import type { TraceCollectorProps } from './trace-collector';

/** The release that containers run unless another is named. */
const VERSION = '3.6.6';

/**
 * Properties of the X-Ray daemon.
 */
export interface XRayDaemonProps extends PackagedCollectorOptions {
  /**
   * The daemon's version, for example `3.6.6`, or `3.x` for the latest.
   * @default - '3.6.6' in containers, '3.x' on servers
   * @see https://gallery.ecr.aws/xray/aws-xray-daemon
   */
  readonly version?: string;
}

/** What the X-Ray daemon is made of. */
export function xrayDaemon(props: XRayDaemonProps): TraceCollectorProps {
  const fileOnly = (['endpoint', 'concurrency'] as const).find((name) => props[name] !== undefined);
  return {
    name: 'xray-daemon',
    container: fileOnly ? undefined : {
      image: imageName(props, 'xray/aws-xray-daemon', props.version ?? VERSION),
      command: daemonFlags(props),
      environment: props.region ? { AWS_REGION: props.region } : {},
    },
    serverConfiguration: daemonConfiguration(props),
    packageLocation: props.packageLocation,
    noContainerReason: fileOnly && `the X-Ray daemon reads \`${fileOnly}\` only from a file, which its image has no place for; the CloudWatch agent takes it`,
  };
}

/** How the X-Ray daemon comes to servers. */
export function xrayDaemonScripts(props: XRayDaemonProps): InstallScripts {
  const configuration = daemonConfiguration(props);
  return {
    linux: (target) => xrayDaemonLinuxScript(installSettings(props, target, configuration)),
    windows: (target) => xrayDaemonWindowsScript(installSettings(props, target, configuration)),
  };
}

/** The flags that say in a container what the configuration file says on a server. */
function daemonFlags(props: XRayDaemonProps): string[] {
  const flags: [string, string | number | undefined][] = [
    ['--region', props.region],
    ['--log-level', props.logLevel],
    ['--buffer-memory', props.bufferSizeMiB],
    ['--proxy-address', props.proxyAddress],
    ['--role-arn', props.roleArn],
    ['--resource-arn', props.resourceArn],
  ];
  return [
    ...flags.flatMap(([flag, value]) => value === undefined ? [] : [flag, String(value)]),
    ...(props.localMode ? ['--local-mode'] : []),
  ];
}

/** The daemon's `cfg.yaml`: only keys that it knows, because with `-c` it does not start with any other. */
function daemonConfiguration(props: XRayDaemonProps): string {
  const address = JSON.stringify(`${props.listenAddress ?? '127.0.0.1'}:${XRAY_PORT}`);
  const optional: [string, string | number | boolean | undefined][] = [
    ['TotalBufferSizeMB', props.bufferSizeMiB],
    ['Concurrency', props.concurrency],
    ['Region', props.region],
    ['Endpoint', props.endpoint],
    ['LocalMode', props.localMode],
    ['ResourceARN', props.resourceArn],
    ['RoleARN', props.roleArn],
    ['ProxyAddress', props.proxyAddress],
  ];
  return [
    'Version: 2',
    'Socket:',
    `  UDPAddress: ${address}`,
    `  TCPAddress: ${address}`,
    ...(props.logLevel ? ['Logging:', `  LogLevel: ${JSON.stringify(props.logLevel)}`] : []),
    ...optional.flatMap(([key, value]) => value === undefined ? [] : [`${key}: ${JSON.stringify(value)}`]),
    '',
  ].join('\n');
}
