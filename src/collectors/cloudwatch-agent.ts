import { CollectorLogLevel, imageName, type PackagedCollectorOptions } from './collector-options';
import { type InstallScripts, installSettings, type InstallTarget } from './install/install-scripts';
import { cloudWatchAgentLinuxScript } from './install/linux-install';
import { OTLP_GRPC_PORT, OTLP_HTTP_PORT, XRAY_PORT } from '../private/ports';
import { cloudWatchAgentWindowsScript } from './install/windows-install';
import type { TraceCollectorProps } from './trace-collector';
import { misuse, shown } from '../private/errors';

/** The release that containers run unless another is named. */
const VERSION = '1.300070.0b1586';

/** The agent can be told to debug or not, and nothing else. */
export const AGENT_LOG_LEVELS: readonly CollectorLogLevel[] = [CollectorLogLevel.DEBUG, CollectorLogLevel.INFO];

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
  if (props.logLevel && !AGENT_LOG_LEVELS.includes(props.logLevel)) {
    throw misuse(`\`logLevel\` of the CloudWatch agent must be CollectorLogLevel.DEBUG or CollectorLogLevel.INFO, got: ${shown(props.logLevel)}`);
  }
  return {
    name: 'cloudwatch-agent',
    receivesOtlp: props.otlp ?? true,
    container: {
      image: imageName(props, 'cloudwatch-agent/cloudwatch-agent', props.version ?? VERSION),
      environment: { CW_CONFIG_CONTENT: JSON.stringify(agentConfiguration(props, '0.0.0.0')) },
    },
    serverConfiguration: JSON.stringify(serverConfiguration(props), undefined, 2),
    packageLocation: props.packageLocation,
  };
}

/** How the CloudWatch agent comes to servers. */
export function cloudWatchAgentScripts(props: CloudWatchAgentProps): InstallScripts {
  const settings = (target: InstallTarget) => installSettings(props, target, JSON.stringify(serverConfiguration(props, target.region), undefined, 1));
  return {
    linux: (target) => cloudWatchAgentLinuxScript(settings(target)),
    windows: (target) => cloudWatchAgentWindowsScript(settings(target)),
  };
}

function serverConfiguration(props: CloudWatchAgentProps, serverRegion?: string): object {
  return agentConfiguration(props, props.listenAddress ?? '127.0.0.1', serverRegion);
}

/**
 * The agent's configuration. Every address is said, because all of the agent's defaults are loopback, where nobody in another container or network
 * namespace can reach it.
 *
 * @param serverRegion the region of the server, where it is known beforehand
 */
function agentConfiguration(props: CloudWatchAgentProps, host: string, serverRegion?: string): object {
  return {
    agent: { region: props.region ?? serverRegion, debug: props.logLevel === CollectorLogLevel.DEBUG || undefined },
    traces: {
      traces_collected: {
        xray: { bind_address: `${host}:${XRAY_PORT}`, tcp_proxy: { bind_address: `${host}:${XRAY_PORT}` } },
        otlp: props.otlp ?? true ? { grpc_endpoint: `${host}:${OTLP_GRPC_PORT}`, http_endpoint: `${host}:${OTLP_HTTP_PORT}` } : undefined,
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
