import { readFileSync } from 'fs';
import { join } from 'path';
import { zipSync } from 'fflate';
import { describeForReal } from './support/commands';
import { until } from './support/server';
import { Site } from './support/site';
import { InstallSettings, xrayDaemonLinuxScript } from '../../src/collectors/install/linux-install';

const CONFIGURATION = [
  'Endpoint: "http://xray.test"',
  'Socket:',
  '  UDPAddress: "127.0.0.1:2000"',
  '  TCPAddress: "127.0.0.1:2000"',
  'Version: 2',
].join('\n');

const PACKAGE = 'aws-xray-daemon-linux-3.x.zip';
const RUNS = 'the X-Ray daemon runs and listens on port 2000';

const STAND_IN = readFileSync(join(__dirname, 'support', 'stand-in-daemon.pl'), 'utf8');

/** A zip as AWS publishes them: the program, a configuration, licences; with so much padding that a disk can be full half way. */
function daemonPackage(version: string): Buffer {
  const files = { 'xray': `${STAND_IN}\n__END__\n${version}${'x'.repeat(300_000)}`, 'cfg.yaml': 'Version: 2', 'LICENSE': 'licence' };
  return Buffer.from(zipSync(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, [Buffer.from(text), { level: 0 as const }]]))));
}

jest.setTimeout(300_000);

