import { isIPv4, isIPv6 } from 'net';
import { misuse, shown } from '../private/errors';
import { requireMember } from '../private/options/enums';
import { BOOLEAN, requireKinds } from '../private/options/option-kinds';

/**
 * How much a collector writes to its log.
 */
export enum CollectorLogLevel {
  /** Everything, also each batch that is sent. */
  DEBUG = 'debug',
  /** What happens in normal operation. */
  INFO = 'info',
  /** What may be wrong. */
  WARN = 'warn',
  /** What is wrong. */
  ERROR = 'error',
}

/**
 * What all collectors can be told.
 */
export interface CollectorOptions {
  /**
   * The registry of the container image, for a mirror or an ECR pull-through cache: `123456789012.dkr.ecr.eu-west-1.amazonaws.com/ecr-public`.
   * @default 'public.ecr.aws'
   */
  readonly imageRegistry?: string;

  /**
   * The digest of the container image, which goes before its version: `sha256:…`.
   * @default - the image is named by its version
   */
  readonly imageDigest?: string;

  /**
   * How much the collector writes to its log. The CloudWatch agent knows `DEBUG` and `INFO` only.
   * @default - the collector's own default
   */
  readonly logLevel?: CollectorLogLevel;

  /**
   * The region to which segments are sent.
   * @default - the region that the collector runs in
   */
  readonly region?: string;

  /**
   * The X-Ray endpoint, for FIPS endpoints and for partitions that the collector does not know: `https://xray-fips.us-east-1.amazonaws.com`.
   * @default - the endpoint of the region
   * @see https://docs.aws.amazon.com/general/latest/gr/xray.html
   */
  readonly endpoint?: string;

  /**
   * The HTTP proxy through which segments are sent: `http://proxy.example.com:3128`.
   * @default - none
   */
  readonly proxyAddress?: string;

  /**
   * The ARN of a role that the collector assumes to send, for example in another account. Its own role must be allowed to assume it.
   * @default - it sends with the role of the task or instance
   */
  readonly roleArn?: string;

  /**
   * The address on which the collector listens on a server. In containers it listens on all addresses.
   * @default '127.0.0.1'
   */
  readonly listenAddress?: string;
}

/**
 * What collectors can be told that come as a package of their own.
 */
export interface PackagedCollectorOptions extends CollectorOptions {
  /**
   * Whether the EC2 metadata service is left alone: for servers outside of AWS.
   * @default false
   */
  readonly localMode?: boolean;

  /**
   * The memory for segments that wait to be sent, in MiB, at least 3.
   * @default - the collector's own default: 1 % of the memory
   */
  readonly bufferSizeMiB?: number;

  /**
   * How many requests to X-Ray may be under way at a time.
   * @default 8
   */
  readonly concurrency?: number;

  /**
   * The ARN of the AWS resource that the collector runs on, for servers outside of AWS.
   * @default - none
   */
  readonly resourceArn?: string;

  /**
   * The HTTPS address from which servers download the package and its signature, for an internal mirror with the original file names.
   * @default - AWS's bucket in the server's region
   */
  readonly packageLocation?: string;

  /**
   * The HTTPS address of the public key that the package is signed with.
   * @default - AWS's key
   */
  readonly signingKeyUrl?: string;

  /**
   * The fingerprint of that key: 40 hexadecimal digits, with or without spaces between them. A package that another key has signed is not installed.
   * @default - the fingerprint of AWS's key
   */
  readonly signingKeyFingerprint?: string;

  /**
   * The SHA-256 of the package for Windows, 64 hexadecimal digits. Windows cannot check the signature that packages for Linux have.
   * @default - the CloudWatch agent's installer must have Amazon's Authenticode signature; the X-Ray daemon's must be valid where it has one
   */
  readonly windowsPackageSha256?: string;
}

/** An image by its digest or, where none is given, by its tag. */
export function imageName(options: CollectorOptions, repository: string, tag: string): string {
  const registry = options.imageRegistry ?? 'public.ecr.aws';
  return `${registry}/${repository}${options.imageDigest ? `@${options.imageDigest}` : `:${tag}`}`;
}

/** From where a package comes, and what vouches for it. */
export type PackageOrigin = Pick<PackagedCollectorOptions, 'packageLocation' | 'signingKeyUrl' | 'signingKeyFingerprint' | 'windowsPackageSha256'>;

