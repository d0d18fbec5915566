import { App, Fn, Stack } from 'aws-cdk-lib';
import { type CloudWatchAgentProps, CollectorLogLevel, TraceCollector, type XRayDaemonProps, XRayTracing } from '../../src';
import { checked } from '../support/collector-schemas';

const DIGEST = `sha256:${'a'.repeat(64)}`;

/** Every option at once, as far as all collectors have it. */
const OPTIONS = {
  region: 'eu-west-1',
  proxyAddress: 'http://proxy.example.com:3128',
  roleArn: 'arn:aws:iam::123456789012:role/sender',
  listenAddress: '0.0.0.0',
};
const PACKAGED = { ...OPTIONS, bufferSizeMiB: 16, localMode: true, resourceArn: 'arn:aws:ec2:eu-west-1:123456789012:instance/i-1' };
const ENDPOINT = 'https://xray-fips.us-east-1.amazonaws.com';

const COLLECTORS = {
  'xray-daemon': TraceCollector.xrayDaemon(),
  'cloudwatch-agent': TraceCollector.cloudWatchAgent(),
  'aws-otel-collector': TraceCollector.adotCollector(),
};

describe.each(Object.entries(COLLECTORS))('%s', (name, collector) => {
  test('has its name and its pinned image', () => {
    expect(collector.name).toBe(name);
    expect(collector.container?.image).toMatch(/^public\.ecr\.aws\/[\w-]+\/[\w-]+:v?\d+\.\d+\.\w+$/);
  });

  test('listens on loopback only on a server', () => {
    const { document, errors } = checked(name as keyof typeof COLLECTORS, collector.serverConfiguration!);
    expect(errors).toEqual([]);
    expect(addressesIn(document)).not.toEqual([]);
    for (const address of addressesIn(document)) { expect(address).toMatch(/^127\.0\.0\.1:(2000|4317|4318)$/); }
  });
});

/** Everything in a configuration that looks like a host and a port. */
function addressesIn(value: any): string[] {
  if (typeof value === 'string') { return /^[\d.]+:\d+$/.test(value) ? [value] : []; }
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(addressesIn) : [];
}

describe('the X-Ray daemon', () => {
  test('takes in a container as flags what a file says on a server', () => {
    const { container } = TraceCollector.xrayDaemon({ ...PACKAGED, logLevel: CollectorLogLevel.WARN });
    expect(container).toMatchObject({
      command: [
        '--region', 'eu-west-1', '--log-level', 'warn', '--buffer-memory', '16', '--proxy-address', 'http://proxy.example.com:3128',
        '--role-arn', 'arn:aws:iam::123456789012:role/sender', '--resource-arn', 'arn:aws:ec2:eu-west-1:123456789012:instance/i-1', '--local-mode',
      ],
      environment: { AWS_REGION: 'eu-west-1' },
    });
  });

  test('says every option in a file that it accepts', () => {
    const collector = TraceCollector.xrayDaemon({ ...PACKAGED, endpoint: ENDPOINT, concurrency: 4, logLevel: CollectorLogLevel.DEBUG });
    expect(checked('xray-daemon', collector.serverConfiguration!)).toEqual({
      errors: [],
      document: {
        Version: 2,
        Socket: { UDPAddress: '0.0.0.0:2000', TCPAddress: '0.0.0.0:2000' },
        Logging: { LogLevel: 'debug' },
        TotalBufferSizeMB: 16,
        Concurrency: 4,
        Region: 'eu-west-1',
        Endpoint: ENDPOINT,
        LocalMode: true,
        ResourceARN: 'arn:aws:ec2:eu-west-1:123456789012:instance/i-1',
        RoleARN: 'arn:aws:iam::123456789012:role/sender',
        ProxyAddress: 'http://proxy.example.com:3128',
      },
    });
  });

  test.each([
    ['endpoint', { endpoint: ENDPOINT }],
    ['concurrency', { concurrency: 4 }],
  ])('does not run in a container with `%s`, which it takes from a file only', (name, props) => {
    const collector = TraceCollector.xrayDaemon(props);
    expect(collector.container).toBeUndefined();
    expect(collector.noContainerReason).toContain(`\`${name}\``);
    expect(collector.noContainerReason).toContain('CloudWatch agent');
  });

  test('has no health check: its image has no shell and no program to run one', () => {
    expect(TraceCollector.xrayDaemon().container?.healthCheck).toBeUndefined();
  });

  test('takes no OTLP', () => {
    const collector = TraceCollector.xrayDaemon();
    expect([collector.udpPorts, collector.tcpPorts]).toEqual([[2000], [2000]]);
    expect(collector.applicationEnvironment('127.0.0.1')).toEqual({ AWS_XRAY_DAEMON_ADDRESS: '127.0.0.1:2000' });
  });
});

