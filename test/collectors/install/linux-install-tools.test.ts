import { spawnSync } from 'child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { AGENT_LOCATIONS, AGENT_PACKAGE } from '../../../src/collectors/install/linux/agent';
import { DAEMON_LOCATIONS } from '../../../src/collectors/install/linux/daemon';
import { TOOLS } from '../../../src/collectors/install/linux/tools';

let folder: string;

beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'cdk-xray-tools-')); });
afterEach(() => rmSync(folder, { recursive: true }));

/** Runs functions of the script with nothing but the given programs in reach, each of which writes its arguments down. */
function calls(programs: Record<string, string>, text: string): { log: string[]; output: string } {
  const log = join(folder, 'log');
  writeFileSync(log, '');
  Object.entries({ timeout: 'shift\nexec "$@"', sleep: '', ...programs }).forEach(([name, body]) => {
    writeFileSync(join(folder, name), `#!/bin/sh\necho "${name} $*" >>${log}\n${body}\n`);
    chmodSync(join(folder, name), 0o755);
  });
  const frame = 'bounded() { timeout 9 "$@"; }\nlog() { echo "$*"; }\nfail() { echo "ERROR: $*"; exit 1; }\n';
  const { stdout } = spawnSync('/bin/sh', ['-c', frame + text], { env: { PATH: folder }, encoding: 'utf8' });
  const lines = readFileSync(log, 'utf8').trim().split('\n').filter(line => !/^(timeout|sleep)/.test(line));
  return { log: lines, output: stdout };
}

test.each([
  ['apt-get', ['apt-get -qq update', 'apt-get -qq -y -o DPkg::Lock::Timeout=120 --no-install-recommends install ca-certificates curl gnupg']],
  ['zypper', ['zypper -n install curl gpg2']],
  ['dnf', ['dnf -q -y install curl gnupg2']],
  ['yum', ['yum -q -y install curl gnupg2']],
])('%s brings what is missing', (manager, log) => {
  expect(calls({ [manager]: '', unzip: '' }, `${TOOLS}\nneed_tools curl gpg unzip`).log).toEqual(log);
});

test('dnf goes before yum, which may be its other name', () => {
  expect(calls({ dnf: '', yum: '' }, `${TOOLS}\nneed_tools curl`).log).toEqual(['dnf -q -y install curl']);
});

test('what is there is not installed', () => {
  expect(calls({ 'apt-get': '', 'curl': '', 'gpg': '', 'unzip': '' }, `${TOOLS}\nneed_tools curl gpg unzip`).log).toEqual(['']);
});

test('a package manager that is locked is asked again', () => {
  const locked = `[ -e ${'$0'}.free ] || { : >${'$0'}.free; exit 1; }`;
  const { log, output } = calls({ dnf: locked }, `${TOOLS}\nneed_tools unzip`);
  expect(log).toEqual(['dnf -q -y install unzip', 'dnf -q -y install unzip']);
  expect(output).not.toContain('ERROR');
});

test('a package manager that fails for good ends the installation', () => {
  expect(calls({ yum: 'exit 1' }, `${TOOLS}\nneed_tools unzip\necho not reached`).output).toMatch(/ERROR: the package manager cannot install unzip\n$/);
});

const s3 = (region: string, suffix = '') => `https://s3.${region}.amazonaws.com${suffix}/aws-xray-assets.${region}/xray-daemon`;

test.each([
  ['eu-west-1', `${s3('eu-west-1')} ${s3('us-east-2')}`],
  ['us-east-2', s3('us-east-2')],
  ['me-south-1', s3('us-east-2')],
  ['cn-north-1', s3('cn-north-1', '.cn')],
  ['us-gov-west-1', s3('us-gov-west-1')],
  ['us-iso-east-1', 'ERROR: no location of the daemon is known in us-iso-east-1, name a mirror'],
  ['eusc-de-east-1', 'ERROR: no location of the daemon is known in eusc-de-east-1, name a mirror'],
])('the daemon for %s', (region, locations) => {
  expect(calls({}, `region=${region}\n${DAEMON_LOCATIONS}\nlocate\necho "$locations"`).output.trim()).toBe(locations);
});

test.each([
  ['eu-west-1', 'https://amazoncloudwatch-agent-eu-west-1.s3.eu-west-1.amazonaws.com https://amazoncloudwatch-agent.s3.amazonaws.com'],
  ['cn-north-1', 'https://amazoncloudwatch-agent-cn-north-1.s3.cn-north-1.amazonaws.com.cn'],
  ['us-gov-west-1', 'https://amazoncloudwatch-agent-us-gov-west-1.s3.us-gov-west-1.amazonaws.com'],
  ['us-isob-east-1', 'ERROR: no location of the agent is known in us-isob-east-1, name a mirror'],
])('the agent for %s', (region, locations) => {
  expect(calls({}, `region=${region}\n${AGENT_LOCATIONS}\nlocate\necho "$locations"`).output.trim()).toBe(locations);
});

test.each([
  ['Amazon Linux', 'ID="amzn"\nID_LIKE="centos rhel fedora"', 'amazon_linux', 'rpm'],
  ['Red Hat', 'ID="rhel"\nID_LIKE="fedora"', 'redhat', 'rpm'],
  ['Rocky Linux', 'ID="rocky"\nID_LIKE="rhel centos fedora"', 'redhat', 'rpm'],
  ['Oracle Linux', 'ID="ol"\nID_LIKE="fedora"', 'oracle_linux', 'rpm'],
  ['SUSE', 'ID="sles"\nID_LIKE="suse"', 'suse', 'rpm'],
  ['Debian', 'ID=debian', 'debian', 'deb'],
  ['Ubuntu', 'ID=ubuntu\nID_LIKE=debian', 'ubuntu', 'deb'],
])('the agent\'s package for %s', (_, release, system, format) => {
  const file = join(folder, 'os-release');
  writeFileSync(file, `NAME="x"\n${release}\nVERSION_ID="1"\n`);
  const text = AGENT_PACKAGE.replace('/etc/os-release', file);
  const tools = { sed: 'exec /bin/sed "$@"', tr: 'exec /usr/bin/tr "$@"' };
  const { output } = calls(tools, `arch=arm64\nversion=latest\n${text}\nfind_package\necho "$package"`);
  expect(output.trim()).toBe(`${system}/arm64/latest/amazon-cloudwatch-agent.${format}`);
});
