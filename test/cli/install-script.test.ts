import { execFileSync } from 'child_process';
import { mkdtempSync, readFileSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { run } from './run';
import { TraceCollector } from '../../src';

const linux = (...args: string[]) => run(['install-script', '--os', 'linux', ...args]);

test.each([
  ['linux', TraceCollector.xrayDaemon()._linuxScript({ reportFailure: true })],
  ['windows', TraceCollector.xrayDaemon()._windowsScript({ reportFailure: true })],
])('the script for %s is the one that Systems Manager runs', async (os, script) => {
  const { code, stdout, stderr } = await run(['install-script', '--os', os]);
  expect(stdout.replace('#!/bin/sh\n', '')).toBe(script);
  expect([code, stderr]).toEqual([0, '']);
});

test('a shell reads the script for Linux', async () => {
  const { stdout } = await linux('--collector', 'cloudwatch-agent', '--on-premises', '--region', 'eu-west-1');
  expect(stdout).toMatch(/^#!\/bin\/sh\n/);
  expect(() => execFileSync('sh', ['-n'], { input: stdout })).not.toThrow();
});

test('the CloudWatch agent has its options', async () => {
  const options = {
    region: 'eu-west-1', endpoint: 'https://xray.example.com', roleArn: 'arn:aws:iam::111122223333:role/sender', bufferSizeMiB: 16, concurrency: 4, otlp: false,
  };
  const { stdout } = await linux(
    '--collector', 'cloudwatch-agent', '--region', options.region, '--endpoint', options.endpoint, '--role-arn', options.roleArn,
    '--buffer-size-mib', '16', '--concurrency', '4', '--no-otlp',
  );
  expect(stdout).toBe(`#!/bin/sh\n${TraceCollector.cloudWatchAgent(options)._linuxScript({ reportFailure: true })}`);
});

test('the X-Ray daemon has its options', async () => {
  const { stdout } = await linux(
    '--on-premises', '--region', 'eu-west-1', '--collector-version', '3.6.6', '--package-location', 'https://packages.example.com/xray',
    '--proxy-address', 'http://proxy.example.com:3128', '--log-level', 'warn',
  );
  const collector = TraceCollector.xrayDaemon({
    region: 'eu-west-1',
    version: '3.6.6',
    packageLocation: 'https://packages.example.com/xray',
    proxyAddress: 'http://proxy.example.com:3128',
    logLevel: 'warn' as any,
  });
  expect(stdout).toBe(`#!/bin/sh\n${collector._linuxScript({ onPremises: true, reportFailure: true })}`);
});

test('the script can go to a file', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'cdk-xray-install-'));
  try {
    const { stdout } = await linux('-o', join(folder, 'install.sh'));
    expect(stdout).toBe('');
    expect(readFileSync(join(folder, 'install.sh'), 'utf8')).toBe((await linux()).stdout);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test.each([
  [[], '`--os` was not given: name linux or windows'],
  [['--os', 'macos'], '`--os` must be one of linux, windows, got: macos'],
  [['--os', 'linux', '--collector', 'adot'], '`--collector` must be one of xray-daemon, cloudwatch-agent, got: adot'],
  [['--os', 'linux', '--on-premises'], '`--on-premises` needs `--region`: a server outside of EC2 cannot find out where to send'],
  [['--os', 'linux', '--region', 'Ireland'], '`--region` must be a region, for example "eu-west-1", got: "Ireland"'],
  [['--os', 'linux', '--package-location', 'http://x'], '`--package-location` must be a URL that begins with https://, got: "http://x"'],
  [['--os', 'linux', '--buffer-size-mib', 'two'], '`--buffer-size-mib` must be a whole number of at least 3, got: "two"'],
  [['--os', 'linux', '--collector-version', 'a b'], '`--collector-version` must be a version, for example "3.6.6", got: "a b"'],
  [['--os', 'linux', '--log-level', 'loud'], '`--log-level` must be one of debug, info, warn, error, got: loud'],
  [['--os', 'windows', '--signing-key-fingerprint', 'A'.repeat(40)], '`--signing-key-fingerprint` is for `--os linux`, got `--os windows`: nothing would be verified by it; leave it out'],
  [['--os', 'linux', '--windows-package-sha256', 'A'.repeat(64)], '`--windows-package-sha256` is for `--os windows`, got `--os linux`: nothing would be verified by it; leave it out'],
  [['--os', 'linux', '--no-otlp'], '`--no-otlp` is for the CloudWatch agent: the X-Ray daemon takes no OTLP'],
  [['--os', 'linux', '--collector', 'cloudwatch-agent', '--log-level', 'warn'], '`--log-level` must be one of debug, info, got: warn'],
])('%j is not understood', async (args, message) => {
  const { code, stdout, stderr } = await run(['install-script', ...args]);
  expect([code, stdout]).toEqual([2, '']);
  expect(stderr).toBe(`cdk-xray: ${message}\nRun \`cdk-xray install-script --help\` for what there is.\n`);
});
