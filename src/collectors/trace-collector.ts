import { Token } from 'aws-cdk-lib';
import { type AdotCollectorProps, adotCollector, adotCollectorScripts } from './adot-collector';
import { type CloudWatchAgentProps, cloudWatchAgent, cloudWatchAgentScripts } from './cloudwatch-agent';
import { validateCollectorOptions } from './collector-options';
import type { InstallScripts, InstallTarget } from './install/install-scripts';
import { type XRayDaemonProps, xrayDaemon, xrayDaemonScripts } from './xray-daemon';
import { misuse, shown } from '../private/errors';
import { BOOLEAN, having, optionsSuchAs, requireKind, requireKinds } from '../private/options/option-kinds';
import { OTLP_GRPC_PORT, OTLP_HTTP_PORT, XRAY_PORT } from '../private/ports';

/**
 * How a collector runs in a container.
 */
export interface CollectorContainer {
  /** The image, with its registry and its tag or digest: `public.ecr.aws/xray/aws-xray-daemon:3.6.6`. */
  readonly image: string;

  /**
   * What is appended to the image's entry point.
   * @default - the image's own command
   */
  readonly command?: string[];

  /**
   * Environment variables of the collector itself.
   * @default - none
   */
  readonly environment?: { [name: string]: string };

  /**
   * The command of the container's health check. The images of the X-Ray daemon and of the CloudWatch agent have no shell to run one.
   * @default - no health check
   */
  readonly healthCheck?: string[];
}

/**
 * What a collector is made of.
 */
export interface TraceCollectorProps {
  /** What the collector is called, also as a container: 1 to 255 letters, digits, hyphens and underscores, beginning with a letter or a digit, for example `xray-daemon`. */
  readonly name: string;

  /**
   * Whether it takes OTLP, on ports 4317 (gRPC) and 4318 (HTTP), besides X-Ray segments on port 2000 (UDP, and TCP for sampling).
   * @default false
   */
  readonly receivesOtlp?: boolean;

  /**
   * How it runs in a container. It must listen on all addresses of its container.
   * @default - it does not run in containers
   */
  readonly container?: CollectorContainer;

  /**
   * Why it does not run in containers, and what does, for the warning or error of a task definition.
   * @default 'it has no container image'
   */
  readonly noContainerReason?: string;

  /**
   * The content of its configuration file on a server.
   * @default - it is installed with its own
   */
  readonly serverConfiguration?: string;

  /**
   * The POSIX shell commands that install and start it on a Linux server; they must be safe to run again.
   * @default - user data cannot install it on Linux
   */
  readonly linuxInstallScript?: string;

  /**
   * The PowerShell commands that install and start it on a Windows server; they must be safe to run again.
   * @default - user data cannot install it on Windows
   */
  readonly windowsInstallScript?: string;

  /**
   * The address of the mirror from which its install scripts download it.
   * @default - they download it from AWS, or not at all
   */
  readonly packageLocation?: string;

  /**
   * The name of its AWS Systems Manager Distributor package, for collectors that have no install script.
   * @default - it is not installed by Distributor
   */
  readonly distributorPackage?: string;
}

const KINDS = {
  receivesOtlp: BOOLEAN,
  container: having('image', 'an object, for example { image: \'public.ecr.aws/xray/aws-xray-daemon:3.6.6\' }'),
};

/**
 * Receives segments next to an application, where AWS does not run the X-Ray daemon for it: in ECS tasks and on servers.
 *
 * To use a collector of your own, make one with `new TraceCollector()`, or extend the class.
 */
export class TraceCollector {
  /**
   * The X-Ray daemon: for applications with an X-Ray SDK. It takes segments, and answers the SDK's questions for sampling rules.
   *
   * Since 2026-02-25 AWS has limited its releases to security fixes.
   *
   * @param props its version, where it comes from, and its configuration
   * @throws when a property is not what it must be
   * @see https://docs.aws.amazon.com/xray/latest/devguide/xray-daemon.html
   */
  public static xrayDaemon(props: XRayDaemonProps = {}): TraceCollector {
    validateCollectorOptions(props, Token.isUnresolved);
    return new InstallableCollector(xrayDaemon(props), () => xrayDaemonScripts(props));
  }

  /**
   * The CloudWatch agent: for applications with an X-Ray SDK or with OpenTelemetry.
   *
   * @param props its version, where it comes from, and its configuration
   * @throws when a property is not what it must be
   * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch-Agent-Configuration-File-Details.html
   */
  public static cloudWatchAgent(props: CloudWatchAgentProps = {}): TraceCollector {
    validateCollectorOptions(props, Token.isUnresolved);
    return new InstallableCollector(cloudWatchAgent(props), () => cloudWatchAgentScripts(props));
  }

