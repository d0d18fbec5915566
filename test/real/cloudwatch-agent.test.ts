import { agentPackage } from './support/agent-package';
import { describeForReal } from './support/commands';
import { Site } from './support/site';
import { cloudWatchAgentScripts } from '../../src/collectors/cloudwatch-agent';
import { cloudWatchAgentLinuxScript, InstallSettings } from '../../src/collectors/install/linux-install';

const UNIT = 'amazon-cloudwatch-agent';
const FOLDER = '/opt/aws/amazon-cloudwatch-agent';
const RUNS = 'the CloudWatch agent runs and listens on port 2000';

const traces = (bindAddress: string) => JSON.stringify({ traces: { traces_collected: { xray: { bind_address: bindAddress } } } });

jest.setTimeout(300_000);

describeForReal('the CloudWatch agent on a Debian server', () => {
  let site: Site;

  function install(settings: Partial<InstallSettings> = {}) {
    const script = cloudWatchAgentLinuxScript({
      configuration: traces('127.0.0.1:2000'), signingKeyFingerprint: site.signer.fingerprint, ...settings,
    });
    return site.server.script(site.userData(script));
  }

  function publish(place: string, version: string, deb: Buffer, signer = site.signer): void {
    site.aws.serve(`${place}/debian/amd64/${version}/amazon-cloudwatch-agent.deb`, deb);
    site.aws.serve(`${place}/debian/amd64/${version}/amazon-cloudwatch-agent.deb.sig`, signer.sign(deb));
    site.aws.serve(`${place}/assets/amazon-cloudwatch-agent.gpg`, signer.publicKey());
  }

  const configurations = () => site.server.shell(`ls ${FOLDER}/etc/amazon-cloudwatch-agent.d`).output.trim().split('\n');
  const processId = () => site.property(UNIT, 'MainPID');

  function expectRunning(): void {
    expect(['ActiveState', 'UnitFileState', 'NRestarts'].map(name => site.property(UNIT, name))).toEqual(['active', 'enabled', '0']);
    expect(site.server.shell('ss -Hlunp sport = :2000').output).toContain('127.0.0.1:2000');
  }

  beforeAll(async () => {
    site = new Site('cdkx-agent');
    publish('amazoncloudwatch-agent.s3.amazonaws.com', 'latest', agentPackage('1.1'));
    publish('/mirror', '1.2', agentPackage('1.2'));
    publish('/stranger', 'latest', agentPackage('1.1'), site.stranger);
    await site.open();
  });

  afterAll(() => site?.close());

  describe('when it cannot be installed', () => {
    let before: string[];

    beforeAll(() => { before = site.server.changes(); });

    test.each([
      ['a package that a stranger signed', '/stranger', /not signed by the key [0-9A-F]{40}/],
      ['no package', '/missing', /cannot download debian\/amd64\/latest\/amazon-cloudwatch-agent\.deb/],
    ])('%s', (_, place, reason) => {
      site.expectUntouched(before, install({ packageLocation: `https://mirror.test${place}` }), reason);
    });

    test('a disk without room for what is in the package', () => {
      site.expectUntouched(before, site.server.withFreeDisk(500, () => install()), 'cannot install the package');
    });

    test('a configuration that the agent refuses', () => {
      site.expectUntouched(before, install({ configuration: traces('nonsense:2000') }), 'the agent refuses the configuration');
    });
  });

  describe('when it is installed', () => {
    test('from the global bucket where the region has none', () => {
      expect(install().output).toContain(RUNS);
      expectRunning();
      expect(configurations()).toEqual(['file_cdk-xray.json']);
      expect(site.server.read(`${FOLDER}/etc/mode`)).toBe('ec2\n');
    });

    test('a second run changes and restarts nothing', () => {
      const [process, changes] = [processId(), site.server.changes()];
      expect(install().output).toContain('the CloudWatch agent runs already, nothing to change');
      expect([processId(), site.server.changes()]).toEqual([process, changes]);
    });

    test('another configuration takes the place of ours', () => {
      expect(install({ configuration: traces('0.0.0.0:2000') }).output).toContain(RUNS);
      expect(site.server.shell('ss -Hlunp sport = :2000').output).toContain('0.0.0.0:2000');
      expect(install().output).toContain(RUNS);
      expectRunning();
    });

    test('what a user has configured is kept, and ours is put beside it', () => {
      const theirs = `${FOLDER}/etc/amazon-cloudwatch-agent.d/file_metrics.json`;
      site.server.shell(`rm ${FOLDER}/etc/amazon-cloudwatch-agent.d/*`);
      site.server.write(theirs, '{"metrics": {}}');
      expect(install().output).toContain(RUNS);
      expectRunning();
      expect(configurations()).toEqual(['file_cdk-xray.json', 'file_metrics.json']);
      expect(site.server.read(theirs)).toBe('{"metrics": {}}');
    });

    test('a configuration that the agent refuses changes nothing', () => {
      const changes = site.server.changes();
      site.expectUntouched(changes, install({ configuration: traces('nonsense:2000') }), 'the agent refuses the configuration');
      expectRunning();
    });

    test('a version of its own, from a mirror', () => {
      expect(install({ version: '1.2', packageLocation: 'https://mirror.test/mirror' }).output).toMatch(/runs/);
      expect(site.server.read(`${FOLDER}/bin/CWAGENT_VERSION`)).toBe('1.2');
      expectRunning();
    });

    test('outside EC2, with the credentials that the SSM agent keeps', () => {
      const script = cloudWatchAgentScripts({ signingKeyFingerprint: site.signer.fingerprint }).linux({ onPremises: true, region: 'eu-central-1' })!;
      const installOutside = () => site.server.script(site.userData(script));
      expect(installOutside().output).toContain(RUNS);
      expect(site.server.read(`${FOLDER}/etc/mode`)).toBe('onPremise\n');
      expect(site.server.read(`${FOLDER}/etc/common-config.toml`)).toMatch(/^\[credentials\]\n.*"default"\n {2}shared_credential_file = "\/root\/\.aws\/credentials"\n$/m);
      expect(site.server.read(`${FOLDER}/etc/amazon-cloudwatch-agent.d/file_cdk-xray.json`)).toContain('"region": "eu-central-1"');
      expect(installOutside().output).toContain('nothing to change');
      expect(site.server.read(`${FOLDER}/etc/common-config.toml`).match(/^\[credentials\]/mg)).toHaveLength(1);
    });
  });
});
