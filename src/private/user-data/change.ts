import { markedCommands } from './collector-commands';
import { formatOf } from './format';
import { inserted } from './insertion';
import { shellPlace } from './shell-script';
import { sizeOf } from './size';
import { windowsPlace } from './windows-script';
import { WarningId } from '../ids';
import { isHidden, searchableText } from '../template/template-text';

/** EC2's limit of user data, before it is encoded. */
const LIMIT_BYTES = 16384;

/** What installs a collector: a `TraceCollector`. */
export interface Collector {
  readonly name: string;
  readonly linuxInstallScript?: string;
  readonly windowsInstallScript?: string;
  readonly distributorPackage?: string;
}

/** What is known of a server besides its user data. */
export interface Server {
  readonly system?: 'linux' | 'macos' | 'windows';
}

/** Changed user data. */
export interface Change {
  readonly value: any;
}

/** Why user data cannot be changed, and what to do about it. */
export interface Refusal {
  readonly reason: string;
  readonly advice: string;
  readonly ruleId?: string;
}

const BY_SYSTEMS_MANAGER = 'install the collector by `ManagedNodeTracing` instead';
const BY_HAND = `${BY_SYSTEMS_MANAGER}, or add what \`npx cdk-xray install-script\` prints to the user data yourself`;

/**
 * A text for an instance with the commands that install a collector.
 *
 * @param content the text before it is encoded: a string, or an intrinsic function that makes one
 */
export function withCommands(content: any, collector: Collector, server: Server): Change | Refusal {
  const text = searchableText(content);
  const obstacle = obstacleIn(text, server);
  if (obstacle) { return obstacle; }
  switch (formatOf(text).kind) {
    case 'empty':
      return NEW_USER_DATA[server.system as keyof typeof NEW_USER_DATA](collector);
    case 'windows':
      return inWindows(content, text, collector);
    case 'multipart':
      return asPart(content, text, collector);
    default:
      return inShell(content, text, collector);
  }
}

/** Why no commands can be added to a text for an instance, whichever they are; undefined where nothing speaks against it. */
export function obstacleIn(text: string, server: Server): Refusal | undefined {
  if (server.system === 'macos') { return ON_MACOS; }
  const format = formatOf(text);
  switch (format.kind) {
    case 'empty':
      return server.system === undefined ? UNKNOWN_SYSTEM : undefined;
    case 'shell':
      return shellPlace(text) === 'nowhere' ? refused('a script that ends early and reads its own text', BY_HAND) : undefined;
    case 'windows':
      return windowsPlace(text) === undefined ? refused('a batch script that takes the machine down before PowerShell runs', BY_HAND) : undefined;
    case 'multipart':
      return endOfArchive(text) === undefined ? refused('a MIME archive without a visible end', BY_HAND) : undefined;
    default:
      return refused(format.kind === 'other' ? format.name : 'known at deployment only', BY_HAND);
  }
}

const ON_MACOS: Refusal = {
  reason: 'it runs macOS, for which there are no commands that install a collector',
  advice: 'install the X-Ray daemon for macOS, `aws-xray-daemon-macos-3.x.zip`, by commands of your own in its user data',
};

const UNKNOWN_SYSTEM: Refusal = {
  reason: 'it has no user data, and nothing says which operating system would run it',
  advice: `give it user data, for example \`#!/bin/sh\`, or ${BY_SYSTEMS_MANAGER}`,
};

const NEW_USER_DATA = {
  linux: (collector: Collector) => withScript(collector, 'linux', (commands) => `#!/bin/sh\n${commands}`),
  windows: (collector: Collector) => withScript(collector, 'windows', (commands) => `<powershell>\n${commands}</powershell>\n`),
};

function inShell(content: any, text: string, collector: Collector): Change | Refusal {
  const position = shellPlace(text) === 'start' ? text.indexOf('\n') + 1 || text.length : text.length;
  const separator = position > 0 && text[position - 1] !== '\n' ? '\n' : '';
  return withScript(collector, 'linux', (commands) => inserted(content, position, separator + commands), content);
}

function inWindows(content: any, text: string, collector: Collector): Change | Refusal {
  const { position, before, after } = windowsPlace(text)!;
  return withScript(collector, 'windows', (commands) => inserted(content, position, before + commands + after), content);
}

/** A part of its own: cloud-init runs the scripts of an archive one after the other, whatever its other parts are. */
function asPart(content: any, text: string, collector: Collector): Change | Refusal {
  const { boundary, position } = endOfArchive(text)!;
  const head = `--${boundary}\nContent-Type: text/x-shellscript; charset="utf-8"\n\n#!/bin/sh\n`;
  return withScript(collector, 'linux', (commands) => inserted(content, position, head + commands), content);
}

/** Where a MIME archive ends, and what separates its parts. Undefined also where only the deployment knows that: it has to be written before a new part. */
function endOfArchive(text: string): { readonly boundary: string; readonly position: number } | undefined {
  const boundary = /\bboundary="?([^"\r\n;]+)"?/i.exec(text)?.[1];
  const position = boundary === undefined ? -1 : text.lastIndexOf(`--${boundary}--`);
  return boundary === undefined || isHidden(boundary) || position < 0 ? undefined : { boundary, position };
}

/** The result of putting a collector's commands somewhere, if it has any for the operating system, and if there is room for them. */
function withScript(collector: Collector, system: 'linux' | 'windows', put: (commands: string) => any, content: any = ''): Change | Refusal {
  const script = system === 'linux' ? collector.linuxInstallScript : collector.windowsInstallScript;
  if (script === undefined) { return notByUserData(collector, system); }
  const commands = markedCommands(collector.name, script);
  const value = put(commands);
  if (value === undefined) { return refused('put together so that there is no place in it for more', BY_HAND); }
  return sizeOf(value) > LIMIT_BYTES ? tooLong(sizeOf(content), sizeOf(commands)) : { value };
}

function refused(what: string, advice: string): Refusal {
  return { reason: `its user data is ${what}, to which no commands can be added`, advice };
}

function notByUserData(collector: Collector, system: 'linux' | 'windows'): Refusal {
  const name = system === 'linux' ? 'Linux' : 'Windows';
  return collector.distributorPackage === undefined
    ? { reason: `the collector ${collector.name} has no commands that install it on ${name}`, advice: `give it a \`${system}InstallScript\`, or choose another collector` }
    : { reason: `the collector ${collector.name} is installed by AWS Systems Manager only, not by user data`, advice: `${BY_SYSTEMS_MANAGER}, or choose another collector` };
}

function tooLong(own: number, added: number): Refusal {
  return {
    reason: `its user data has ${own} bytes and what installs the collector ${added}, together more than the ${LIMIT_BYTES} that EC2 takes`,
    advice: `move commands of yours to a file that the user data downloads, or ${BY_SYSTEMS_MANAGER}`,
    ruleId: WarningId.USER_DATA_TOO_LONG,
  };
}
