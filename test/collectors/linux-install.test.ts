import { spawnSync } from 'child_process';
import { existsSync, mkdtempSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { cloudWatchAgentLinuxScript, InstallSettings, xrayDaemonLinuxScript } from '../../src/collectors/linux-install';
import { linuxScript } from '../../src/collectors/private/linux/frame';

const CONFIGURATION = 'Version: 2\n';
const AGENT_CONFIGURATION = JSON.stringify({ traces: { traces_collected: { xray: {}, otlp: {} } } });

const daemonScript = (settings: Partial<InstallSettings> = {}) => xrayDaemonLinuxScript({ configuration: CONFIGURATION, ...settings });
const agentScript = (settings: Partial<InstallSettings> = {}) => cloudWatchAgentLinuxScript({ configuration: AGENT_CONFIGURATION, ...settings });

/** Whether the machine has a program; the tests of a missing one say that they are skipped. */
const has = (program: string) => ['/bin', '/usr/bin'].some(folder => existsSync(`${folder}/${program}`));
const testWith = (program: string) => has(program) ? test : test.skip;

const VARIANTS: [string, Partial<InstallSettings>][] = [
  ['by default', {}],
  ['from a mirror', {
    packageLocation: 'https://mirror.example.com/',
    signingKeyUrl: 'https://mirror.example.com/key',
    signingKeyFingerprint: 'aaaa bbbb cccc dddd eeee  ffff 0000 1111 2222 3333',
    version: '3.6.6',
  }],
  ['on premises', { onPremises: true, region: 'eu-central-1', proxyAddress: 'http://proxy.example.com:3128' }],
  ['for a caller that asks for its status', { reportFailure: true }],
];

describe.each(VARIANTS.flatMap(([name, settings]) => [
  { name: `the daemon's script ${name}`, text: daemonScript(settings) },
  { name: `the agent's script ${name}`, text: agentScript(settings) },
]))('$name', ({ text }) => {
  testWith('dash')('is what dash understands', () => {
    expect(spawnSync('dash', ['-n'], { input: text, encoding: 'utf8' })).toMatchObject({ status: 0, stderr: '' });
  });

  testWith('bash')('is what bash understands', () => {
    expect(spawnSync('bash', ['-n'], { input: text, encoding: 'utf8' })).toMatchObject({ status: 0, stderr: '' });
  });

  testWith('shellcheck')('is clean for shellcheck', () => {
    expect(spawnSync('shellcheck', ['--shell=sh', '-'], { input: text, encoding: 'utf8' })).toMatchObject({ status: 0, stdout: '' });
  });

  test('can stand in Fn::Sub, in an SSM document and in a file with any text before it', () => {
    expect(text).not.toMatch(/\$\{|\{\{|\r|^#!/);
    expect(text).toMatch(/^# .*\n# .*\n\(\n[^]*\n\)( && true)?\n$/);
  });
});

describe('the script around it', () => {
  const folder = mkdtempSync(join(tmpdir(), 'cdk-xray-frame-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  /** A script in which an installation stands that ends with a status of its own, without what it would do to this machine. */
  const around = (before: string, after: string) =>
    [before, linuxScript({ configuration: '' }, { title: 'nothing', definitions: [], steps: 'exit 3' }).replaceAll('/var/log', folder), after].join('\n');

  describe.each(['sh', 'bash'])('in %s', (shell) => {
    test.each([
      ['ends with the status of its own last command', '(exit 42)', '', 42],
      ['succeeds where its own last command does', 'true', '', 0],
      ['finds the status of the command before', '(exit 42)', 'exit $(($? + 1))', 43],
      ['goes on under set -e behind a condition that does not hold', 'set -eu\n[ -f /none ] && true', 'exit 5', 5],
      ['tells its own trap its status', 'trap \'echo "$?" >&2\' EXIT\n(exit 42)', '', 42],
    ])('%s', (_, before, after, status) => {
      expect(spawnSync(shell, [], { input: around(before, after) })).toMatchObject({ status });
    });
  });
});

test.each([['daemon', daemonScript()], ['agent', agentScript()]])('user data has room for the %s beside the user\'s own', (_, text) => {
  expect(Buffer.byteLength(text)).toBeLessThan(10 * 1024);
});

describe('settings', () => {
  test.each([
    [{ packageLocation: 'http://mirror.example.com' }, '`packageLocation` must be an https address, got: "http://mirror.example.com".'],
    [{ packageLocation: 'https://a b' }, '`packageLocation` must be an https address, got: "https://a b".'],
    [{ signingKeyUrl: 's3://bucket/key' }, '`signingKeyUrl` must be an https address, got: "s3://bucket/key".'],
    [{ signingKeyFingerprint: 'FE6157D3' }, '`signingKeyFingerprint` must have 40 hexadecimal digits, got: "FE6157D3". A shorter one can be forged.'],
    [{ onPremises: true }, '`region` must be given for servers outside EC2, which have no instance metadata to tell it.'],
    [{ configuration: 'Version: 2\nCDK_XRAY_END\n' }, '`configuration` must not have a line "CDK_XRAY_END"'],
  ])('%j is refused', (settings, message) => {
    expect(() => daemonScript(settings)).toThrow(message);
  });

  test.each([
    ['no JSON', '`configuration` must be the CloudWatch agent\'s JSON, got: "no JSON"'],
    ['{"logs":{}}', '`configuration` must have `traces.traces_collected.xray` or `.otlp`: this agent would receive no traces.'],
  ])('the agent\'s configuration %s is refused', (configuration, message) => {
    expect(() => agentScript({ configuration })).toThrow(message);
  });

  test.each([
    ['a mirror', { packageLocation: 'https://mirror.example.com/xray/' }, 'locations=\'https://mirror.example.com/xray\''],
    ['a version', { version: '3.6.6' }, 'version=\'3.6.6\''],
    ['a region', { region: 'eu-west-1' }, 'region=\'eu-west-1\''],
    ['AWS\'s key', {}, 'fingerprint=\'EA6D9271FBF36990277F4B877BFE036BFE6157D3\''],
    ['another key', { signingKeyFingerprint: 'ab'.repeat(20) }, `fingerprint='${'AB'.repeat(20)}'`],
    ['a key elsewhere', { signingKeyUrl: 'https://example.com/key' }, 'key_url=\'https://example.com/key\''],
    ['a proxy', { proxyAddress: 'http://it\'s:3128' }, 'export https_proxy=\'http://it\'\\\'\'s:3128\''],
    ['a port', { configuration: 'Socket:\n  # UDPAddress: "x:1"\n  UDPAddress: "0.0.0.0:2055"\nVersion: 2' }, 'port=\'2055\''],
    ['a port, as JSON', { configuration: '{"Socket": {"UDPAddress": "0.0.0.0:2056"}, "Version": 2}' }, 'port=\'2056\''],
    ['the usual port', {}, 'protocol=\'udp\'\nport=\'2000\''],
    ['the usual log', {}, ' -c /etc/amazon/xray/cfg.yaml -f /var/log/xray/xray.log\n'],
    ['a log elsewhere', { configuration: 'Logging:\n  LogPath: /srv/xray.log\nVersion: 2' }, ' -c /etc/amazon/xray/cfg.yaml\n'],
    ['no log elsewhere', { configuration: 'Logging:\n  LogPath: ""\nVersion: 2' }, ' -f /var/log/xray/xray.log\n'],
    ['a server outside EC2', { onPremises: true, region: 'eu-west-1' }, ' -f /var/log/xray/xray.log -o\n'],
    ['line ends of Windows', { configuration: 'Version: 2\r\nRegion: ""\r\n' }, '\nVersion: 2\nRegion: ""\nCDK_XRAY_END\n'],
  ])('%s', (_, settings, text) => {
    expect(daemonScript(settings)).toContain(text);
  });

  test.each([
    ['the usual X-Ray port', { traces_collected: { xray: {} } }, 'protocol=\'udp\'\nport=\'2000\''],
    ['an X-Ray port', { traces_collected: { xray: { bind_address: '0.0.0.0:2055' }, otlp: {} } }, 'protocol=\'udp\'\nport=\'2055\''],
    ['the usual OTLP port', { traces_collected: { otlp: {} } }, 'protocol=\'tcp\'\nport=\'4317\''],
    ['an OTLP port', { traces_collected: { otlp: [{ grpc_endpoint: '[::]:5317' }] } }, 'protocol=\'tcp\'\nport=\'5317\''],
  ])('the agent listens on %s', (_, traces, text) => {
    expect(agentScript({ configuration: JSON.stringify({ traces }) })).toContain(text);
  });

  test('the agent of the opentelemetry section listens on its port', () => {
    const configuration = JSON.stringify({ opentelemetry: { collect: { otlp: { grpc_endpoint: '0.0.0.0:4400' } } } });
    expect(agentScript({ configuration })).toContain('protocol=\'tcp\'\nport=\'4400\'');
  });

  test.each([
    ['is added', '{"traces":{"traces_collected":{"xray":{}}}}', '"region": "eu-west-1"'],
    ['of the configuration is kept', '{"agent":{"region":"us-east-1"},"traces":{"traces_collected":{"xray":{}}}}', '"region": "us-east-1"'],
  ])('the region %s', (_, configuration, text) => {
    expect(agentScript({ configuration, region: 'eu-west-1' })).toContain(text);
  });
});
