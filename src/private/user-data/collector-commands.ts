import { CLOUDWATCH_AGENT, isConfiguredElsewhere } from './agent-configuration';
import { commandsOf, withoutContinuations } from './commands';
import { HIDDEN } from '../template/template-text';

/** How the commands begin that install a collector of this library, so that they are found again. */
const MARKER = '# cdk-xray: trace collector ';

/** The commands that install a collector, as they stand in user data: comments begin with `#` for every shell, and for PowerShell. */
export function markedCommands(collectorName: string, script: string): string {
  return `${MARKER}${collectorName}\n${script.replace(/\n*$/, '\n')}`;
}

/** What a text shows of a collector. */
export type CollectorSign =
  | 'installed'
  /** The CloudWatch agent gets its configuration from elsewhere, and so perhaps receives traces. */
  | 'perhaps'
  | 'none';

/** The daemon by the bucket of its packages, by a package or by an image: what is only called after it, such as a demo, is something else. */
const DAEMON = new RegExp(`aws-xray-assets|AWSXRayDaemon|aws-xray-daemon(?!-(?!\\d|[$%{${HIDDEN}]|arm|linux|macos|windows))`);
const ADOT = /aws-otel-collector|AWSDistroOTel/;
const OTEL_COLLECTOR = /otelcol|opentelemetry-collector/;

/** An exporter to X-Ray in a configuration of OpenTelemetry: its own, or one that is given the address of the OTLP endpoint. */
const EXPORTER = /awsxray|\bxray(-fips)?\.[^\s/"'.]+\.(amazonaws|api\.aws)\b/;

/** What may stand before a command: an item of a list, a keyword of the shell, a variable, or the word that runs it as another user. */
const BEFORE = String.raw`^\s*((-|then|do|else)\s+|[A-Za-z_]\w*=\S*\s+|sudo\s+(-\S+\s+)*)*`;

/** Commands that remove or stop what is there, or only ask for it. */
const REMOVES = new RegExp(`${BEFORE}(${[
  String.raw`(yum|dnf|apt|apt-get|zypper)\s+(-\S+\s+)*(remove|erase|purge|autoremove)`,
  String.raw`rpm\s+(-e|--erase|-q\w*|--query)`,
  String.raw`dpkg\s+(-r|-P|-l|--remove|--purge|--list)`,
  String.raw`(docker|podman)\s+(container\s+)?(rm|rmi|stop|kill)`,
  String.raw`(systemctl|service)\s+(-\S+\s+)*(stop|disable|mask)`,
  String.raw`sc(\.exe)?\s+(stop|delete)`,
  'grep|rm|which|Get-Service|Remove-Item|Remove-Service|Stop-Service|Uninstall-Package',
].join('|')})\\b`, 'i');

/** Whether commands install the X-Ray daemon, whatever else they install. */
export function installsDaemon(text: string): boolean {
  return DAEMON.test(installingCommands(text));
}

/** Whether commands visibly install something that receives segments. */
export function collectorIn(text: string): CollectorSign {
  if (text.includes(MARKER)) { return 'installed'; }
  const commands = installingCommands(text);
  if (DAEMON.test(commands) || ADOT.test(commands)) { return 'installed'; }
  const isAgent = CLOUDWATCH_AGENT.test(commands);
  if ((OTEL_COLLECTOR.test(commands) || (isAgent && /\bpipelines\b/.test(commands))) && EXPORTER.test(commands)) { return 'installed'; }
  if (!isAgent) { return 'none'; }
  if (/["']?(traces_collected|opentelemetry)["']?\s*:/.test(commands)) { return 'installed'; }
  return isConfiguredElsewhere(commands) ? 'perhaps' : 'none';
}

/** What is neither a comment nor removes something, a command on each line. */
function installingCommands(text: string): string {
  const code = withoutContinuations(text.replace(/(^|\s)#.*/gm, '')).replace(/--exclude[=\s]\S+/g, '');
  return commandsOf(code).filter((command) => !REMOVES.test(command)).join('\n');
}