describe('the CloudWatch agent', () => {
  test('listens in a container on all addresses, for segments, sampling and OTLP', () => {
    const { document, errors } = checked('cloudwatch-agent', TraceCollector.cloudWatchAgent().container!.environment!.CW_CONFIG_CONTENT);
    expect(errors).toEqual([]);
    expect(document.traces.traces_collected).toEqual({
      xray: { bind_address: '0.0.0.0:2000', tcp_proxy: { bind_address: '0.0.0.0:2000' } },
      otlp: { grpc_endpoint: '0.0.0.0:4317', http_endpoint: '0.0.0.0:4318' },
    });
  });

  test('says every option in a document that it accepts', () => {
    const collector = TraceCollector.cloudWatchAgent({
      ...PACKAGED,
      endpoint: ENDPOINT,
      concurrency: 4,
      logLevel: CollectorLogLevel.DEBUG,
      otlp: false,
    });
    expect(checked('cloudwatch-agent', collector.serverConfiguration!)).toEqual({
      errors: [],
      document: {
        agent: { region: 'eu-west-1', debug: true },
        traces: {
          traces_collected: { xray: { bind_address: '0.0.0.0:2000', tcp_proxy: { bind_address: '0.0.0.0:2000' } } },
          concurrency: 4,
          buffer_size_mb: 16,
          resource_arn: 'arn:aws:ec2:eu-west-1:123456789012:instance/i-1',
          local_mode: true,
          credentials: { role_arn: 'arn:aws:iam::123456789012:role/sender' },
          proxy_override: 'http://proxy.example.com:3128',
          endpoint_override: ENDPOINT,
          region_override: 'eu-west-1',
        },
      },
    });
  });

  test('has no health check: its image has no shell', () => {
    expect(TraceCollector.cloudWatchAgent().container?.healthCheck).toBeUndefined();
  });

  test('has two log levels', () => {
    expect(() => TraceCollector.cloudWatchAgent({ logLevel: CollectorLogLevel.ERROR })).toThrow(/`logLevel`.*DEBUG.*got: "error"/);
  });
});

describe('the ADOT collector', () => {
  test('has in a container a receiver for segments, a proxy for sampling and OTLP, on all addresses', () => {
    const { document, errors } = checked('aws-otel-collector', TraceCollector.adotCollector().container!.environment!.AOT_CONFIG_CONTENT);
    expect(errors).toEqual([]);
    expect(document.receivers).toEqual({
      awsxray: { endpoint: '0.0.0.0:2000', transport: 'udp', proxy_server: { endpoint: '0.0.0.0:2000' } },
      otlp: { protocols: { grpc: { endpoint: '0.0.0.0:4317' }, http: { endpoint: '0.0.0.0:4318' } } },
    });
    expect(document.service.pipelines.traces.receivers).toEqual(['awsxray', 'otlp']);
  });

  test('says every option in a document that it accepts', () => {
    const collector = TraceCollector.adotCollector({ ...OPTIONS, endpoint: ENDPOINT, logLevel: CollectorLogLevel.ERROR, otlp: false });
    const sender = { region: 'eu-west-1', role_arn: OPTIONS.roleArn, proxy_address: OPTIONS.proxyAddress };
    const { document, errors } = checked('aws-otel-collector', collector.serverConfiguration!);
    expect(errors).toEqual([]);
    expect(document.receivers).toEqual({
      awsxray: { endpoint: '0.0.0.0:2000', transport: 'udp', proxy_server: { endpoint: '0.0.0.0:2000', aws_endpoint: ENDPOINT, ...sender } },
    });
    expect(document.exporters).toEqual({ awsxray: { endpoint: ENDPOINT, ...sender } });
    expect(document.service).toMatchObject({ pipelines: { traces: { receivers: ['awsxray'] } }, telemetry: { logs: { level: 'error' } } });
    expect(collector.container?.environment?.AWS_REGION).toBe('eu-west-1');
  });

  test('is asked for its health by the program that its image brings, without a shell', () => {
    expect(TraceCollector.adotCollector().container?.healthCheck).toEqual(['CMD', '/healthcheck']);
  });

  test('is installed on servers by Distributor only', () => {
    const collector = TraceCollector.adotCollector();
    expect(collector.distributorPackage).toBe('AWSDistroOTel-Collector');
    expect([collector.linuxInstallScript, collector.windowsInstallScript]).toEqual([undefined, undefined]);
  });
});

