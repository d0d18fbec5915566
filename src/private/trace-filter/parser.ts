import {
  ANNOTATION_KEY, type Expression, GROUP_KEYWORDS, hasAnnotation, joined, JSON_KEYWORDS, KEYWORDS, negated, type Operator, OPERATORS,
  ROOT_CAUSE_ELEMENTS, ROOT_CAUSES, type ServiceNode, type Value, type ValueType,
} from './expression';
import { type Lexeme, lexemesOf } from './lexer';
import { TraceFilterSyntaxError } from './syntax-error';
import { isJson } from '../template/is-json';

/** How deeply parentheses, braces and negations may be nested. */
const MAX_DEPTH = 100;

/** How many lexemes are read. Each is read once, so the work is bounded by this and by the depth. No expression that X-Ray takes comes near. */
const MAX_STEPS = 20_000;

const EQUALITY = ['=', '!='] as const;

const SERVICE_ID_PARTS: ReadonlyMap<string, keyof ServiceNode> = new Map([['name', 'name'], ['type', 'type'], ['account.id', 'accountId']]);

/** How the types of values are called in errors. */
const VALUE_NAMES: Readonly<Record<ValueType, string>> = {
  boolean: 'true or false',
  number: 'a decimal number, such as 2.5',
  string: 'a text in double quotation marks',
};

const END = 'the end of the expression';

/**
 * Parses an X-Ray filter expression, by recursive descent.
 *
 * @throws TraceFilterSyntaxError, and nothing else, whatever the text is
 * @see https://docs.aws.amazon.com/xray/latest/devguide/xray-console-filters.html
 */
export function parseExpression(text: string): Expression {
  return new Parser(lexemesOf(text)).parse();
}

class Parser {
  private position = 0;
  private depth = 0;
  private steps = 0;

  constructor(private readonly lexemes: readonly Lexeme[]) {}

  public parse(): Expression {
    const expression = this.disjunction();
    if (this.next.kind !== 'end') { throw this.unexpected(`AND, OR, another condition or ${END}`); }
    return expression;
  }

  private get next(): Lexeme {
    return this.lexemes[this.position];
  }

  private disjunction(): Expression {
    const operands = [this.conjunction()];
    while (this.accept('or')) { operands.push(this.conjunction()); }
    return joined('or', operands);
  }

  /** Conditions that stand side by side are joined by AND, as if it were written. */
  private conjunction(): Expression {
    const operands = [this.operand()];
    while (this.accept('and') || this.isOperandNext()) { operands.push(this.operand()); }
    return joined('and', operands);
  }

  private isOperandNext(): boolean {
    const { kind, text } = this.next;
    if (kind === 'symbol') { return text === '!' || text === '('; }
    return kind === 'annotation' || kind === 'reference' || (kind === 'word' && !['and', 'or'].includes(text.toLowerCase()));
  }

  private operand(): Expression {
    if (++this.depth > MAX_DEPTH) { throw this.unexpected(`an expression that is nested at most ${MAX_DEPTH} deep`); }
    const operand = this.negationOrPrimary();
    this.depth--;
    return operand;
  }

  private negationOrPrimary(): Expression {
    if (this.accept('!')) { return negated(this.operand()); }
    if (!this.accept('(')) { return this.primary(); }
    const expression = this.disjunction();
    this.require(')', 'AND, OR, another condition or )');
    return expression;
  }

  private primary(): Expression {
    const { kind, text } = this.next;
    if (kind === 'reference') { return { kind, reference: this.take().text }; }
    if (kind === 'annotation') { return this.annotation(text.slice('annotation['.length, -1)); }
    if (kind !== 'word') { throw this.unexpected('a keyword, such as fault or responsetime'); }
    const keyword = text.toLowerCase();
    if (keyword.startsWith('annotation.')) { return this.annotation(text.slice('annotation.'.length)); }
    if (keyword === 'service' || keyword === 'edge') { return this.selection(keyword); }
    if (JSON_KEYWORDS.includes(keyword)) { return this.json(keyword); }
    if (keyword.startsWith('rootcause.')) { return this.rootCause(); }
    return this.condition(keyword);
  }

  private condition(keyword: string): Expression {
    const type = KEYWORDS.get(keyword);
    if (GROUP_KEYWORDS.includes(keyword)) {
      this.take();
      return { kind: 'condition', keyword, operator: this.operator(EQUALITY), value: this.value('string') };
    }
    if (!type) { throw this.unexpected('a keyword that X-Ray knows'); }
    this.take();
    if (type !== 'number' && !this.isOperatorNext()) { return { kind: 'condition', keyword }; }
    return { kind: 'condition', keyword, operator: this.operator(OPERATORS[type]), value: this.value(type) };
  }

  private annotation(key: string): Expression {
    if (!ANNOTATION_KEY.test(key)) { throw this.unexpected('annotation.key or annotation[key], with a key that has no spaces, quotation marks or brackets'); }
    this.take();
    if (!this.isOperatorNext()) { return { kind: 'condition', annotation: key }; }
    const operator = this.operator([...OPERATORS.number, ...OPERATORS.string]);
    const types = Object.keys(OPERATORS) as ValueType[];
    return { kind: 'condition', annotation: key, operator, value: this.value(...types.filter((type) => (OPERATORS[type] as readonly string[]).includes(operator))) };
  }

