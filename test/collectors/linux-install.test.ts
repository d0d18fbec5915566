import { spawnSync } from 'child_process';
import { existsSync } from 'fs';
import { InstallSettings, xrayDaemonLinuxScript } from '../../src/collectors/linux-install';

const CONFIGURATION = 'Version: 2\n';

const script = (settings: Partial<InstallSettings> = {}) => xrayDaemonLinuxScript({ configuration: CONFIGURATION, ...settings });

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

describe.each(VARIANTS)('the daemon\'s script %s', (_, settings) => {
  testWith('dash')('is what dash understands', () => {
    expect(spawnSync('dash', ['-n'], { input: script(settings), encoding: 'utf8' })).toMatchObject({ status: 0, stderr: '' });
  });

  testWith('bash')('is what bash understands', () => {
    expect(spawnSync('bash', ['-n'], { input: script(settings), encoding: 'utf8' })).toMatchObject({ status: 0, stderr: '' });
  });

  testWith('shellcheck')('is clean for shellcheck', () => {
    expect(spawnSync('shellcheck', ['--shell=sh', '-'], { input: script(settings), encoding: 'utf8' })).toMatchObject({ status: 0, stdout: '' });
  });

  test('can stand in Fn::Sub, in an SSM document and in a file with any text before it', () => {
    expect(script(settings)).not.toMatch(/\$\{|\{\{|\r|^#!/);
    expect(script(settings)).toMatch(/^# .*\n# .*\n\(\n[^]*\n\)( \|\| true)?\n$/);
  });
});

test('user data has room for it beside the user\'s own', () => {
  expect(Buffer.byteLength(script())).toBeLessThan(10 * 1024);
});
