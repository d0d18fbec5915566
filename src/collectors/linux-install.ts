import type { InstallSettings } from './private/install-settings';
import { DAEMON_LOCATIONS, DAEMON_PACKAGE, DAEMON_SERVICE, DAEMON_STEPS, EXISTING_DAEMON } from './private/linux/daemon';
import { daemonUnits } from './private/linux/daemon-unit';
import { DOWNLOAD } from './private/linux/download';
import { FILES } from './private/linux/files';
import { linuxScript } from './private/linux/frame';
import { MACHINE } from './private/linux/machine';
import { assignments, writeFiles } from './private/linux/quoting';
import { SERVICE } from './private/linux/service';
import { TOOLS } from './private/linux/tools';
import { commonVariables } from './private/linux/variables';
import { daemonListener } from './private/listener';

export type { InstallSettings } from './private/install-settings';

/** The key that signs the daemon's packages: "AWS X-Ray <aws-xray@amazon.com>". */
const DAEMON_KEY = 'EA6D9271FBF36990277F4B877BFE036BFE6157D3';

/**
 * A shell script, to stand by itself or in another one, that installs the X-Ray daemon on Linux and keeps it running.
 *
 * It takes the zip with its detached signature, the one form that AWS publishes for every distribution and that each can verify alike; so there
 * is one program, `/usr/bin/xray` where AWS's packages have it too, one unit and one configuration file everywhere.
 */
export function xrayDaemonLinuxScript(settings: InstallSettings): string {
  const variables = {
    service: 'xray',
    unit: '/etc/systemd/system/xray.service',
    version: settings.version ?? '3.x',
    ...commonVariables(settings, DAEMON_KEY, daemonListener(settings.configuration)),
  };
  const files = {
    '/etc/amazon/xray/cfg.yaml': settings.configuration,
    ...daemonUnits(settings.configuration, settings.onPremises ?? false),
  };
  return linuxScript(settings, {
    title: 'the AWS X-Ray daemon',
    definitions: [
      assignments(variables), MACHINE, TOOLS, DOWNLOAD, SERVICE, FILES, EXISTING_DAEMON, DAEMON_LOCATIONS, DAEMON_PACKAGE, DAEMON_SERVICE,
      writeFiles('write_configuration', '$work/root', files),
    ],
    steps: DAEMON_STEPS,
  });
}
