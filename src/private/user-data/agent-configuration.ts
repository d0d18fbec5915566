import { commandsOf } from './commands';
import { HIDDEN } from '../template/template-text';

/** What the CloudWatch agent is called in commands, in its packages and in its folders. */
export const CLOUDWATCH_AGENT = /amazon-?cloudwatch-?agent/i;

/** What tells the agent its configuration: a call of its control script or, in the metadata of cfn-init, an argument of one that stands alone. */
const CALL = /\b(fetch|append)-config\b|^\s*["']?(ssm|file):/;

/** A parameter by its name. Where its text stands in the place of the name, as `textWithParameters` puts it, nothing is named. */
const PARAMETER = String.raw`\bssm:["']?[^\s"']`;

/** In such a call, what only the deployment, the server or a parameter store knows. */
const NOT_SEEN = new RegExp(String.raw`${PARAMETER}|\b(fetch|append)-config\b.{0,500}\$\{?\w|\s-c\s+["']?${HIDDEN}`);

/** The file that such a call names. */
const FILE = /\bfile:(?:"([^"]+)"|'([^']+)'|([^\s"']+))/;

/** From where a file comes that nobody sees here. */
const SOURCE = new RegExp(String.raw`${PARAMETER}|\bs3://|https?://[^\s"']{1,2000}\.json`);

/** The same of what is known to become the configuration. */
const SOURCE_OF_FILE = /\bssm\b|SSMParameter|S3Object|\bs3:\/\/|https?:\/\//i;

const PACKAGE = /\.(deb|gpg|msi|pkg|rpm|sig|zip)\b/;

/**
 * Whether commands give the CloudWatch agent a configuration that stands elsewhere.
 *
 * What else they download does not matter where the configuration is seen. Where nobody sees how its file comes to be, any download may bring it.
 */
export function isConfiguredElsewhere(commands: string): boolean {
  const lines = commandsOf(commands);
  const calls = lines.filter((line) => CALL.test(line));
  const others = lines.filter((line) => !CALL.test(line));
  return calls.some((call) => NOT_SEEN.test(call))
    || others.some((line) => CLOUDWATCH_AGENT.test(line) && SOURCE.test(line) && !PACKAGE.test(line))
    || calls.flatMap(filesIn).some((file) => comesFromElsewhere(file, others));
}

function filesIn(call: string): string[] {
  const path = FILE.exec(call)?.slice(1).find((each) => each !== undefined);
  return path === undefined ? [] : [path.split(/[/\\]/).pop()!];
}

function comesFromElsewhere(file: string, lines: readonly string[]): boolean {
  const about = lines.filter((line) => line.includes(file));
  return about.length > 0 ? about.some((line) => SOURCE_OF_FILE.test(line)) : lines.some((line) => SOURCE.test(line));
}
