import type { InstallSettings } from './install-settings';
import { AGENT_CREDENTIALS, AGENT_LOCATIONS, AGENT_PACKAGE, AGENT_SERVICE, AGENT_STEPS } from './linux/agent';
import { DAEMON_LOCATIONS, DAEMON_PACKAGE, DAEMON_SERVICE, DAEMON_STEPS, EXISTING_DAEMON } from './linux/daemon';
import { daemonUnits, HYBRID_CREDENTIALS } from './linux/daemon-unit';
import { DOWNLOAD } from './linux/download';
import { FILES } from './linux/files';
import { linuxScript } from './linux/frame';
import { MACHINE } from './linux/machine';
import { assignments, writeFiles } from './linux/quoting';
import { SERVICE } from './linux/service';
import { TOOLS } from './linux/tools';
import { AGENT_KEY, DAEMON_KEY } from './signing-keys';
import { XRAY_PORT } from '../../private/ports';

export type { InstallSettings } from './install-settings';

const AGENT_FOLDER = '/opt/aws/amazon-cloudwatch-agent';

/** What every collector's script begins with. */
const COMMON = [MACHINE, TOOLS, DOWNLOAD, SERVICE];

/**
 * A shell script, to stand by itself or in another one, that installs the X-Ray daemon on Linux and keeps it running.
 *
 * It takes the zip with its detached signature, the one form that AWS publishes for every distribution and that each can verify alike; so there
 * is one program, `/usr/bin/xray` where AWS's packages have it too, one unit and one configuration file everywhere.
 */
export function xrayDaemonLinuxScript(settings: InstallSettings): string {
  const variables = {
    service: 'xray',
    own_process: '', // whoever has the port when our unit is not there is somebody else
    unit: '/etc/systemd/system/xray.service',
    version: settings.version ?? '3.x',
    ...commonVariables(settings, DAEMON_KEY),
  };
  const files = {
    '/etc/amazon/xray/cfg.yaml': settings.configuration,
    ...daemonUnits(settings.onPremises ?? false),
  };
  return linuxScript(settings, {
    title: 'the AWS X-Ray daemon',
    definitions: [
      assignments(variables), ...COMMON, FILES, EXISTING_DAEMON, DAEMON_LOCATIONS, DAEMON_PACKAGE, DAEMON_SERVICE,
      writeFiles('$work/root', files),
    ],
    steps: DAEMON_STEPS,
  });
}

/**
 * A shell script, to stand by itself or in another one, that installs the CloudWatch agent on Linux, if there is none, and adds the configuration
 * to what the agent may have already.
 */
export function cloudWatchAgentLinuxScript(settings: InstallSettings): string {
  const variables = {
    service: 'amazon-cloudwatch-agent',
    own_process: 'amazon-cloudwat', // as long as Linux keeps a name
    agent: AGENT_FOLDER,
    ours: `${AGENT_FOLDER}/etc/amazon-cloudwatch-agent.d/file_cdk-xray.json`,
    mode: settings.onPremises ? 'onPremise' : 'ec2',
    credentials: settings.onPremises ? HYBRID_CREDENTIALS : '',
    version: settings.version ?? 'latest',
    ...commonVariables(settings, AGENT_KEY),
  };
  return linuxScript(settings, {
    title: 'the Amazon CloudWatch agent',
    definitions: [
      assignments(variables), ...COMMON, AGENT_LOCATIONS, AGENT_PACKAGE, AGENT_SERVICE, AGENT_CREDENTIALS,
      writeFiles('$work', { '/cdk-xray.json': settings.configuration }),
    ],
    steps: AGENT_STEPS,
  });
}

/** The shell variables that every installation script has. The server is asked for its region where `region` is empty. */
function commonVariables(settings: InstallSettings, awsFingerprint: string): Record<string, string> {
  return {
    locations: settings.packageLocation ?? '',
    key_url: settings.signingKeyUrl ?? '',
    fingerprint: settings.signingKeyFingerprint ?? awsFingerprint,
    region: settings.region ?? '',
    protocol: 'udp',
    port: String(XRAY_PORT),
  };
}
