import { readFileSync } from 'fs';
import { join } from 'path';
import { zipSync } from 'fflate';
import { Aws } from './support/aws';
import { describeForReal } from './support/commands';
import { Network } from './support/network';
import { Outcome, Server, until } from './support/server';
import { Signer } from './support/signer';
import { InstallSettings, xrayDaemonLinuxScript } from '../../src/collectors/linux-install';

const CONFIGURATION = [
  'Endpoint: "http://xray.test"',
  'Socket:',
  '  UDPAddress: "127.0.0.1:2000"',
  '  TCPAddress: "127.0.0.1:2000"',
  'Version: 2',
].join('\n');

const PACKAGE = 'aws-xray-daemon-linux-3.x.zip';
const LOG = '/var/log/cdk-xray-install.log';
const RUNS = 'the X-Ray daemon runs and listens on UDP port 2000';

/** A zip as AWS publishes them: the program, a configuration, licences; with so much padding that a disk can be full half way. */
function daemonPackage(version: string): Buffer {
  const program = readFileSync(join(__dirname, 'support', 'stand-in-daemon.pl'), 'utf8');
  const files = { 'xray': `${program}\n__END__\n${version}${'x'.repeat(300_000)}`, 'cfg.yaml': 'Version: 2', 'LICENSE': 'licence' };
  return Buffer.from(zipSync(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, [Buffer.from(text), { level: 0 as const }]]))));
}

jest.setTimeout(300_000);