  /**
   * The collector of the AWS Distro for OpenTelemetry: for applications with an X-Ray SDK or with OpenTelemetry.
   *
   * On servers it is installed by AWS Systems Manager Distributor only, so user data cannot bring it: see `ManagedNodeTracing`.
   *
   * @param props its version, where it comes from, and its configuration
   * @throws when a property is not what it must be
   * @see https://aws-otel.github.io/docs/getting-started/collector
   */
  public static adotCollector(props: AdotCollectorProps = {}): TraceCollector {
    validateCollectorOptions(props, Token.isUnresolved);
    return new InstallableCollector(adotCollector(props), () => adotCollectorScripts(props));
  }

  /** What the collector is called, also as a container. */
  public readonly name: string;

  /** Whether it takes OTLP, on ports 4317 (gRPC) and 4318 (HTTP). */
  public readonly receivesOtlp: boolean;

  /**
   * How it runs in a container.
   * @default - it does not run in containers
   */
  public readonly container?: CollectorContainer;

  /** Why it does not run in containers, and what does, where it does not. */
  public readonly noContainerReason: string;

  /**
   * The content of its configuration file on a server.
   * @default - it is installed with its own
   */
  public readonly serverConfiguration?: string;

  /**
   * The address of the mirror from which its install scripts download it.
   * @default - they download it from AWS, or not at all
   */
  public readonly packageLocation?: string;

  /**
   * The name of its AWS Systems Manager Distributor package.
   * @default - it is not installed by Distributor
   */
  public readonly distributorPackage?: string;

  /**
   * @param props what the collector is made of
   * @throws when the name cannot be a container's, or another property is not what it must be
   */
  constructor(private readonly props: TraceCollectorProps) {
    requireKind('props', props, optionsSuchAs('{ name: \'my-collector\' }'));
    requireKinds<TraceCollectorProps>(props, KINDS);
    if (typeof props.name !== 'string' || !/^[A-Za-z0-9][A-Za-z0-9_-]{0,254}$/.test(props.name)) {
      throw misuse(`\`name\` must be 1 to 255 letters, digits, hyphens and underscores, beginning with a letter or a digit, for example "my-collector", got: ${shown(props.name)}`);
    }
    this.name = props.name;
    this.receivesOtlp = props.receivesOtlp ?? false;
    this.container = props.container;
    this.noContainerReason = props.noContainerReason ?? 'it has no container image';
    this.serverConfiguration = props.serverConfiguration;
    this.packageLocation = props.packageLocation;
    this.distributorPackage = props.distributorPackage;
  }

  /**
   * The POSIX shell commands that install and start it on a Linux server.
   * @default - user data cannot install it on Linux
   */
  public get linuxInstallScript(): string | undefined {
    return this._linuxScript({});
  }

  /**
   * The PowerShell commands that install and start it on a Windows server.
   * @default - user data cannot install it on Windows
   */
  public get windowsInstallScript(): string | undefined {
    return this._windowsScript({});
  }

  /**
   * The POSIX shell commands for servers of which something is known.
   * @internal
   */
  public _linuxScript(_target: InstallTarget): string | undefined {
    return this.props.linuxInstallScript;
  }

  /**
   * The PowerShell commands for servers of which something is known.
   * @internal
   */
  public _windowsScript(_target: InstallTarget): string | undefined {
    return this.props.windowsInstallScript;
  }

  /** The UDP ports on which it listens. */
  public get udpPorts(): number[] {
    return [XRAY_PORT];
  }

  /** The TCP ports on which it listens. */
  public get tcpPorts(): number[] {
    return this.receivesOtlp ? [XRAY_PORT, OTLP_GRPC_PORT, OTLP_HTTP_PORT] : [XRAY_PORT];
  }

  /**
   * The environment variables by which an application finds the collector.
   *
   * `AWS_XRAY_DAEMON_ADDRESS`, and where the collector takes OTLP what every OpenTelemetry SDK understands: the exporter's endpoint and protocol, and no exporters
   * for metrics and logs, which the collector does not take. The sampler and the propagator `xray` are not for every SDK: some do not start with a name that they do not know.
   *
   * @param host the host name or address of the collector as the application sees it: `127.0.0.1`
   */
  public applicationEnvironment(host: string): { [name: string]: string } {
    const xray = { AWS_XRAY_DAEMON_ADDRESS: `${host}:${XRAY_PORT}` };
    if (!this.receivesOtlp) { return xray; }
    return {
      ...xray,
      OTEL_EXPORTER_OTLP_ENDPOINT: `http://${host}:${OTLP_HTTP_PORT}`,
      OTEL_EXPORTER_OTLP_PROTOCOL: 'http/protobuf',
      OTEL_LOGS_EXPORTER: 'none',
      OTEL_METRICS_EXPORTER: 'none',
    };
  }
}

/** A collector whose installation scripts are made when somebody asks for them. */
class InstallableCollector extends TraceCollector {
  constructor(props: TraceCollectorProps, private readonly scripts: () => InstallScripts) {
    super(props);
  }

  public _linuxScript(target: InstallTarget): string | undefined {
    return this.scripts().linux(target);
  }

  public _windowsScript(target: InstallTarget): string | undefined {
    return this.scripts().windows?.(target);
  }
}
