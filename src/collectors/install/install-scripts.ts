import { type PackagedCollectorOptions, packageOrigin } from '../collector-options';
import type { InstallSettings } from './install-settings';

/** What is known of the servers that an installation script is for. */
export interface InstallTarget {
  /**
   * Whether they are outside EC2: registered with Systems Manager, or with credentials of their own.
   * @default false
   */
  readonly onPremises?: boolean;

  /**
   * The region that is sent to where the collector's options name none.
   * @default - the region that the server is in
   */
  readonly region?: string;

  /**
   * Whether a failed installation is the script's own failure.
   * @default false
   */
  readonly reportFailure?: boolean;

  /**
   * Whether Systems Manager Distributor has installed the package, so that it is only to be configured and started.
   * @default false
   */
  readonly isPackageInstalled?: boolean;
}

/** Makes the installation scripts of a collector when they are asked for: most apps ask for none. */
export interface InstallScripts {
  /** The POSIX shell script for Linux; undefined where there is none for such servers. */
  linux(target: InstallTarget): string | undefined;

  /**
   * The PowerShell script for Windows Server; undefined where there is none for such servers.
   * @default - there is none
   */
  windows?(target: InstallTarget): string | undefined;
}

/** What of a collector's options its package on a server needs. */
interface PackageOptions extends PackagedCollectorOptions {
  readonly version?: string;
}

/** The settings of an installation script. */
export function installSettings(options: PackageOptions, target: InstallTarget, configuration: string): InstallSettings {
  return {
    configuration,
    version: options.version,
    ...packageOrigin(options),
    region: options.region ?? target.region,
    onPremises: target.onPremises,
    proxyAddress: options.proxyAddress,
    reportFailure: target.reportFailure,
  };
}
