/** Where commands can be put into a shell script so that they run and nothing of the script is changed. */
export type ShellPlace =
  | 'end'
  /** Behind the `#!` line. */
  | 'start'
  /** Nowhere: the script reads its own text, by its lines. */
  | 'nowhere';

/** What a command may begin with: another user, and a path. */
const BEGINNING = '^(sudo\\s+(-\\S+\\s+)*)?((/usr)?/s?bin/)?';
const SHUTDOWN = 'reboot|poweroff|halt|shutdown(?!\\s+-c\\b)|(tel)?init [06]|systemctl (reboot|poweroff|halt)';

/** Commands after which the shell reads no further, or the machine goes down. */
const ENDINGS = new RegExp(`${BEGINNING}(exit|logout|${SHUTDOWN})(\\s|$)`);

/** Those that end the script in a list of commands as well. To exit there is what a guard does, behind which the script goes on. */
const SHUTDOWNS = new RegExp(`${BEGINNING}(${SHUTDOWN})(\\s|$)`);

/** A command in place of the shell. Without one, `exec` only redirects. */
const REPLACES_SHELL = /^exec\s+(?!\d*[<>&]|\{\w+\}[<>])\S/;

const READS_ITSELF = /\b(awk|dd|head|sed|tail|unzip)\b[^\n]*\$(0|\{0\}|\{?BASH_SOURCE)/;

/**
 * Where to put commands.
 *
 * At the end: by then the user's own commands have set up proxies and package mirrors, and do not wait for ours. Not where the script visibly
 * ends before, by a command of its own that is not part of a condition or a function, and not where its last line is in the midst of something
 * (a quoted text, a here-document): there, behind the `#!` line. Just before the command that ends it would be nearer to the end, but whoever
 * takes a line of a here-document for a command would corrupt the script, and behind the first line nothing can be torn apart.
 */
export function shellPlace(script: string): ShellPlace {
  const scan = new ShellScan();
  script.replace(/\r?\n$/, '').split(/\r?\n/).forEach((line) => scan.read(line));
  if (!scan.endsEarly && scan.isComplete) { return 'end'; }
  return READS_ITSELF.test(script) ? 'nowhere' : 'start';
}

/** Words before a command after which the script is nested deeper, less deep, or as before. */
const OPENING = ['if', 'case', 'do', '('];
const CLOSING = ['fi', 'esac', 'done', '}', ')'];
const NEUTRAL = ['then', 'elif', 'else', 'while', 'until', 'time', '!'];
const KEYWORDS = [...OPENING, ...CLOSING, ...NEUTRAL];

/** Reads a script line by line: not a parser, but enough to tell commands of the outermost level from text and from branches. */
class ShellScan {
  /** Whether a command of the outermost level ends the script. */
  public endsEarly = false;

  private depth = 0;
  private quote?: string;
  private readonly hereDocuments: string[] = [];
  private isContinued = false;
  /** Whether the line that is continued ends within a list of commands. */
  private isInList = false;

  /** Whether the lines read so far are whole commands. */
  public get isComplete(): boolean {
    return this.depth === 0 && this.quote === undefined && this.hereDocuments.length === 0 && !this.isContinued;
  }

  public read(line: string): void {
    const [hereDocument] = this.hereDocuments;
    if (hereDocument !== undefined) {
      if (line.replace(/^\t+/, '') === hereDocument) { this.hereDocuments.shift(); }
      return;
    }
    const isContinuation = this.isContinued || this.quote !== undefined;
    const code = this.withoutTexts(line);
    this.isContinued = /(^|[^\\])(\\\\)*\\$/.test(code);
    code.split(/;|(?<![<>&|])&(?![&>])/).forEach((command, index) => this.readCommand(command.trim(), isContinuation && index === 0));
    this.isInList = this.isContinued && /(&&|\|\|)\s*\\$/.test(code);
  }

  /** The line without comments and with `_` for quoted texts. Notes the quotes and here-documents that it leaves open. */
  private withoutTexts(line: string): string {
    let code = '';
    for (let i = 0; i < line.length; i++) {
      const char = line[i];
      if (char === '\\' && this.quote !== '\'') {
        code += line.slice(i, i + 2);
        i++;
      } else if (this.quote !== undefined) {
        if (char === this.quote) { this.quote = undefined; }
      } else if (char === '\'' || char === '"') {
        this.quote = char;
        code += '_';
      } else if (char === '#' && /(^|[\s;&|()])$/.test(code)) {
        break;
      } else {
        code += char;
      }
    }
    this.noteHereDocuments(line, code);
    return code;
  }

  private noteHereDocuments(line: string, code: string): void {
    if (!/(^|[^<])<<(?!<)/.test(code.replace(/\(\(.*?\)\)/g, ''))) { return; }
    for (const [, , delimiter] of line.matchAll(/(?<!<)<<-?\s*(["'\\]?)([A-Za-z_][\w.-]*)\1/g)) { this.hereDocuments.push(delimiter); }
  }

  private readCommand(command: string, isContinuation: boolean): void {
    if (this.depth === 0 && !isContinuation && (ENDINGS.test(command) || REPLACES_SHELL.test(command))) { this.endsEarly = true; }
    let { depth } = this;
    command.split(/&&|\|\|?/).map((part) => part.trim()).forEach((part, index) => {
      if (depth === 0 && (index > 0 || (isContinuation && this.isInList)) && SHUTDOWNS.test(part)) { this.endsEarly = true; }
      depth += nesting(part.split(/\s+/));
    });
    this.depth = Math.max(0, depth);
  }
}

/** How much deeper the script is nested after a command. A group and a function's body begin with a brace, wherever it stands. */
function nesting(words: readonly string[]): number {
  const first = words.findIndex((word) => !KEYWORDS.includes(word));
  const keywords = first < 0 ? words : words.slice(0, first);
  const count = (kind: readonly string[]) => keywords.filter((word) => kind.includes(word)).length;
  return count(OPENING) - count(CLOSING) + words.filter((word) => /^(.*\(\))?\{$/.test(word)).length;
}
