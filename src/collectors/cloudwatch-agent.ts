import { CollectorLogLevel, imageName, type PackagedCollectorOptions } from './collector-options';
import { type InstallScripts, installSettings } from './install-scripts';
import { cloudWatchAgentLinuxScript } from './linux-install';
import type { TraceCollectorProps } from './trace-collector';
import { cloudWatchAgentWindowsScript } from './windows-install';
import { misuse, shown } from '../private/errors';

/** The release that containers run unless another is named. */
const VERSION = '1.300070.0b1586';

/**
 * Properties of the CloudWatch agent.
 */
export interface CloudWatchAgentProps extends PackagedCollectorOptions {
  /**
   * The agent's version, for example `1.300070.0b1586`, or `latest`.
   * @default - '1.300070.0b1586' in containers, 'latest' on servers
   * @see https://gallery.ecr.aws/cloudwatch-agent/cloudwatch-agent
   */
  readonly version?: string;

  /**
   * Whether the agent takes OTLP besides X-Ray segments.
   * @default true
   */
  readonly otlp?: boolean;
}

/** What the CloudWatch agent is made of. */
export function cloudWatchAgent(props: CloudWatchAgentProps): TraceCollectorProps {
  if (props.logLevel && ![CollectorLogLevel.DEBUG, CollectorLogLevel.INFO].includes(props.logLevel)) {
    throw misuse(`\`logLevel\` of the CloudWatch agent must be CollectorLogLevel.DEBUG or CollectorLogLevel.INFO, got: ${shown(props.logLevel)}`);
  }
  return {
    name: 'cloudwatch-agent',
    receivesOtlp: props.otlp ?? true,
    container: {
      image: imageName(props, 'cloudwatch-agent/cloudwatch-agent', props.version ?? VERSION),
      environment: { CW_CONFIG_CONTENT: JSON.stringify(agentConfiguration(props, '0.0.0.0')) },
    },
    serverConfiguration: serverConfiguration(props),
    packageLocation: props.packageLocation,
  };
}

/** How the CloudWatch agent comes to servers. */
export function cloudWatchAgentScripts(props: CloudWatchAgentProps): InstallScripts {
  const configuration = serverConfiguration(props);
  return {
    linux: (target) => cloudWatchAgentLinuxScript(installSettings(props, target, configuration)),
    windows: (target) => cloudWatchAgentWindowsScript(installSettings(props, target, configuration)),
  };
}

function serverConfiguration(props: CloudWatchAgentProps): string {
  return JSON.stringify(agentConfiguration(props, props.listenAddress ?? '127.0.0.1'), undefined, 2);
}

/**
 * The agent's configuration. Every address is said, because all of the agent's defaults are loopback, where nobody in another container or network
 * namespace can reach it.
 */
function agentConfiguration(props: CloudWatchAgentProps, host: string): object {
  return {
    agent: { region: props.region, debug: props.logLevel === CollectorLogLevel.DEBUG || undefined },
    traces: {
      traces_collected: {
        xray: { bind_address: `${host}:2000`, tcp_proxy: { bind_address: `${host}:2000` } },
        otlp: props.otlp ?? true ? { grpc_endpoint: `${host}:4317`, http_endpoint: `${host}:4318` } : undefined,
      },
      concurrency: props.concurrency,
      buffer_size_mb: props.bufferSizeMiB,
      resource_arn: props.resourceArn,
      local_mode: props.localMode,
      credentials: props.roleArn ? { role_arn: props.roleArn } : undefined,
      proxy_override: props.proxyAddress,
      endpoint_override: props.endpoint,
      region_override: props.region,
    },
  };
}
