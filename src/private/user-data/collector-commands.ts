import { CLOUDWATCH_AGENT, isConfiguredElsewhere } from './agent-configuration';

/** How the commands begin that install a collector of this library, so that they are found again. */
const MARKER = '# cdk-xray: trace collector ';

/** The commands that install a collector, as they stand in user data: comments begin with `#` for every shell, and for PowerShell. */
export function markedCommands(collectorName: string, script: string): string {
  return `${MARKER}${collectorName}\n${script.replace(/\n*$/, '\n')}`;
}

/** What a text shows of a collector. */
export type CollectorTrace =
  | 'installed'
  /** The CloudWatch agent gets its configuration from elsewhere, and so perhaps receives traces. */
  | 'perhaps'
  | 'none';

const INSTALLS_DAEMON = /aws-xray-(daemon|assets)|AWSXRayDaemon/;
const INSTALLS_ADOT = /aws-otel-collector|AWSDistroOTel/;

/** Whether commands visibly install something that receives segments. */
export function collectorIn(text: string): CollectorTrace {
  if (text.includes(MARKER)) { return 'installed'; }
  const commands = text.split('\n').filter((line) => !/^\s*#/.test(line)).join('\n');
  if (INSTALLS_DAEMON.test(commands) || INSTALLS_ADOT.test(commands)) { return 'installed'; }
  if (/otelcol/.test(commands) && /awsxray/.test(commands)) { return 'installed'; }
  if (!CLOUDWATCH_AGENT.test(commands)) { return 'none'; }
  if (/["']?(traces_collected|opentelemetry)["']?\s*:/.test(commands)) { return 'installed'; }
  return isConfiguredElsewhere(commands) ? 'perhaps' : 'none';
}
