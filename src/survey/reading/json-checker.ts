import { InputProblem, positionAt } from './input-problem';
import { isUnknownFunction, unknownFunction } from './intrinsic-functions';
import { MAX_DEPTH, TOO_DEEP } from './limits';

const SPACE = /[ \t\r\n]*/y;
const STRING = /"[^"\\\u0000-\u001f]*(?:\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})[^"\\\u0000-\u001f]*)*"/y;
const LITERAL = /true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;

/**
 * Checks the text of a JSON template for what `JSON.parse` does not tell, or does not tell where: syntax errors by line and column, keys that stand
 * twice in an object, and nesting without end. It notes functions that do not exist.
 */
export class JsonChecker {
  /** The first call of a function that does not exist, which is wrong where no macro knows it. */
  public unknownFunction?: InputProblem;

  private offset = 0;

  constructor(private readonly text: string, private readonly file: string) {}

  /** Throws an InputProblem at the first thing that is wrong. */
  public check(): void {
    if (this.text.startsWith('\ufeff')) { this.offset = 1; }
    this.value(0);
    if (this.offset < this.text.length) { this.fail('expected nothing more after the end of the template'); }
  }

  private value(depth: number): void {
    if (depth > MAX_DEPTH) { this.fail(TOO_DEEP); }
    this.match(SPACE);
    const first = this.text[this.offset];
    if (first === '{') {
      this.object(depth);
    } else if (first === '[') {
      this.list(depth);
    } else if (first === '"') {
      if (!this.match(STRING)) { this.fail('a text must end in its own line, with a quote, and hold no control characters and no unknown escapes'); }
    } else if (!this.match(LITERAL)) {
      this.fail(this.offset < this.text.length ? `expected a value, found ${this.found()}` : 'the template ends in the middle of a value');
    }
    this.match(SPACE);
  }

  private object(depth: number): void {
    const keys = new Set<string>();
    this.offset++;
    this.match(SPACE);
    if (this.accept('}')) { return; }
    do {
      this.match(SPACE);
      this.key(keys);
      this.match(SPACE);
      if (!this.accept(':')) { this.fail(`expected ":", found ${this.found()}`); }
      this.value(depth + 1);
    } while (this.accept(','));
    if (!this.accept('}')) { this.fail(`expected "," or "}", found ${this.found()}`); }
  }

  private list(depth: number): void {
    this.offset++;
    this.match(SPACE);
    if (this.accept(']')) { return; }
    do {
      this.value(depth + 1);
    } while (this.accept(','));
    if (!this.accept(']')) { this.fail(`expected "," or "]", found ${this.found()}`); }
  }

  private key(keys: Set<string>): void {
    const start = this.offset;
    if (!this.match(STRING)) { this.fail(`expected a key in double quotes, found ${this.found()}`); }
    const written = this.text.slice(start, this.offset);
    const key = written.includes('\\') ? JSON.parse(written) : written.slice(1, -1);
    if (keys.has(key)) { this.fail(`the key "${key}" stands twice in the same object`, start); }
    if (isUnknownFunction(key)) { this.unknownFunction ??= this.problem(unknownFunction(key), start); }
    keys.add(key);
  }

  private match(pattern: RegExp): boolean {
    pattern.lastIndex = this.offset;
    if (!pattern.test(this.text)) { return false; }
    this.offset = pattern.lastIndex;
    return true;
  }

  private accept(character: string): boolean {
    if (this.text[this.offset] !== character) { return false; }
    this.offset++;
    return true;
  }

  private found(): string {
    return this.offset < this.text.length ? JSON.stringify(this.text[this.offset]) : 'the end of the file';
  }

  private fail(reason: string, offset?: number): never {
    const isComment = offset === undefined && /^\/[/*]/.test(this.text.slice(this.offset, this.offset + 2));
    throw this.problem(isComment ? 'JSON has no comments; remove them, or write the template in YAML' : reason, offset);
  }

  private problem(reason: string, offset: number = this.offset): InputProblem {
    return new InputProblem(reason, this.file, positionAt(this.text, offset));
  }
}
