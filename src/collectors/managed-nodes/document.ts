import { misuse } from '../../private/errors';
import type { TraceCollector } from '../trace-collector';

/**
 * An operating system of managed nodes.
 */
export enum ManagedNodePlatform {
  /** Linux. */
  LINUX = 'Linux',
  /** Windows Server. */
  WINDOWS = 'Windows',
}

/** A step of a Systems Manager document. */
interface DocumentStep {
  readonly action: string;
  readonly name: string;
  readonly precondition: { readonly StringEquals: [string, string] };
  readonly inputs: Record<string, any>;
}

/** What a document installs, and where. */
interface DocumentSettings {
  readonly collector: TraceCollector;
  readonly platforms?: readonly ManagedNodePlatform[];
  /** The region of servers outside of EC2, which cannot ask anybody for it. */
  readonly region: string;
  readonly timeoutSeconds: number;
}

/** What Systems Manager needs to run one script on a platform. */
const RUNNERS = {
  [ManagedNodePlatform.LINUX]: { action: 'aws:runShellScript', either: eitherInShell },
  [ManagedNodePlatform.WINDOWS]: { action: 'aws:runPowerShellScript', either: eitherInPowerShell },
};

/** Systems Manager's limit for a document, in bytes. */
const MAX_DOCUMENT_SIZE = 64 * 1024;

/**
 * The content of a Systems Manager document that installs a collector on each platform in its own way, and does nothing elsewhere.
 *
 * @see https://docs.aws.amazon.com/systems-manager/latest/userguide/documents-schemas-features.html
 */
export function documentContent(settings: DocumentSettings): object {
  const { collector, platforms = Object.values(ManagedNodePlatform) } = settings;
  const steps = platforms.flatMap((platform) => stepsFor(platform, settings));
  const missing = platforms.find((platform) => !steps.some((step) => step.precondition.StringEquals[1] === platform));
  if (steps.length === 0 || (missing && settings.platforms)) {
    throw misuse(`\`collector\` must have a way to be installed on ${settings.platforms ? missing : 'Linux or Windows'}, and ${collector.name} has none. `
      + 'Give it an install script or a Distributor package, or take one of the collectors that TraceCollector makes.');
  }
  return { schemaVersion: '2.2', description: `Installs ${collector.name} and keeps it running`, mainSteps: steps };
}

/** Throws where a document is larger than Systems Manager accepts. */
export function validateDocumentSize(resolvedContent: unknown, collectorName: string): void {
  const size = Buffer.byteLength(JSON.stringify(resolvedContent));
  if (size > MAX_DOCUMENT_SIZE) {
    throw misuse(`\`collector\` must need no more than ${MAX_DOCUMENT_SIZE} bytes in a Systems Manager document, and ${collectorName} needs ${size}. `
      + 'Use one ManagedNodeTracing for each of the `platforms`, or let the scripts download what makes them large.');
  }
}

function stepsFor(platform: ManagedNodePlatform, { collector, region, timeoutSeconds }: DocumentSettings): DocumentStep[] {
  const { action, either } = RUNNERS[platform];
  const common = { reportFailure: true, isPackageInstalled: collector.distributorPackage !== undefined };
  const script = (onPremises: boolean) => {
    const target = onPremises ? { ...common, onPremises, region } : common;
    return platform === ManagedNodePlatform.LINUX ? collector._linuxScript(target) : collector._windowsScript(target);
  };
  const [ec2, hybrid] = [script(false), script(true)];
  const precondition = { StringEquals: ['platformType', platform] as [string, string] };
  const steps: DocumentStep[] = [];
  if (collector.distributorPackage) {
    const inputs = { action: 'Install', name: collector.distributorPackage };
    steps.push({ action: 'aws:configurePackage', name: `installPackageOn${platform}`, precondition, inputs });
  }
  if (ec2 !== undefined && hybrid !== undefined) {
    const runCommand = commands(ec2 === hybrid ? ec2 : either(hybrid, ec2), collector);
    steps.push({ action, name: `installOn${platform}`, precondition, inputs: { timeoutSeconds: String(timeoutSeconds), runCommand } });
  }
  return steps;
}

/** The id of a node that a hybrid activation has registered begins with "mi-". The agent tells it to scripts. */
function eitherInShell(hybrid: string, ec2: string): string {
  return ['case $AWS_SSM_INSTANCE_ID in', 'mi-*)', hybrid.trimEnd(), ';;', '*)', ec2.trimEnd(), ';;', 'esac'].join('\n');
}

function eitherInPowerShell(hybrid: string, ec2: string): string {
  return ['if ($Env:AWS_SSM_INSTANCE_ID -like \'mi-*\') {', hybrid.trimEnd(), '} else {', ec2.trimEnd(), '}'].join('\n');
}

function commands(script: string, collector: TraceCollector): string[] {
  if (script.includes('{{')) {
    throw misuse(`the install script of \`collector\` must have no "{{", which Systems Manager takes for a parameter of its document, and ${collector.name}'s has one.`);
  }
  return script.split('\n');
}
