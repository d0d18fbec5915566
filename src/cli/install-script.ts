import { choice, parsedArguments } from './arguments';
import { type Command, type CommandIo, ExitCode, UsageError } from './command';
import { outputFile, writeWhole } from './output-file';
import { AGENT_LOG_LEVELS, cloudWatchAgent, type CloudWatchAgentProps, cloudWatchAgentScripts } from '../collectors/cloudwatch-agent';
import { CollectorLogLevel, validateCollectorOptions } from '../collectors/collector-options';
import type { InstallScripts } from '../collectors/install/install-scripts';
import { xrayDaemonScripts } from '../collectors/xray-daemon';

const SYSTEMS = ['linux', 'windows'] as const;
const COLLECTORS = ['xray-daemon', 'cloudwatch-agent'] as const;
const LOG_LEVELS = { 'xray-daemon': Object.values(CollectorLogLevel), 'cloudwatch-agent': AGENT_LOG_LEVELS };

export const INSTALL_SCRIPT: Command = {
  name: 'install-script',
  summary: 'print the script that installs a collector on a server that nothing manages',
  help: `
Usage: cdk-xray install-script --os OS [OPTIONS]

Prints the script by which enable() and ManagedNodeTracing install a collector. Run it on the server: as root with sh, or as an
administrator with PowerShell. It verifies what it downloads, says what it does, fails if the collector does not come up, and is safe
to run again.

  --os OS                          ${SYSTEMS.join(' or ')}
  --collector COLLECTOR            ${COLLECTORS.join(' or ')} (default: ${COLLECTORS[0]})
  --region REGION                  where to send (default: the region that the EC2 instance is in)
  --on-premises                    the server is outside of EC2; needs --region. The collector sends with the credentials in root's
                                   .aws/credentials, where the agent of Systems Manager keeps them
  --collector-version VERSION      which version to install (default: the latest)
  --package-location URL           the https address of a mirror with the original file names
  --signing-key-url URL            the https address of the key that the package for Linux is signed with
  --signing-key-fingerprint HEX    that key's fingerprint, 40 hexadecimal digits
  --windows-package-sha256 HEX     the SHA-256 of the package for Windows
  --endpoint URL                   the X-Ray endpoint, such as a FIPS endpoint
  --proxy-address URL              the HTTP proxy
  --role-arn ARN                   the role that the collector assumes
  --resource-arn ARN               the AWS resource that the collector runs on
  --listen-address IP              where the collector listens (default: 127.0.0.1)
  --log-level LEVEL                ${LOG_LEVELS['xray-daemon'].join(', ')}; of the CloudWatch agent ${LOG_LEVELS['cloudwatch-agent'].join(' or ')}
  --buffer-size-mib N              the memory for segments that wait, at least 3
  --concurrency N                  how many requests may be under way
  --no-otlp                        the CloudWatch agent takes X-Ray segments only
  -o, --output FILE                write the script to a file instead of standard output

Exit codes: 0: the script was written; 2: the command was not understood, or the file could not be written.
`,
  run: (args, io) => printScript(args, io),
};

/** The options whose names and values are those of the collectors. */
const TEXTS = [
  'region', 'package-location', 'signing-key-url', 'signing-key-fingerprint', 'windows-package-sha256', 'endpoint', 'proxy-address', 'role-arn',
  'resource-arn', 'listen-address',
] as const;
const NUMBERS = ['buffer-size-mib', 'concurrency'] as const;

/** What is verified on one operating system only: on the other, it would look verified and not be. */
const OF_ONE_SYSTEM: Readonly<Record<string, typeof SYSTEMS[number]>> = {
  'signing-key-url': 'linux',
  'signing-key-fingerprint': 'linux',
  'windows-package-sha256': 'windows',
};