/** The same in the one form that installation scripts know: addresses without a slash at their end, digits in capitals and without spaces. */
export function packageOrigin({ packageLocation, signingKeyUrl, signingKeyFingerprint, windowsPackageSha256 }: PackageOrigin): PackageOrigin {
  return {
    packageLocation: packageLocation?.replace(/\/+$/, ''),
    signingKeyUrl: signingKeyUrl?.replace(/\/+$/, ''),
    signingKeyFingerprint: signingKeyFingerprint?.replaceAll(' ', '').toUpperCase(),
    windowsPackageSha256: windowsPackageSha256?.toUpperCase(),
  };
}

interface Rule {
  readonly matches: Pick<RegExp, 'test'>;
  readonly rule: string;
}

const RULES: Record<string, Rule> = {
  version: { matches: /^[\w.-]+$/, rule: 'a version, for example "3.6.6"' },
  imageRegistry: { matches: /^[^\s/:]+(:\d+)?(\/[^\s/]+)*$/, rule: 'a host name, perhaps with a path, without a scheme' },
  imageDigest: { matches: /^sha256:[0-9a-f]{64}$/, rule: '"sha256:" and 64 hexadecimal digits' },
  region: { matches: /^[a-z]{2,4}(-[a-z]+)+-\d+$/, rule: 'a region, for example "eu-west-1"' },
  endpoint: { matches: /^https?:\/\/[^\s"']+$/, rule: 'a URL, for example "https://xray-fips.us-east-1.amazonaws.com"' },
  proxyAddress: { matches: /^https?:\/\/[^\s"']+$/, rule: 'a URL, for example "http://proxy.example.com:3128"' },
  roleArn: { matches: /^arn:[\w-]+:iam::\d{12}:role\/[^\s"']+$/, rule: 'the ARN of a role' },
  resourceArn: { matches: /^arn:[^\s"']+$/, rule: 'an ARN' },
  listenAddress: { matches: { test: isAddress }, rule: 'an IPv4 address, or an IPv6 address in brackets, without a port' },
  packageLocation: { matches: /^https:\/\/[^\s"']+$/, rule: 'a URL that begins with https://' },
  signingKeyUrl: { matches: /^https:\/\/[^\s"']+$/, rule: 'a URL that begins with https://' },
  signingKeyFingerprint: { matches: /^[0-9a-fA-F](?: *[0-9a-fA-F]){39}$/, rule: '40 hexadecimal digits, perhaps with spaces between them' },
  windowsPackageSha256: { matches: /^[0-9a-fA-F]{64}$/, rule: '64 hexadecimal digits' },
};

/** An address to which a port can be appended, and which a script may have in quotes. */
function isAddress(text: string): boolean {
  const [, ipv6 = ''] = /^\[([0-9a-fA-F:.]+)\]$/.exec(text) ?? [];
  return isIPv4(text) || isIPv6(ipv6);
}

/** What a server trusts when it installs, so that a token may be a part of it, but not hide it. */
const NEVER_HIDDEN = ['packageLocation', 'signingKeyUrl', 'signingKeyFingerprint', 'windowsPackageSha256'];

/** What one collector or the other can be told. */
interface AllOptions extends PackagedCollectorOptions {
  readonly version?: string;
  readonly otlp?: boolean;
}

const KINDS = { localMode: BOOLEAN, otlp: BOOLEAN };

/** Whether a value is known at deployment only, so that it cannot be checked. */
export type IsHidden = (value: unknown) => boolean;

/**
 * Throws where an option is not what it must be.
 *
 * @param isHidden tells tokens, which are left to the deployment. Without the CDK there are none
 */
export function validateCollectorOptions(options: AllOptions, isHidden: IsHidden = () => false): void {
  requireKinds(options, KINDS);
  for (const [name, { matches, rule }] of Object.entries(RULES)) {
    const value: unknown = options[name as keyof PackagedCollectorOptions];
    if (value === undefined || (isHidden(value) && !NEVER_HIDDEN.includes(name))) { continue; }
    if (typeof value !== 'string' || !matches.test(value)) { throw misuse(`\`${name}\` must be ${rule}, got: ${shown(value)}`); }
  }
  if (options.logLevel !== undefined) { requireMember('logLevel', options.logLevel, CollectorLogLevel); }
  for (const [name, minimum] of [['bufferSizeMiB', 3], ['concurrency', 1]] as const) {
    const value = options[name];
    if (value === undefined || isHidden(value)) { continue; }
    if (!Number.isInteger(value) || value < minimum) { throw misuse(`\`${name}\` must be a whole number of at least ${minimum}, got: ${shown(value)}`); }
  }
}
