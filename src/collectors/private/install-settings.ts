/**
 * What an installation script is made of: plain data. What depends on the server (its distribution, its processor, its region) the script finds
 * out on the server, so that one text serves every region.
 */
export interface InstallSettings {
  /** The collector's own configuration: the daemon's `cfg.yaml`, or the CloudWatch agent's JSON. */
  readonly configuration: string;

  /**
   * Which version to install.
   *
   * @default - the newest: `3.x` of the daemon, `latest` of the agent
   */
  readonly version?: string;

  /**
   * The https address of a mirror, below which the files have the names that AWS gives them.
   *
   * @default - AWS's bucket in the server's region, and where that has none the one in us-east-2 (daemon) or the global one (agent)
   */
  readonly packageLocation?: string;

  /**
   * Where the public key that signs the packages is.
   *
   * @default - beside the packages, under AWS's name
   */
  readonly signingKeyUrl?: string;

  /**
   * The fingerprint of that key: 40 hexadecimal digits, spaces allowed.
   *
   * @default - the fingerprint that AWS documents
   */
  readonly signingKeyFingerprint?: string;

  /**
   * The SHA-256 of the package for Windows: 64 hexadecimal digits. Linux packages have a signature to check instead.
   *
   * @default - what the package's own signature vouches for, see `windowsScript`
   */
  readonly packageSha256?: string;

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