function printScript(args: readonly string[], io: CommandIo): number {
  const values = readArguments(args);
  if (values.os === undefined) { throw new UsageError('`--os` was not given: name linux or windows'); }
  const system = choice('os', String(values.os), SYSTEMS);
  refuseOfOtherSystem(values, system);
  const collector = choice('collector', String(values.collector), COLLECTORS);
  if (values['on-premises'] && values.region === undefined) {
    throw new UsageError('`--on-premises` needs `--region`: a server outside of EC2 cannot find out where to send');
  }
  const script = scriptFor(system, scriptsOf(collector, collectorProps(values, collector)), values['on-premises'] === true);
  const output = outputFile(values.output as string | undefined);
  if (output === undefined) { io.stdout.write(script); } else { writeWhole(output, script); }
  return ExitCode.CLEAN;
}

function readArguments(args: readonly string[]): Record<string, unknown> {
  return parsedArguments({
    args: [...args],
    options: {
      'os': { type: 'string' },
      'collector': { type: 'string', default: COLLECTORS[0] as string },
      'on-premises': { type: 'boolean', default: false },
      'collector-version': { type: 'string' },
      'log-level': { type: 'string' },
      'no-otlp': { type: 'boolean', default: false },
      'output': { type: 'string', short: 'o' },
      ...Object.fromEntries([...TEXTS, ...NUMBERS].map((name) => [name, { type: 'string' as const }])),
    },
  }).values;
}

function refuseOfOtherSystem(values: Readonly<Record<string, unknown>>, system: typeof SYSTEMS[number]): void {
  const option = Object.keys(OF_ONE_SYSTEM).find((name) => values[name] !== undefined && OF_ONE_SYSTEM[name] !== system);
  if (option !== undefined) {
    throw new UsageError(`\`--${option}\` is for \`--os ${OF_ONE_SYSTEM[option]}\`, got \`--os ${system}\`: nothing would be verified by it; leave it out`);
  }
}

function scriptFor(system: typeof SYSTEMS[number], scripts: InstallScripts, onPremises: boolean): string {
  const target = { onPremises, reportFailure: true };
  return system === 'linux' ? `#!/bin/sh\n${scripts.linux(target)}` : scripts.windows!(target)!;
}

function scriptsOf(collector: typeof COLLECTORS[number], props: CloudWatchAgentProps): InstallScripts {
  return inOptionNames(() => {
    validateCollectorOptions(props);
    if (collector === 'xray-daemon') { return xrayDaemonScripts(props); }
    cloudWatchAgent(props);
    return cloudWatchAgentScripts(props);
  });
}

function collectorProps(values: Record<string, unknown>, collector: typeof COLLECTORS[number]): CloudWatchAgentProps {
  if (values['no-otlp'] && collector !== 'cloudwatch-agent') { throw new UsageError('`--no-otlp` is for the CloudWatch agent: the X-Ray daemon takes no OTLP'); }
  const texts = TEXTS.map((name) => [camelCased(name), values[name]]);
  const numbers = NUMBERS.map((name) => [camelCased(name), values[name] === undefined ? undefined : numberOr(values[name])]);
  const logLevel = values['log-level'] === undefined ? undefined : choice('log-level', String(values['log-level']), LOG_LEVELS[collector]);
  return {
    ...Object.fromEntries([...texts, ...numbers].filter(([, value]) => value !== undefined)),
    version: values['collector-version'],
    logLevel,
    otlp: values['no-otlp'] ? false : undefined,
  } as CloudWatchAgentProps;
}

/** A number, or else the text for the error. */
function numberOr(text: unknown): unknown {
  return Number.isNaN(Number(text)) ? text : Number(text);
}

/** Errors that speak of properties speak of options here. */
function inOptionNames<T>(action: () => T): T {
  try {
    return action();
  } catch (error) {
    throw new UsageError((error as Error).message.replace(/^`(\w+)`/, (_, name) => `\`--${OPTION_OF[name] ?? name}\``));
  }
}

const camelCased = (name: string) => name.replace('-mib', '-MiB').replace(/-(\w)/g, (_, letter) => letter.toUpperCase());

const OPTION_OF: Readonly<Record<string, string>> = {
  ...Object.fromEntries([...TEXTS, ...NUMBERS].map((name) => [camelCased(name), name])),
  version: 'collector-version',
  logLevel: 'log-level',
};
