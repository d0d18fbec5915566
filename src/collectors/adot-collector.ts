import { type CollectorOptions, imageName } from './collector-options';
import { adotLinuxScript, adotWindowsScript } from './install/adot-scripts';
import type { InstallScripts } from './install/install-scripts';
import type { TraceCollectorProps } from './trace-collector';
import { OTLP_GRPC_PORT, OTLP_HTTP_PORT, XRAY_PORT } from '../private/ports';

/** The release that containers run unless another is named. */
const VERSION = 'v0.49.0';

/**
 * Properties of the collector of the AWS Distro for OpenTelemetry (ADOT).
 */
export interface AdotCollectorProps extends CollectorOptions {
  /**
   * The collector's version. AWS supports a release until the next minor one.
   * @default 'v0.49.0'
   * @see https://gallery.ecr.aws/aws-observability/aws-otel-collector
   */
  readonly version?: string;

  /**
   * Whether the collector takes OTLP besides X-Ray segments.
   * @default true
   */
  readonly otlp?: boolean;
}

/** What the ADOT collector is made of. */
export function adotCollector(props: AdotCollectorProps): TraceCollectorProps {
  return {
    name: 'aws-otel-collector',
    receivesOtlp: props.otlp ?? true,
    container: {
      image: imageName(props, 'aws-observability/aws-otel-collector', props.version ?? VERSION),
      environment: {
        AOT_CONFIG_CONTENT: JSON.stringify(collectorConfiguration(props, '0.0.0.0')),
        ...(props.region ? { AWS_REGION: props.region } : {}),
      },
      healthCheck: ['CMD', '/healthcheck'],
    },
    distributorPackage: 'AWSDistroOTel-Collector',
    serverConfiguration: serverConfiguration(props),
  };
}

/** How the collector is configured on servers, where Distributor has installed it. Nothing else installs it there. */
export function adotCollectorScripts(props: AdotCollectorProps): InstallScripts {
  const configuration = serverConfiguration(props);
  return {
    linux: ({ isPackageInstalled }) => isPackageInstalled ? adotLinuxScript(configuration) : undefined,
    windows: ({ isPackageInstalled }) => isPackageInstalled ? adotWindowsScript(configuration) : undefined,
  };
}

function serverConfiguration(props: AdotCollectorProps): string {
  return JSON.stringify(collectorConfiguration(props, props.listenAddress ?? '127.0.0.1'), undefined, 2);
}

/**
 * The collector's whole configuration, which is JSON and so YAML too. None of the files that the image brings has a receiver for X-Ray segments, a
 * proxy for sampling rules that other containers reach, and OTLP, all at once.
 */
function collectorConfiguration(props: AdotCollectorProps, host: string): object {
  const withOtlp = props.otlp ?? true;
  const shared = { region: props.region, role_arn: props.roleArn, proxy_address: props.proxyAddress };
  return {
    extensions: { health_check: {} },
    receivers: {
      awsxray: {
        endpoint: `${host}:${XRAY_PORT}`,
        transport: 'udp',
        proxy_server: { endpoint: `${host}:${XRAY_PORT}`, ...shared, aws_endpoint: props.endpoint },
      },
      otlp: withOtlp ? { protocols: { grpc: { endpoint: `${host}:${OTLP_GRPC_PORT}` }, http: { endpoint: `${host}:${OTLP_HTTP_PORT}` } } } : undefined,
    },
    processors: { batch: { timeout: '1s', send_batch_size: 50 } },
    exporters: { awsxray: { ...shared, endpoint: props.endpoint } },
    service: {
      extensions: ['health_check'],
      pipelines: {
        traces: { receivers: withOtlp ? ['awsxray', 'otlp'] : ['awsxray'], processors: ['batch'], exporters: ['awsxray'] },
      },
      telemetry: props.logLevel ? { logs: { level: props.logLevel } } : undefined,
    },
  };
}
