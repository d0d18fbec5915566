/** Where in a text commands are put: at a position, wrapped in what makes them run there. */
export interface WindowsPlace {
  readonly position: number;
  readonly before: string;
  readonly after: string;
}

/** Statements after which PowerShell reads no further, or the machine goes down. */
const ENDINGS = /^\s*(exit|return|throw|Restart-Computer|Stop-Computer)\b/i;

/**
 * Where to put PowerShell commands into the user data of a Windows instance.
 *
 * Into the first `<powershell>` block: at its end or, where the block ends before by a statement of its own (as that of the CDK does that signals
 * success), at its beginning. User data that has batch commands only gets a block: the launch agents run both, the batch commands first.
 */
export function windowsPlace(text: string): WindowsPlace {
  const begin = /<powershell>/i.exec(text);
  if (!begin) { return { position: text.length, before: '\n<powershell>\n', after: '\n</powershell>\n' }; }
  const start = begin.index + begin[0].length;
  const length = text.slice(start).search(/<\/powershell>/i);
  const end = length < 0 ? text.length : start + length;
  return { position: endsEarly(text.slice(start, end)) ? start : end, before: '\n', after: '\n' };
}

/** Whether a statement that is in no block of braces ends the script. */
function endsEarly(script: string): boolean {
  let depth = 0;
  for (const line of script.split(/\r?\n/)) {
    const code = line.replace(/'[^']*'|"[^"]*"/g, '_').replace(/#.*$/, '');
    if (depth <= 0 && ENDINGS.test(code)) { return true; }
    depth += (code.match(/\{/g) ?? []).length - (code.match(/\}/g) ?? []).length;
  }
  return false;
}