describe('the installation script for Linux', () => {
  test('has the options of the collector', () => {
    const script = TraceCollector.xrayDaemon({
      version: '3.6.6',
      packageLocation: 'https://packages.example.com/xray',
      signingKeyUrl: 'https://packages.example.com/key.gpg',
      signingKeyFingerprint: '0123456789abcdef0123456789abcdef01234567',
      region: 'eu-west-1',
      proxyAddress: 'http://proxy.example.com:3128',
      bufferSizeMiB: 16,
    }).linuxInstallScript!;
    for (const line of [
      "version='3.6.6'", "locations='https://packages.example.com/xray'", "key_url='https://packages.example.com/key.gpg'",
      "fingerprint='0123456789ABCDEF0123456789ABCDEF01234567'", "region='eu-west-1'",
      "export https_proxy='http://proxy.example.com:3128' http_proxy='http://proxy.example.com:3128'", 'TotalBufferSizeMB: 16',
    ]) {
      expect(script.split('\n')).toContain(line);
    }
  });

  test('lets user data go on where the installation fails, and tells Systems Manager', () => {
    const collector = TraceCollector.xrayDaemon();
    expect(collector.linuxInstallScript).toMatch(/\n\) && true\n$/);
    expect(collector._linuxScript({ reportFailure: true })).toMatch(/\n\)\n$/);
  });

  test('of servers outside EC2 takes their region where the collector names none', () => {
    const script = (props: XRayDaemonProps) => TraceCollector.xrayDaemon(props)._linuxScript({ onPremises: true, region: 'eu-west-1' });
    expect(script({})).toContain("region='eu-west-1'");
    expect(script({ region: 'eu-north-1' })).toContain("region='eu-north-1'");
  });
});

test.each([
  ['the X-Ray daemon', (props: CloudWatchAgentProps) => TraceCollector.xrayDaemon(props)],
  ['the CloudWatch agent', (props: CloudWatchAgentProps) => TraceCollector.cloudWatchAgent(props)],
])('the installation scripts of %s have its configuration and its package', (_, make) => {
  const collector = make({ roleArn: 'arn:aws:iam::123456789012:role/sender', packageLocation: 'https://packages.example.com/x', windowsPackageSha256: 'ab'.repeat(32) });
  for (const script of [collector.linuxInstallScript, collector.windowsInstallScript]) {
    expect(script).toContain('arn:aws:iam::123456789012:role/sender');
    expect(script).toContain('https://packages.example.com/x');
  }
  expect(collector.windowsInstallScript).toContain('AB'.repeat(32));
});

