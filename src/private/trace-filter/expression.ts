/** What can be compared with each type of keyword. */
export const OPERATORS = {
  boolean: ['=', '!='],
  number: ['=', '!=', '<', '<=', '>', '>='],
  string: ['=', '!=', 'CONTAINS', 'BEGINSWITH', 'ENDSWITH'],
} as const;

/** The type of a keyword's values. */
export type ValueType = keyof typeof OPERATORS;

/** What compares a keyword with a value. */
export type Operator = typeof OPERATORS[ValueType][number];

/** A value that only the deployment knows, as the CDK writes it into texts. */
export interface Reference {
  readonly reference: string;
}

/** What a keyword is compared with. */
export type Value = boolean | number | string | Reference;

/** A service in the service map. At least one member is there. */
export interface ServiceNode {
  /** @default - any name */
  readonly name?: string;
  /** @default - any type */
  readonly type?: string;
  /** @default - any account */
  readonly accountId?: string;
}

/** Why and where a request failed, or was slow. */
export const ROOT_CAUSES = ['error', 'fault', 'responsetime'] as const;

/** What the path to a root cause consists of. */
export const ROOT_CAUSE_ELEMENTS = ['entity', 'exception', 'service'] as const;

/** A comparison, or a test whether something is set at all. */
export interface Condition {
  readonly kind: 'condition';
  /** A keyword in lower case, or undefined where it is an annotation. */
  readonly keyword?: string;
  /** The key of the annotation, or undefined where it is a keyword. */
  readonly annotation?: string;
  /** What compares, or undefined where only being set or true is asked for. It has a value always. */
  readonly operator?: Operator;
  readonly value?: Value;
}

/** What X-Ray calls a filter expression, as a tree. It is made by the functions below, so that equal expressions are equal trees. */
export type Expression =
  | Condition
  | { readonly kind: 'and' | 'or'; readonly operands: readonly Expression[] }
  | { readonly kind: 'not'; readonly operand: Expression }
  | { readonly kind: 'service'; readonly service?: ServiceNode; readonly filter?: Expression }
  | { readonly kind: 'edge'; readonly source: ServiceNode; readonly destination: ServiceNode; readonly filter?: Expression }
  | { readonly kind: 'rootcause'; readonly cause: string; readonly element: string; readonly filter?: Expression }
  | { readonly kind: 'json'; readonly keyword: string; readonly operator?: '=' | '!='; readonly json?: string }
  | { readonly kind: 'reference'; readonly reference: string };

const BOOLEAN_KEYWORDS = ['ok', 'error', 'throttle', 'fault', 'partial', 'inferred', 'first', 'last', 'remote', 'root'];
const NUMBER_KEYWORDS = ['responsetime', 'duration', 'http.status', 'index', 'coverage'];
const STRING_KEYWORDS = [
  'http.url', 'http.method', 'http.useragent', 'http.clientip', 'user', 'name', 'type', 'message', 'availabilityzone', 'instance.id', 'resource.arn',
];

/** The keywords that have a value, with its type. */
export const KEYWORDS: ReadonlyMap<string, ValueType> = new Map([
  ...BOOLEAN_KEYWORDS.map((keyword) => [keyword, 'boolean'] as const),
  ...NUMBER_KEYWORDS.map((keyword) => [keyword, 'number'] as const),
  ...STRING_KEYWORDS.map((keyword) => [keyword, 'string'] as const),
]);

/** The keywords that name a group. They are compared by `=` and `!=` only. */
export const GROUP_KEYWORDS: readonly string[] = ['group.name', 'group.arn'];

/** The keywords that are compared with a root cause in JSON. */
export const JSON_KEYWORDS: readonly string[] = ['rootcause.json', 'json'];

/** The keys that annotations may have: no spaces, quotation marks, brackets or braces. */
export const ANNOTATION_KEY = /^[^\s"[\](){}]+$/;

/** Expressions joined by AND or OR. One alone stands for itself, and what is joined the same way is joined once. */
export function joined(kind: 'and' | 'or', operands: readonly Expression[]): Expression {
  if (operands.length === 1) { return operands[0]; }
  return { kind, operands: operands.flatMap((operand) => operand.kind === kind ? operand.operands : [operand]) };
}

/** The opposite of an expression. The opposite of the opposite is the expression itself. */
export function negated(operand: Expression): Expression {
  return operand.kind === 'not' ? operand.operand : { kind: 'not', operand };
}

/** Whether an expression has an annotation outside of braces. */
export function hasAnnotation(expression: Expression): boolean {
  switch (expression.kind) {
    case 'condition': return expression.annotation !== undefined;
    case 'and':
    case 'or': return expression.operands.some(hasAnnotation);
    case 'not': return hasAnnotation(expression.operand);
    default: return 'filter' in expression && expression.filter !== undefined && hasAnnotation(expression.filter);
  }
}
