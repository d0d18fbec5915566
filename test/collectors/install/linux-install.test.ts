import { spawnSync } from 'child_process';
import { existsSync, mkdtempSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { type CloudWatchAgentProps, TraceCollector } from '../../../src';
import type { PackagedCollectorOptions } from '../../../src/collectors/collector-options';
import type { InstallTarget } from '../../../src/collectors/install/install-scripts';
import { linuxScript } from '../../../src/collectors/install/linux/frame';
import { quoted } from '../../../src/collectors/install/linux/quoting';

type Options = PackagedCollectorOptions & { readonly version?: string };

const daemonScript = (options: Options = {}, target: InstallTarget = {}) => TraceCollector.xrayDaemon(options)._linuxScript(target)!;
const agentScript = (options: CloudWatchAgentProps = {}, target: InstallTarget = {}) => TraceCollector.cloudWatchAgent(options)._linuxScript(target)!;

/** Whether the machine has a program; the tests of a missing one say that they are skipped. */
const has = (program: string) => ['/bin', '/usr/bin'].some(folder => existsSync(`${folder}/${program}`));
const testWith = (program: string) => has(program) ? test : test.skip;

const VARIANTS: [string, Options, InstallTarget][] = [
  ['by default', {}, {}],
  ['from a mirror', {
    packageLocation: 'https://mirror.example.com/',
    signingKeyUrl: 'https://mirror.example.com/key',
    signingKeyFingerprint: 'aaaa bbbb cccc dddd eeee  ffff 0000 1111 2222 3333',
    version: '3.6.6',
  }, {}],
  ['on premises', { proxyAddress: 'http://proxy.example.com:3128' }, { onPremises: true, region: 'eu-central-1' }],
  ['for a caller that asks for its status', {}, { reportFailure: true }],
];

describe.each(VARIANTS.flatMap(([name, options, target]) => [
  { name: `the daemon's script ${name}`, text: daemonScript(options, target) },
  { name: `the agent's script ${name}`, text: agentScript(options, target) },
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
  test.each<[string, Options, InstallTarget, string]>([
    ['a mirror', { packageLocation: 'https://mirror.example.com/xray/' }, {}, 'locations=\'https://mirror.example.com/xray\''],
    ['a version', { version: '3.6.6' }, {}, 'version=\'3.6.6\''],
    ['a region', { region: 'eu-west-1' }, {}, 'region=\'eu-west-1\''],
    ['AWS\'s key', {}, {}, 'fingerprint=\'EA6D9271FBF36990277F4B877BFE036BFE6157D3\''],
    ['another key', { signingKeyFingerprint: 'ab'.repeat(20) }, {}, `fingerprint='${'AB'.repeat(20)}'`],
    ['another key, as AWS prints them', { signingKeyFingerprint: 'abab '.repeat(10).trim() }, {}, `fingerprint='${'AB'.repeat(20)}'`],
    ['a key elsewhere', { signingKeyUrl: 'https://example.com/key' }, {}, 'key_url=\'https://example.com/key\''],
    ['a proxy', { proxyAddress: 'http://proxy:3128' }, {}, 'export https_proxy=\'http://proxy:3128\' http_proxy=\'http://proxy:3128\'\n'],
    ['the port of the X-Ray SDKs', {}, {}, 'protocol=\'udp\'\nport=\'2000\''],
    ['the usual log', {}, {}, ' -c /etc/amazon/xray/cfg.yaml -f /var/log/xray/xray.log\n'],
    ['a server outside EC2', {}, { onPremises: true, region: 'eu-west-1' }, ' -f /var/log/xray/xray.log -o\n'],
  ])('%s', (_, options, target, text) => {
    expect(daemonScript(options, target)).toContain(text);
  });

  test.each([true, false])('the agent listens on the port of the X-Ray SDKs, with OTLP: %s', (otlp) => {
    expect(agentScript({ otlp })).toContain('protocol=\'udp\'\nport=\'2000\'');
  });

  test.each([
    ['of the server is the agent\'s', {}, '"region": "eu-west-1"'],
    ['that the options name goes before it', { region: 'us-east-1' }, '"region": "us-east-1"'],
  ])('the region %s', (_, options, text) => {
    expect(agentScript(options, { onPremises: true, region: 'eu-west-1' })).toContain(text);
  });

  test.each([[{ onPremises: true, region: 'eu-west-1' }, 'onPremise'], [{}, 'ec2']])('the agent on a server with %j', (target, mode) => {
    expect(agentScript({}, target)).toContain(`\nmode='${mode}'\n`);
  });
});

test('what is quoted is one word of a shell, whatever it has', () => {
  expect(spawnSync('sh', ['-c', `printf %s ${quoted('it\'s $HOME "`')}`], { encoding: 'utf8' }).stdout).toBe('it\'s $HOME "`');
});