describeForReal('the X-Ray daemon on a Debian server', () => {
  let site: Site;

  function userData(settings: Partial<InstallSettings> = {}): string {
    return site.userData(xrayDaemonLinuxScript({ configuration: CONFIGURATION, signingKeyFingerprint: site.signer.fingerprint, ...settings }));
  }

  const install = (settings: Partial<InstallSettings> = {}) => site.server.script(userData(settings));

  function publish(place: string, zip: Buffer, signature = site.signer.sign(zip), key = site.signer.publicKey()): void {
    site.aws.serve(`${place}/${PACKAGE}`, zip);
    site.aws.serve(`${place}/${PACKAGE}.sig`, signature);
    site.aws.serve(`${place}/aws-xray.gpg`, key);
  }

  function expectRunning(): void {
    const state = ['ActiveState', 'SubState', 'UnitFileState', 'NRestarts', 'User'].map(name => site.property('xray', name));
    expect(state).toEqual(['active', 'running', 'enabled', '0', 'xray']);
    expect(site.server.shell('ss -Hlunp sport = :2000; ss -Hltnp sport = :2000').output.match(/127\.0\.0\.1:2000 .*"xray"/g)).toHaveLength(2);
  }

  const processId = () => site.property('xray', 'MainPID');
  const packageRequests = () => site.aws.requests().filter(({ url }) => url.endsWith(PACKAGE)).length;

  /** Sends a segment to the daemon, as the SDKs do, and returns its text. */
  function send(segment: object): string {
    const text = JSON.stringify(segment);
    site.server.write('/root/packet', `{"format": "json", "version": 1}\n${text}`);
    site.server.shell("bash -c 'cat /root/packet > /dev/udp/127.0.0.1/2000'");
    return text;
  }

  const portIsBound = () => site.server.shell('ss -Hlun sport = :2000').output !== '';

  /** Runs something while another program has the port. */
  async function besides<T>(program: string, action: () => T): Promise<T> {
    site.server.shell(`systemd-run --unit=other ${program}`);
    await until('the port is bound', portIsBound);
    try {
      return action();
    } finally {
      site.server.shell('systemctl stop other');
    }
  }

  beforeAll(async () => {
    site = new Site('cdkx-daemon');
    const { signer, stranger } = site;
    const zip = daemonPackage('1');
    const buckets = ['eu-west-1', 'us-east-2'].map(region => `s3.${region}.amazonaws.com/aws-xray-assets.${region}/xray-daemon`);
    ['/good', '/half', '/flaky', ...buckets].forEach(place => publish(place, zip));
    publish('/changed', Buffer.concat([zip, Buffer.from('!')]), signer.sign(zip));
    publish('/stranger', zip, stranger.sign(zip), stranger.publicKey());
    publish('/forged', zip, stranger.sign(zip));
    publish('/no-key', zip, signer.sign(zip), 'this is no key');
    await site.open();
  });

  afterAll(() => site?.close());

  describe('when it cannot be installed', () => {
    let before: string[];

    beforeAll(() => { before = site.server.changes(); });

    test.each([
      ['a package that was changed after it was signed', '/changed', /not signed by the key [0-9A-F]{40}/],
      ['a package that a stranger signed, with their key beside it', '/stranger', /not signed by the key/],
      ['a package that a stranger signed', '/forged', /not signed by the key/],
      ['a key file without a key', '/no-key', 'the signing key cannot be read'],
      ['no package at all', '/missing', /cannot download aws-xray-daemon-linux-3\.x\.zip\.sig/],
      ['half a download', '/half', /cannot download aws-xray-daemon-linux-3\.x\.zip/],
    ])('%s', (_, place, reason) => {
      site.expectUntouched(before, install({ packageLocation: `https://mirror.test${place}` }), reason);
    });

    test('the status that a server answered with is in the log', () => {
      install({ packageLocation: 'https://mirror.test/missing' });
      expect(site.log).toContain('cannot download https://mirror.test/missing/aws-xray-daemon-linux-3.x.zip.sig (HTTP status 404, curl status 22)');
    });

    test('no route', () => {
      const outcome = site.network.withoutRoute(() => install({ region: 'eu-west-1' }));
      site.expectUntouched(before, outcome, /cannot download .* Is there a route to AWS, or a mirror\?/);
    });

    test('a host whose certificate nobody vouches for', () => {
      site.expectUntouched(before, install({ packageLocation: 'https://192.0.2.1/good' }), /cannot download/);
    });

    test.each([
      ['for the download', 0, /no space/],
      ['for the whole download', 150, 'no space for the download'],
      ['for what is in it', 450, 'cannot unpack the package'],
      ['for the program in its place', 750, 'cannot write /usr/bin/xray'],
    ])('a disk without room %s', (_, kilobytes, reason) => {
      const outcome = site.server.withFreeDisk(kilobytes, () => install({ packageLocation: 'https://mirror.test/good' }));
      expect(outcome.output).toMatch(/^before\n(.*\n)*after, status 0, line mine\n$/);
      expect(outcome.output.split('\n').filter(line => line.includes('ERROR'))).toEqual([expect.stringMatching(reason)]);
      expect(site.server.changes()).toEqual(before);
    });

    test('a configuration with a key that the daemon does not know', () => {
      const outcome = install({ packageLocation: 'https://mirror.test/good', configuration: `${CONFIGURATION}\nMemoryLimit: 16` });
      site.expectUntouched(before, outcome, /does not come up: \[Error\] MemoryLimit flag is invalid/);
      expect(site.server.shell('id xray; systemctl is-enabled xray').output).toMatch(/no such user[^]*No such file/);
    });

    test('the daemon of another package is kept, and enabled, which its package forgets', () => {
      const unit = '/etc/systemd/system/xray.service';
      site.server.write('/opt/theirs.yaml', CONFIGURATION);
      site.server.write('/opt/theirs', STAND_IN, 0o755);
      site.server.write(unit, '[Service]\nExecStart=/opt/theirs -c /opt/theirs.yaml\n[Install]\nWantedBy=multi-user.target\n');
      expect(install().output).toMatch(/another package has installed the X-Ray daemon: kept as it is, enabled and started\nafter/);
      expect([site.property('xray', 'ActiveState'), site.property('xray', 'UnitFileState')]).toEqual(['active', 'enabled']);
      expect(site.server.exists('/usr/bin/xray')).toBe(false);
      site.server.shell(`systemctl disable --now xray; rm -f /opt/theirs* ${unit}; systemctl daemon-reload`);
    });

    test('a collector that is there already is enough', async () => {
      site.server.write('/opt/xray', STAND_IN, 0o755);
      site.server.write('/opt/cfg.yaml', CONFIGURATION);
      const outcome = await besides('/opt/xray -c /opt/cfg.yaml', () => install());
      site.server.shell('rm -f /opt/xray /opt/cfg.yaml');
      expect(outcome.output).toMatch(/a collector listens on port 2000 already, nothing to install: .*xray.*\nafter/);
    });

    test('a port that another program has', async () => {
      const listen = 'IO::Socket::INET->new(Proto => "udp", LocalAddr => "127.0.0.1:2000") or die; sleep';
      const outcome = await besides(`perl -MIO::Socket::INET -e 'push @s, ${listen}'`, () => install());
      site.expectUntouched(before, outcome, /port 2000 is taken: .*perl/);
    });
  });

  describe('when it is installed', () => {
    test('from the bucket of the region that the metadata names', () => {
      expect(install().output).toMatch(new RegExp(`^before\n.* cdk-xray: ${RUNS}\nafter, status 0, line mine\n$`));
      expectRunning();
      expect(site.server.read('/etc/amazon/xray/cfg.yaml')).toBe(`${CONFIGURATION}\n`);
    });

    test('it sends on what an application sends', async () => {
      const segment = send({ name: 'order', id: '1' });
      await until('the segment has come', () => site.aws.requests().some(({ body }) => body === segment));
      expect(site.aws.requests().find(({ body }) => body === segment)).toMatchObject({
        host: 'xray.test', url: '/TraceSegments', headers: { 'x-stand-in-region': 'eu-west-1' },
      });
    });

    test.each([[['dash']], [['bash']], [['busybox', 'sh']]])('a second run changes and restarts nothing: %j', shell => {
      const [process, changes, requests] = [processId(), site.server.changes(), packageRequests()];
      expect(site.server.script(userData(), shell).output).toContain('the X-Ray daemon runs already, nothing to change');
      expect([processId(), site.server.changes(), packageRequests()]).toEqual([process, changes, requests]);
    });

    test('it runs again after a reboot', async () => {
      await site.server.shutDown();
      await site.server.boot();
      await until('the port is bound', portIsBound);
      expectRunning();
    });

    test('another configuration is taken over', () => {
      const process = processId();
      expect(install({ configuration: `TotalBufferSizeMB: 16\n${CONFIGURATION}` }).output).toContain(RUNS);
      expectRunning();
      expect(processId()).not.toBe(process);
      expect(site.server.read('/etc/amazon/xray/cfg.yaml')).toContain('TotalBufferSizeMB: 16');
    });

    test('a configuration that it refuses is taken back, and the daemon runs as before', () => {
      const changes = site.server.changes();
      const outcome = install({ configuration: `TotalBufferSizeMB: 2\n${CONFIGURATION}` });
      expect(outcome.output).toMatch(/ERROR: the daemon does not come up: \[Error\] TotalBufferSizeMB must be 3 or more\. Nothing was changed\./);
      expectRunning();
      expect(site.server.changes()).toEqual(changes);
    });

    test('a newer version is taken over, by way of a mirror that fails at first', () => {
      publish('/flaky', daemonPackage('2'));
      expect(install({ packageLocation: 'https://mirror.test/flaky' }).output).toContain(RUNS);
      expectRunning();
      expect(site.server.read('/usr/bin/xray')).toContain('__END__\n2x');
    });

    test('an update that finds the disk full leaves the daemon running', () => {
      const process = processId();
      const outcome = site.server.withFreeDisk(700, () => install());
      expect(outcome.output).toMatch(/ERROR: .*Nothing was changed\./);
      expect(processId()).toBe(process);
      expectRunning();
    });

    test('from us-east-2 where the region has no bucket', () => {
      expect(install({ region: 'ap-southeast-7' }).output).toContain(RUNS);
      expect(site.aws.requests().slice(-4).map(({ host }) => host)).toEqual(expect.arrayContaining(['s3.ap-southeast-7.amazonaws.com', 's3.us-east-2.amazonaws.com']));
      expect(site.property('xray', 'Environment')).toBe('AWS_REGION=ap-southeast-7');
    });
  });

  describe('outside EC2', () => {
    const OUTSIDE = { onPremises: true, region: 'eu-central-1', packageLocation: 'https://mirror.test/good' };

    /** As the SSM agent of a hybrid-activated server keeps them. */
    const putCredentials = (key: string) => {
      site.server.shell('mkdir -p -m 700 /root/.aws');
      site.server.write('/root/.aws/credentials', `[default]\naws_access_key_id = ${key}\naws_secret_access_key = secret\n`, 0o600);
    };

    async function expectSentWith(key: string, id: string): Promise<void> {
      const sent = () => site.aws.requests().find(({ body }) => body.includes(`"${id}"`));
      await until(`the segment ${id} has come`, () => {
        send({ name: 'order', id });
        return sent() !== undefined;
      });
      expect(sent()!.headers).toMatchObject({ 'x-stand-in-region': 'eu-central-1', 'x-stand-in-key': key });
    }

    test('it has the credentials that the SSM agent keeps for root', async () => {
      putCredentials('FIRST');
      expect(install(OUTSIDE).output).toContain(RUNS);
      expectRunning();
      await expectSentWith('FIRST', 'outside-1');
    });

    test('it takes over renewed ones', async () => {
      const process = processId();
      putCredentials('SECOND');
      await until('the daemon has started anew', () => !['0', process].includes(processId()));
      await expectSentWith('SECOND', 'outside-2');
    });

    test('a second run changes nothing', () => {
      const process = processId();
      expect(install(OUTSIDE).output).toContain('nothing to change');
      expect(processId()).toBe(process);
    });
  });
});