  private isOperatorNext(): boolean {
    const text = this.next.text.toUpperCase();
    return Object.values<readonly string[]>(OPERATORS).some((operators) => operators.includes(text));
  }

  private operator<T extends Operator>(allowed: readonly T[]): T {
    const operator = allowed.find((candidate) => candidate === this.next.text.toUpperCase());
    if (!operator) { throw this.unexpected(`one of ${[...new Set(allowed)].join(', ')}`); }
    this.take();
    return operator;
  }

  private value(...types: ValueType[]): Value {
    const { kind, text } = this.next;
    if (kind === 'reference') { return { reference: this.take().text }; }
    if (types.includes('boolean') && kind === 'word' && /^(true|false)$/i.test(text)) { return this.take().text.toLowerCase() === 'true'; }
    if (types.includes('string') && kind === 'string') { return this.string(); }
    if (types.includes('number') && kind === 'number') { return this.number(); }
    throw this.unexpected(types.map((type) => VALUE_NAMES[type]).join(' or '));
  }

  /** A text without its quotation marks. A backslash is one unless it stands before a quotation mark or another backslash. */
  private string(): string {
    if (this.next.kind !== 'string') { throw this.unexpected(VALUE_NAMES.string); }
    return this.take().text.slice(1, -1).replace(/\\(["\\])/g, '$1');
  }

  private number(): number {
    const value = Number(this.next.text);
    if (!/^[+-]?(\d+(\.\d*)?|\.\d+)$/.test(this.next.text) || !Number.isFinite(value)) { throw this.unexpected(VALUE_NAMES.number); }
    this.take();
    return value + 0; // -0 is 0
  }

  private selection(kind: 'service' | 'edge'): Expression {
    this.take();
    this.require('(');
    if (kind === 'service') {
      const service = this.next.text === ')' ? {} : { service: this.service() };
      this.require(')', service.service ? ')' : 'the name of a service, id(…) or )');
      return { kind, ...service, ...this.filter(false) };
    }
    const source = this.service();
    this.require(',');
    const destination = this.service();
    this.require(')');
    return { kind, source, destination, ...this.filter(false) };
  }

  private service(): ServiceNode {
    if (this.next.kind === 'string') { return { name: this.string() }; }
    if (!this.accept('id')) { throw this.unexpected('the name of a service in quotation marks, or id(…)'); }
    this.require('(');
    const service: Record<string, string> = {};
    do {
      const part = SERVICE_ID_PARTS.get(this.next.text.toLowerCase());
      if (!part || part in service) { throw this.unexpected('name, type or account.id, each at most once'); }
      this.take();
      this.require(':');
      service[part] = this.string();
    } while (this.accept(','));
    this.require(')', ', or )');
    return service;
  }

  private rootCause(): Expression {
    const [, cause, element, ...rest] = this.next.text.toLowerCase().split('.');
    if (!ROOT_CAUSES.some((known) => known === cause) || !ROOT_CAUSE_ELEMENTS.some((known) => known === element) || rest.length > 0) {
      throw this.unexpected(`rootcause.json or rootcause, one of ${ROOT_CAUSES.join(', ')}, and one of ${ROOT_CAUSE_ELEMENTS.join(', ')}, joined by dots`);
    }
    this.take();
    return { kind: 'rootcause', cause, element, ...this.filter(true) };
  }

  /** The filter in braces. X-Ray knows no annotations in those of services and edges. */
  private filter(mayHaveAnnotations: boolean): { filter?: Expression } {
    const { offset } = this.next;
    if (!this.accept('{')) { return {}; }
    const filter = this.disjunction();
    this.require('}', 'AND, OR, another condition or }');
    if (!mayHaveAnnotations && hasAnnotation(filter)) {
      throw new TraceFilterSyntaxError(offset, 'no annotation in the braces of service() and edge()', 'an annotation; join it by AND outside of the braces');
    }
    return { filter };
  }

  private json(keyword: string): Expression {
    this.take();
    if (!this.isOperatorNext()) { return { kind: 'json', keyword }; }
    const operator = this.operator(EQUALITY);
    const { kind, text } = this.next;
    if (kind !== 'json' || !isJson(text.slice(1))) { throw this.unexpected('a JSON list after #'); }
    this.take();
    return { kind: 'json', keyword, operator, json: text.slice(1) };
  }

  private accept(text: string): boolean {
    const { kind } = this.next;
    const isNext = (kind === 'word' || kind === 'symbol') && this.next.text.toLowerCase() === text;
    if (isNext) { this.take(); }
    return isNext;
  }

  private require(text: string, expected = text): void {
    if (!this.accept(text)) { throw this.unexpected(expected); }
  }

  private take(): Lexeme {
    if (++this.steps > MAX_STEPS) { throw this.unexpected(`${END}, which can have ${MAX_STEPS} parts`); }
    return this.lexemes[this.position++];
  }

  private unexpected(expected: string): TraceFilterSyntaxError {
    const { kind, text, offset } = this.next;
    return new TraceFilterSyntaxError(offset, expected, kind === 'end' ? END : text);
  }
}
