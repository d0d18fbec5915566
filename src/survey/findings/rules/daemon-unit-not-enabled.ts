import { isPlainObject, valueAt } from '../../../private/template/intrinsics';
import { launchDataPath, SERVER_TYPES } from '../../../private/template/launch-data';
import { pathOf } from '../../../private/template/property-path';
import { HIDDEN, searchableText } from '../../../private/template/template-text';
import { INIT_METADATA } from '../../../private/user-data/cfn-init';
import { withoutContinuations } from '../../../private/user-data/commands';
import { visibleText } from '../../../private/user-data/user-data';
import { FindingSeverity } from '../../survey-finding';
import type { ModelResource } from '../../template-model';
import type { FindingRule } from '../finding-rule';

/** A variable, or what only the deployment knows, may be the name of the daemon's unit. */
const MAY_BE_DAEMON = new RegExp(`\\bxray\\b|[$%${HIDDEN}]|\\bxargs\\b`);

const INSTALLS = /aws-xray-daemon[\w.-]*\.(?:rpm|deb)|(?:yum|dnf|apt|apt-get) (?:-y )?install[^\n"]*\bxray\b/;

export const DAEMON_UNIT_NOT_ENABLED: FindingRule = {
  id: 'DaemonUnitNotEnabled',
  severity: FindingSeverity.WARNING,
  title: 'The X-Ray daemon of a server starts again after a reboot',
  cause: 'The packages of the daemon start its unit and never enable it, so the daemon is gone after the first reboot of the server.',
  fix: 'run `systemctl enable --now xray` after the installation, or let `XRayTracing.of(scope).enable()` install the daemon',
  url: 'https://docs.aws.amazon.com/xray/latest/devguide/xray-daemon-ec2.html',
  find: ({ model }) => model.ofType(...SERVER_TYPES).flatMap((server) => {
    const propertyPath = launchDataPath(server.type, 'UserData');
    const script = visibleText(valueAt(server.properties, pathOf(propertyPath)));
    const init = textsIn(server.entry.Metadata?.[INIT_METADATA]);
    const all = withoutContinuations(`${script}\n${init}`);
    const isLost = INSTALLS.test(all) && !all.split(/[\n;&|]/).some(enablesUnit) && !hasServiceByInit(server);
    if (!isLost) { return []; }
    return INSTALLS.test(script)
      ? [{ at: server, propertyPath, message: 'its user data installs the X-Ray daemon and does not enable the unit' }]
      : [{ at: server, message: 'cfn-init installs the X-Ray daemon on it and does not enable the unit' }];
  }),
};

/** Whether a command lets a unit start at each boot that may be the daemon's. */
function enablesUnit(command: string): boolean {
  const isEnabling = (/\bsystemctl\b/.test(command) && /\benable\b/.test(command)) || /\b(?:chkconfig|update-rc\.d)\b/.test(command);
  return isEnabling && MAY_BE_DAEMON.test(command);
}

/** The texts within a value, a line each: a command may be a list of its words. */
function textsIn(value: any): string {
  if (Array.isArray(value)) { return value.map(textsIn).join(' '); }
  return isPlainObject(value) ? Object.values(value).map(textsIn).join('\n') : searchableText(value ?? '');
}

/** Whether cfn-init sees to the unit, which enables it. */
function hasServiceByInit({ entry }: ModelResource): boolean {
  const configs = Object.values<any>(Object(entry.Metadata?.[INIT_METADATA]));
  return configs.some((config) => /"xray(?:\.service)?"/.test(JSON.stringify(config?.services) ?? ''));
}