test('a token may be part of what an installation script checks, and may not hide it', () => {
  const { region } = new Stack();
  expect(TraceCollector.xrayDaemon({ packageLocation: `https://packages.${region}.example.com` }).linuxInstallScript).toContain(region);
  expect(() => TraceCollector.xrayDaemon({ packageLocation: region })).toThrow(/^`packageLocation` must be a URL that begins with https:\/\//);
});

test.each([
  ['its own default', {}, 'public.ecr.aws/xray/aws-xray-daemon:3.6.6'],
  ['a version', { version: '3.x' }, 'public.ecr.aws/xray/aws-xray-daemon:3.x'],
  ['a digest, which goes before the version', { version: '3.6.6', imageDigest: DIGEST }, `public.ecr.aws/xray/aws-xray-daemon@${DIGEST}`],
  ['a pull-through cache', { imageRegistry: '123456789012.dkr.ecr.eu-west-1.amazonaws.com/ecr-public' }, '123456789012.dkr.ecr.eu-west-1.amazonaws.com/ecr-public/xray/aws-xray-daemon:3.6.6'],
  ['a registry with a port', { imageRegistry: 'registry.example.com:5000' }, 'registry.example.com:5000/xray/aws-xray-daemon:3.6.6'],
])('the image by %s', (_, props, image) => {
  expect(TraceCollector.xrayDaemon(props).container?.image).toBe(image);
});

test('a collector with OTLP tells OpenTelemetry where to send, and to send nothing else, in words that every SDK knows', () => {
  expect(TraceCollector.cloudWatchAgent().applicationEnvironment('collector')).toEqual({
    AWS_XRAY_DAEMON_ADDRESS: 'collector:2000',
    OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector:4318',
    OTEL_EXPORTER_OTLP_PROTOCOL: 'http/protobuf',
    OTEL_LOGS_EXPORTER: 'none',
    OTEL_METRICS_EXPORTER: 'none',
  });
  expect(TraceCollector.cloudWatchAgent().tcpPorts).toEqual([2000, 4317, 4318]);
  expect(Object.keys(TraceCollector.adotCollector({ otlp: false }).applicationEnvironment('collector'))).toEqual(['AWS_XRAY_DAEMON_ADDRESS']);
});

test.each([
  ['version', '3.6 6', 'a version'],
  ['imageRegistry', 'https://registry.example.com', 'without a scheme'],
  ['imageDigest', 'sha256:1', '64 hexadecimal digits'],
  ['region', 'Frankfurt', 'a region'],
  ['endpoint', 'xray.us-east-1.amazonaws.com', 'a URL'],
  ['proxyAddress', 'proxy:3128', 'a URL'],
  ['roleArn', 'sender', 'the ARN of a role'],
  ['resourceArn', 'i-1', 'an ARN'],
  ['listenAddress', '0.0.0.0:2000', 'without a port'],
  ['listenAddress', '999.1.1.1', 'an IPv4 address'],
  ['listenAddress', '[:::]', 'an IPv6 address in brackets'],
  ['listenAddress', '::1', 'an IPv6 address in brackets'],
  ['packageLocation', 'http://mirror.example.com', 'https://'],
  ['signingKeyUrl', 'ftp://mirror.example.com/key', 'https://'],
  ['signingKeyFingerprint', 'EA6D 9271', '40 hexadecimal digits, perhaps with spaces between them'],
  ['signingKeyFingerprint', ` ${'ab'.repeat(20)}`, '40 hexadecimal digits'],
  ['signingKeyFingerprint', 'a'.repeat(41), '40 hexadecimal digits'],
  ['windowsPackageSha256', 'abc', '64 hexadecimal digits'],
  ['localMode', 'false', 'true or false'],
  ['bufferSizeMiB', 2, 'at least 3'],
  ['concurrency', 0, 'at least 1'],
])('`%s` cannot be %j', (name, value, rule) => {
  const props = { [name]: value };
  expect(() => TraceCollector.xrayDaemon(props)).toThrow(new RegExp(`^\`${name}\` must be .*${rule}.*, got: `));
  expect(() => TraceCollector.cloudWatchAgent(props)).toThrow(`\`${name}\``);
});

test.each(['10.0.0.255', '[::]', '[fe80::1:2]', '[::ffff:10.0.0.1]'])('a collector may listen on %s', (listenAddress) => {
  expect(TraceCollector.xrayDaemon({ listenAddress }).serverConfiguration).toContain(`UDPAddress: "${listenAddress}:2000"`);
});

test('what a token hides is left to the deployment', () => {
  const stack = new Stack(new App(), 'Stack');
  const { container } = TraceCollector.cloudWatchAgent({ roleArn: Fn.importValue('sender'), region: stack.region });
  expect(stack.resolve(container?.environment?.CW_CONFIG_CONTENT)).toEqual({
    'Fn::Join': ['', [
      '{"agent":{"region":"', { Ref: 'AWS::Region' },
      expect.stringContaining('"credentials":{"role_arn":"'), { 'Fn::ImportValue': 'sender' },
      '"},"region_override":"', { Ref: 'AWS::Region' }, '"}}',
    ]],
  });
});

describe('a collector of one\'s own', () => {
  test('is what its properties say', () => {
    const collector = new TraceCollector({ name: 'vector', container: { image: 'vector:1' }, linuxInstallScript: 'install' });
    expect(collector).toMatchObject({ name: 'vector', receivesOtlp: false, container: { image: 'vector:1' }, linuxInstallScript: 'install' });
  });

  test('can extend the class', () => {
    class Vector extends TraceCollector {
      constructor() {
        super({ name: 'vector', receivesOtlp: true });
      }
      public applicationEnvironment(host: string): { [name: string]: string } {
        return { ...super.applicationEnvironment(host), OTEL_TRACES_SAMPLER: 'always_on' };
      }
    }
    expect(new Vector().applicationEnvironment('h')).toMatchObject({ AWS_XRAY_DAEMON_ADDRESS: 'h:2000', OTEL_TRACES_SAMPLER: 'always_on' });
    expect(new Vector().noContainerReason).toBe('it has no container image');
  });

  test.each<any>(['', 'my collector', '-x', undefined, 5])('cannot be called %j', (name) => {
    expect(() => new TraceCollector({ name })).toThrow(/^`name` must be 1 to 255 letters/);
  });
});

test.each([['a factory that was not called', TraceCollector.xrayDaemon], ['a name', 'xray-daemon']])('%s is no collector', (_, collector) => {
  expect(() => XRayTracing.of(new App()).enable({ collector: collector as unknown as TraceCollector })).toThrow(/^`collector` must be a `TraceCollector`/);
});
