/** Where in a text commands are put: at a position, wrapped in what makes them run there. */
export interface WindowsPlace {
  readonly position: number;
  readonly before: string;
  readonly after: string;
}

/** Commands that take the machine down. */
const SHUTDOWN = '([@&]\\s*)?(\\S*\\\\)?shutdown(\\.exe)?\\s(.*\\s)?[/-](r|s|sg|g|p)\\b';

/** Statements after which PowerShell reads no further, or the machine goes down, as after any that is told to restart it when it is done. */
const ENDINGS = new RegExp(`^((exit|return|throw|Restart-Computer|Stop-Computer)\\b|\\w+-\\w+\\s(.*\\s)?-Restart(?![\\w:])|${SHUTDOWN})`, 'i');

const BATCH_ENDINGS = new RegExp(`^${SHUTDOWN}`, 'i');

/**
 * Where to put PowerShell commands into the user data of a Windows instance.
 *
 * Into the first `<powershell>` block: at its end or, where the block ends before by a statement of its own (as that of the CDK does that signals
 * success), at its beginning. User data that has batch commands only gets a block: the launch agents run both, the batch commands first.
 *
 * @returns undefined where the batch commands take the machine down, so that PowerShell runs nothing for sure
 */
export function windowsPlace(text: string): WindowsPlace | undefined {
  const batch = blockOf(text, 'script');
  if (batch && endsEarly(text.slice(batch.start, batch.end), BATCH_ENDINGS)) { return undefined; }
  const block = blockOf(text, 'powershell');
  if (!block) { return { position: text.length, before: '\n<powershell>\n', after: '\n</powershell>\n' }; }
  const { start, end } = block;
  return { position: endsEarly(text.slice(start, end), ENDINGS) ? start : end, before: '\n', after: '\n' };
}

/** Where the text of the first block in these tags stands. */
function blockOf(text: string, tag: string): { readonly start: number; readonly end: number } | undefined {
  const begin = new RegExp(`<${tag}>`, 'i').exec(text);
  if (!begin) { return undefined; }
  const start = begin.index + begin[0].length;
  const length = text.slice(start).search(new RegExp(`</${tag}>`, 'i'));
  return { start, end: length < 0 ? text.length : start + length };
}

/** Whether a statement that is in no block of braces ends the script. */
function endsEarly(script: string, endings: RegExp): boolean {
  let depth = 0;
  for (const line of script.replace(/`\r?\n/g, ' ').split(/\r?\n/)) {
    const code = line.replace(/'[^']*'|"[^"]*"/g, '_').replace(/#.*$/, '');
    for (const statement of code.split(';')) {
      if (depth <= 0 && endings.test(statement.trim())) { return true; }
      depth += (statement.match(/\{/g) ?? []).length - (statement.match(/\}/g) ?? []).length;
    }
  }
  return false;
}
