import { TraceFilterSyntaxError } from './syntax-error';

/** The longest text that is looked at. X-Ray's own limit was 2,000 characters while it was documented. */
const MAX_LENGTH = 50_000;

/** How deeply brackets may be nested in the JSON of a root cause. */
const MAX_JSON_DEPTH = 64;

/** The smallest parts of an expression. */
export interface Lexeme {
  readonly kind: 'word' | 'string' | 'number' | 'json' | 'annotation' | 'reference' | 'symbol' | 'end';
  /** As it is written. */
  readonly text: string;
  /** Where it begins. */
  readonly offset: number;
}

/** The lexemes that a pattern tells, in the order in which they are tried. The sticky flag makes each begin where the last one ended. */
const PATTERNS: readonly [Lexeme['kind'], RegExp][] = [
  ['string', /"[^"\\]*(?:\\[\s\S][^"\\]*)*"/y],
  ['annotation', /annotation\[[^\]]*\]/iy],
  ['word', /[A-Za-z_][\w.-]*/y],
  ['number', /[+-]?[\d.][\w.+-]*/y],
  ['symbol', /!=|<=|>=|[=<>!(){},:]/y],
  ['reference', /\$\{Token\[[^\]]*\]\}/y],
];

const SPACE = /\s*/y;

/**
 * Splits the text of an expression. The last lexeme is the end of the text.
 *
 * @throws TraceFilterSyntaxError
 */
export function lexemesOf(text: string): Lexeme[] {
  if (text.length > MAX_LENGTH) {
    throw new TraceFilterSyntaxError(MAX_LENGTH, `the end of the expression, which can have ${MAX_LENGTH} characters`, `${text.length} characters`);
  }
  const lexemes: Lexeme[] = [];
  for (let offset = afterSpace(text, 0); offset < text.length;) {
    const lexeme = lexemeAt(text, offset);
    lexemes.push(lexeme);
    offset = afterSpace(text, offset + lexeme.text.length);
  }
  return [...lexemes, { kind: 'end', text: '', offset: text.length }];
}

function afterSpace(text: string, offset: number): number {
  SPACE.lastIndex = offset;
  SPACE.test(text);
  return SPACE.lastIndex;
}

function lexemeAt(text: string, offset: number): Lexeme {
  if (text[offset] === '#') { return { kind: 'json', text: text.slice(offset, endOfJson(text, offset + 1)), offset }; }
  for (const [kind, pattern] of PATTERNS) {
    pattern.lastIndex = offset;
    const match = pattern.exec(text);
    if (match) { return { kind, text: match[0], offset }; }
  }
  throw new TraceFilterSyntaxError(offset, expectedInsteadOf(text[offset]), JSON.stringify(String.fromCodePoint(text.codePointAt(offset)!)));
}

function expectedInsteadOf(character: string): string {
  if (character === '"') { return 'a quotation mark that is closed by another'; }
  return character === '\'' ? 'double quotation marks' : 'a keyword, a value or an operator';
}

/** Where the JSON list that begins at an offset ends. What is in it is another question. */
function endOfJson(text: string, start: number): number {
  if (text[start] !== '[') { throw new TraceFilterSyntaxError(start, 'a JSON list after #, which begins with [', shownAt(text, start)); }
  const part = /"[^"\\]*(?:\\[\s\S][^"\\]*)*"|[[\]{}]/g;
  part.lastIndex = start;
  let depth = 0;
  for (let match = part.exec(text); match; match = part.exec(text)) {
    if ('[{'.includes(match[0])) { depth++; }
    if (']}'.includes(match[0])) { depth--; }
    if (depth > MAX_JSON_DEPTH) { throw new TraceFilterSyntaxError(match.index, `JSON that is nested at most ${MAX_JSON_DEPTH} deep`, match[0]); }
    if (depth === 0) { return part.lastIndex; }
  }
  throw new TraceFilterSyntaxError(text.length, 'the end of the JSON list, ]', 'the end of the expression');
}

function shownAt(text: string, offset: number): string {
  return offset < text.length ? JSON.stringify(text[offset]) : 'the end of the expression';
}
