/** Where in a text commands are put: at a position, wrapped in what makes them run there. */
export interface WindowsPlace {
  readonly position: number;
  readonly before: string;
  readonly after: string;
}

/** A command that takes the machine down. */
const SHUTDOWN = '([@&]\\s*)?(\\S*\\\\)?shutdown(\\.exe)?\\s(.*\\s)?[/-](r|s|sg|g|p)\\b';

/** Statements after which PowerShell reads no further, or the machine goes down, as after any that is told to restart it when it is done. */
const ENDINGS = new RegExp([
  '^((exit|return|throw)\\b', '(.*\\|\\s*)?(Restart|Stop)-Computer\\b', '(\\$\\w+\\s*=\\s*)?\\w+-\\w+\\s(.*\\s)?-Restart(?![\\w:])', `${SHUTDOWN})`,
].join('|'), 'i');

const BATCH_ENDING = new RegExp(`^${SHUTDOWN}`, 'i');

/**
 * Where to put PowerShell commands into the user data of a Windows instance.
 *
 * Into the first `<powershell>` block: at its end or, where the block ends before by a statement of its own (as that of the CDK does that signals
 * success), at its beginning. User data that has batch commands only gets a block: the launch agents run both, the batch commands first.
 *
 * @returns undefined where the batch commands take the machine down, so that PowerShell may run nothing
 */
export function windowsPlace(text: string): WindowsPlace | undefined {
  const batch = blockOf(text, 'script');
  if (batch && takesDown(text.slice(batch.start, batch.end))) { return undefined; }
  const block = blockOf(text, 'powershell');
  if (!block) { return { position: text.length, before: '\n<powershell>\n', after: '\n</powershell>\n' }; }
  const { start, end } = block;
  return { position: endsEarly(text.slice(start, end)) ? start : end, before: '\n', after: '\n' };
}

/** Where the text of the first block in these tags stands. */
function blockOf(text: string, tag: string): { readonly start: number; readonly end: number } | undefined {
  const begin = new RegExp(`<${tag}>`, 'i').exec(text);
  if (!begin) { return undefined; }
  const start = begin.index + begin[0].length;
  const length = text.slice(start).search(new RegExp(`</${tag}>`, 'i'));
  return { start, end: length < 0 ? text.length : start + length };
}

/** Whether a statement that is in no block of braces ends a script of PowerShell. */
function endsEarly(script: string): boolean {
  let depth = 0;
  for (const line of script.replace(/`\r?\n/g, ' ').split(/\r?\n/)) {
    const code = line.replace(/'[^']*'|"[^"]*"/g, '_').replace(/#.*$/, '');
    for (const statement of code.split(';')) {
      if (depth <= 0 && ENDINGS.test(statement.trim())) { return true; }
      depth += count(statement, /\{/g) - count(statement, /\}/g);
    }
  }
  return false;
}

/** Whether a batch command that is in no block of parentheses takes the machine down. Behind a jump nobody can tell what runs. */
function takesDown(script: string): boolean {
  let depth = 0;
  for (const line of script.split(/\r?\n/)) {
    if (/\bgoto\b/i.test(line)) { return false; }
    for (const command of line.replace(/"[^"]*"/g, '_').split(/&+/)) {
      if (depth <= 0 && BATCH_ENDING.test(command.trim())) { return true; }
      depth += count(command, /\(/g) - count(command, /\)/g);
    }
  }
  return false;
}

function count(text: string, part: RegExp): number {
  return text.match(part)?.length ?? 0;
}
