import type { PackageOrigin } from '../collector-options';

/**
 * What an installation script is made of: plain values that are checked already. What depends on the server (its distribution, its processor, its
 * region) the script finds out on the server, so that one text serves every region.
 */
export interface InstallSettings extends PackageOrigin {
  /** The collector's own configuration: the daemon's `cfg.yaml`, or the CloudWatch agent's JSON, both with JSON's quotes around what a user can say. */
  readonly configuration: string;

  /**
   * Which version to install.
   *
   * @default - the newest: `3.x` of the daemon, `latest` of the agent
   */
  readonly version?: string;

  /**
   * The AWS region to send to.
   *
   * @default - the instance's region, by its metadata, else the environment's `AWS_REGION`
   */
  readonly region?: string;

  /**
   * Whether the server is outside EC2. It has no instance metadata then: the collector reads the credentials that the SSM agent of a
   * hybrid-activated server keeps, and `region` is required.
   *
   * @default false
   */
  readonly onPremises?: boolean;

  /**
   * The proxy that downloads go through, as `http://proxy.example.com:3128`. The collector's own proxy is part of its configuration.
   *
   * @default - what the environment says
   */
  readonly proxyAddress?: string;

  /**
   * Whether a failed installation is the script's own failure. SSM and people want to know; user data must go on.
   *
   * @default false
   */
  readonly reportFailure?: boolean;
}
