import type { InstallSettings } from './install-settings';
import { AGENT_PACKAGE, AGENT_SERVICE } from './windows/agent';
import { DAEMON_CREDENTIALS, DAEMON_PACKAGE, DAEMON_SERVICE } from './windows/daemon';
import { DOWNLOAD, SERVICE } from './windows/download';
import { windowsScript } from './windows/frame';
import { assignments, hereString } from './windows/quoting';
import { XRAY_PORT } from '../../private/ports';

/**
 * A PowerShell script, to stand by itself or in another one, that installs the X-Ray daemon on Windows Server and keeps it running.
 *
 * What is verified: the package comes over TLS from AWS's bucket or the mirror; with `windowsPackageSha256` it must be that very file. AWS signs it for
 * GnuPG, which Windows does not have, and does not say that the program has an Authenticode signature: where it has one, it must be valid; where
 * it has none, the log says so and TLS alone vouches for it.
 */
export function xrayDaemonWindowsScript(settings: InstallSettings): string {
  return windowsScript(settings, {
    title: 'the AWS X-Ray daemon',
    definitions: [
      variables(settings, { Service: 'AWSXRayDaemon', ProcessName: 'xray', Version: settings.version ?? '3.x' }),
      `$Configuration = ${hereString(settings.configuration)}`,
      DOWNLOAD, SERVICE, DAEMON_PACKAGE, DAEMON_SERVICE, DAEMON_CREDENTIALS,
    ],
  });
}

/**
 * A PowerShell script, to stand by itself or in another one, that installs the CloudWatch agent on Windows Server, if there is none, and adds the
 * configuration to what the agent may have already.
 *
 * What is verified: with `windowsPackageSha256`, that the package is that very file; else its Authenticode signature, which must be valid and Amazon's.
 */
export function cloudWatchAgentWindowsScript(settings: InstallSettings): string {
  return windowsScript(settings, {
    title: 'the Amazon CloudWatch agent',
    definitions: [
      variables(settings, {
        Service: 'AmazonCloudWatchAgent',
        ProcessName: 'amazon-cloudwatch-agent',
        Version: settings.version ?? 'latest',
        Mode: settings.onPremises ? 'onPremise' : 'ec2',
      }),
      `$Configuration = ${hereString(settings.configuration)}`,
      DOWNLOAD, SERVICE, AGENT_PACKAGE, AGENT_SERVICE,
    ],
  });
}

function variables(settings: InstallSettings, more: Record<string, string>): string {
  return assignments({
    Location: settings.packageLocation ?? '',
    Sha256: settings.windowsPackageSha256 ?? '',
    Region: settings.region ?? '',
    OnPremises: settings.onPremises ?? false,
    Protocol: 'udp',
    Port: XRAY_PORT,
    ...more,
  });
}