describeForReal('the X-Ray daemon on a Debian server', () => {
  let network: Network;
  let aws: Aws;
  let server: Server;
  let signer: Signer;
  let stranger: Signer;

  /** The script between two commands of a user's own, as user data has them. */
  function userData(settings: Partial<InstallSettings> = {}): string {
    const script = xrayDaemonLinuxScript({ configuration: CONFIGURATION, signingKeyFingerprint: signer.fingerprint, ...settings });
    return `set -eu\nline=mine\necho before\n${script}echo "after, status $?, line $line"\n`;
  }

  function publish(place: string, zip: Buffer, signature = signer.sign(zip), key = signer.publicKey()): void {
    aws.serve(`${place}/${PACKAGE}`, zip);
    aws.serve(`${place}/${PACKAGE}.sig`, signature);
    aws.serve(`${place}/aws-xray.gpg`, key);
  }

  function expectRunning(): void {
    const state = (property: string) => server.shell(`systemctl show --property ${property} --value xray`).output.trim();
    expect(['ActiveState', 'SubState', 'UnitFileState', 'NRestarts', 'User'].map(state)).toEqual(['active', 'running', 'enabled', '0', 'xray']);
    expect(server.shell('ss -Hlunp sport = :2000; ss -Hltnp sport = :2000').output.match(/127\.0\.0\.1:2000 .*"xray"/g)).toHaveLength(2);
  }

  /** The user's own commands ran, the log says what is wrong, and nothing is on the disk that was not there. */
  function expectUntouched(before: string[], outcome: Outcome, reason: string | RegExp): void {
    expect(outcome).toEqual({ status: 0, output: expect.stringMatching(/^before\n(.*\n)*after, status 0, line mine\n$/) });
    const error = server.read(LOG).split('\n').filter(line => line.includes('ERROR')).pop()!;
    expect(outcome.output).toContain(error);
    expect(error).toMatch(reason);
    expect(error).toMatch(/ Nothing was changed\.$/);
    expect(server.changes()).toEqual(before);
    expect(server.shell('ls /var/tmp | grep cdk-xray').output).toBe('');
  }

  const processId = () => server.shell('systemctl show --property MainPID --value xray').output;
  const packageRequests = () => aws.requests().filter(({ url }) => url.endsWith(PACKAGE)).length;

  beforeAll(async () => {
    network = new Network(`cdkx${process.pid}`);
    aws = new Aws(network);
    [signer, stranger] = [new Signer('signer'), new Signer('stranger')];
    const zip = daemonPackage('1');
    ['/good', '/half', '/flaky', 's3.eu-west-1.amazonaws.com/aws-xray-assets.eu-west-1/xray-daemon', 's3.us-east-2.amazonaws.com/aws-xray-assets.us-east-2/xray-daemon']
      .forEach(place => publish(place, zip));
    publish('/changed', Buffer.concat([zip, Buffer.from('!')]), signer.sign(zip));
    publish('/stranger', zip, stranger.sign(zip), stranger.publicKey());
    publish('/forged', zip, stranger.sign(zip));
    publish('/no-key', zip, signer.sign(zip), 'this is no key');
    await aws.start();
    server = new Server(network, aws, 64);
    await server.boot();
  });

  afterAll(async () => {
    await server?.close();
    [aws, network, signer, stranger].forEach(resource => resource?.close());
  });

  describe('when it cannot be installed', () => {
    let before: string[];

    beforeAll(() => { before = server.changes(); });

    test.each([
      ['a package that was changed after it was signed', '/changed', /not signed by the key [0-9A-F]{40}/],
      ['a package that a stranger signed, with their key beside it', '/stranger', /not signed by the key/],
      ['a package that a stranger signed', '/forged', /not signed by the key/],
      ['a key file without a key', '/no-key', 'the signing key cannot be read'],
      ['no package at all', '/missing', /cannot download aws-xray-daemon-linux-3\.x\.zip\.sig/],
      ['half a download', '/half', /cannot download aws-xray-daemon-linux-3\.x\.zip/],
    ])('%s', (_, place, reason) => {
      expectUntouched(before, server.script(userData({ packageLocation: `https://mirror.test${place}` })), reason);
    });

    test('the status that a server answered with is in the log', () => {
      server.script(userData({ packageLocation: 'https://mirror.test/missing' }));
      expect(server.read(LOG)).toContain('cannot download https://mirror.test/missing/aws-xray-daemon-linux-3.x.zip.sig (HTTP status 404, curl status 22)');
    });

    test('no route', () => {
      const outcome = network.withoutRoute(() => server.script(userData({ region: 'eu-west-1' })));
      expectUntouched(before, outcome, /cannot download .* Is there a route to AWS, or a mirror\?/);
    });

    test('a host whose certificate nobody vouches for', () => {
      expectUntouched(before, server.script(userData({ packageLocation: 'https://192.0.2.1/good' })), /cannot download/);
    });

    test.each([
      ['for the download', 0, /no space/],
      ['for the whole download', 150, 'no space for the download'],
      ['for what is in it', 450, 'cannot unpack the package'],
      ['for the program in its place', 750, 'cannot write /usr/bin/xray'],
    ])('a disk without room %s', (_, kilobytes, reason) => {
      const outcome = server.withFreeDisk(kilobytes, () => server.script(userData({ packageLocation: 'https://mirror.test/good' })));
      expect(outcome.output).toMatch(/^before\n(.*\n)*after, status 0, line mine\n$/);
      expect(outcome.output.split('\n').filter(line => line.includes('ERROR'))).toEqual([expect.stringMatching(reason)]);
      expect(server.changes()).toEqual(before);
    });

    test('a configuration with a key that the daemon does not know', () => {
      const outcome = server.script(userData({ packageLocation: 'https://mirror.test/good', configuration: `${CONFIGURATION}\nMemoryLimit: 16` }));
      expectUntouched(before, outcome, /does not come up: \[Error\] MemoryLimit flag is invalid/);
      expect(server.shell('id xray; systemctl is-enabled xray').output).toMatch(/no such user[^]*No such file/);
    });

    test('a port that another program has', () => {
      const listen = 'IO::Socket::INET->new(Proto => "udp", LocalAddr => "127.0.0.1:2000") or die; sleep';
      server.shell(`systemd-run --unit=squatter perl -MIO::Socket::INET -e 'push @s, ${listen}'; sleep 0.5`);
      const outcome = server.script(userData());
      server.shell('systemctl stop squatter');
      expect(outcome.output).toMatch(/ERROR: UDP port 2000 is taken: .*perl/);
    });
  });

  describe('when it is installed', () => {
    test('from the bucket of the region that the metadata names', () => {
      expect(server.script(userData()).output).toMatch(new RegExp(`^before\n.* cdk-xray: ${RUNS}\nafter, status 0, line mine\n$`));
      expectRunning();
      expect(server.read('/etc/amazon/xray/cfg.yaml')).toBe(`${CONFIGURATION}\n`);
    });

    test('it sends on what an application sends', async () => {
      const segment = JSON.stringify({ name: 'order', id: '1' });
      server.write('/root/packet', `{"format": "json", "version": 1}\n${segment}`);
      server.shell("bash -c 'cat /root/packet > /dev/udp/127.0.0.1/2000'");
      await until('the segment has come', () => aws.requests().some(({ body }) => body === segment));
      expect(aws.requests().find(({ body }) => body === segment)).toMatchObject({
        host: 'xray.test', url: '/TraceSegments', headers: { 'x-stand-in-region': 'eu-west-1' },
      });
    });

    test.each([['dash'], ['bash'], ['busybox', 'sh']])('a second run changes and restarts nothing: %s %s', (...shell) => {
      const [process, changes, requests] = [processId(), server.changes(), packageRequests()];
      expect(server.script(userData(), shell).output).toContain('the X-Ray daemon runs already, nothing to change');
      expect([processId(), server.changes(), packageRequests()]).toEqual([process, changes, requests]);
    });

    test('it runs again after a reboot', async () => {
      await server.shutDown();
      await server.boot();
      await until('the port is bound', () => server.shell('ss -Hlun sport = :2000').output !== '');
      expectRunning();
    });

    test('another configuration is taken over', () => {
      const process = processId();
      expect(server.script(userData({ configuration: `TotalBufferSizeMB: 16\n${CONFIGURATION}` })).output).toContain(RUNS);
      expectRunning();
      expect(processId()).not.toBe(process);
      expect(server.read('/etc/amazon/xray/cfg.yaml')).toContain('TotalBufferSizeMB: 16');
    });

    test('a configuration that it refuses is taken back, and the daemon runs as before', () => {
      const changes = server.changes();
      const outcome = server.script(userData({ configuration: `TotalBufferSizeMB: 2\n${CONFIGURATION}` }));
      expect(outcome.output).toMatch(/ERROR: the daemon does not come up: \[Error\] TotalBufferSizeMB must be 3 or more\. Nothing was changed\./);
      expectRunning();
      expect(server.changes()).toEqual(changes);
    });

    test('a newer version is taken over, by way of a mirror that fails at first', () => {
      publish('/flaky', daemonPackage('2'));
      expect(server.script(userData({ packageLocation: 'https://mirror.test/flaky' })).output).toContain(RUNS);
      expectRunning();
      expect(server.read('/usr/bin/xray')).toContain('__END__\n2x');
    });

    test('an update that finds the disk full leaves the daemon running', () => {
      const process = processId();
      const outcome = server.withFreeDisk(700, () => server.script(userData()));
      expect(outcome.output).toMatch(/ERROR: .*Nothing was changed\./);
      expect(processId()).toBe(process);
      expectRunning();
    });
  });
});
