import type { Condition, Expression, ServiceNode, Value } from './expression';

/** Annotation keys that can follow a dot. Others stand in brackets. */
const PLAIN_KEY = /^\w+$/;

/** The text of an expression, as X-Ray reads it. Whatever it is made of, parsing the text gives the same tree. */
export function printExpression(expression: Expression): string {
  switch (expression.kind) {
    case 'condition': return printCondition(expression);
    case 'and': return expression.operands.map(printOperand).join(' AND ');
    case 'or': return expression.operands.map(printOperand).join(' OR ');
    case 'not': return `!${isAtom(expression.operand) ? printExpression(expression.operand) : `(${printExpression(expression.operand)})`}`;
    case 'service': return `service(${expression.service ? printService(expression.service) : ''})${printFilter(expression.filter)}`;
    case 'edge': return `edge(${printService(expression.source)}, ${printService(expression.destination)})${printFilter(expression.filter)}`;
    case 'rootcause': return `rootcause.${expression.cause}.${expression.element}${printFilter(expression.filter)}`;
    case 'json': return expression.operator ? `${expression.keyword} ${expression.operator} #${expression.json}` : expression.keyword;
    case 'reference': return expression.reference;
  }
}

/** Which of AND and OR goes first is not documented, so parentheses always say it. What the deployment fills in may be joined itself. */
function printOperand(operand: Expression): string {
  const text = printExpression(operand);
  return ['and', 'or', 'reference'].includes(operand.kind) ? `(${text})` : text;
}

function isAtom(expression: Expression): boolean {
  return expression.kind === 'service' || expression.kind === 'edge' || expression.kind === 'rootcause'
    || ((expression.kind === 'condition' || expression.kind === 'json') && expression.operator === undefined);
}

function printFilter(filter?: Expression): string {
  return filter ? ` { ${printExpression(filter)} }` : '';
}

function printCondition({ keyword, annotation, operator, value }: Condition): string {
  const subject = keyword ?? (PLAIN_KEY.test(annotation!) ? `annotation.${annotation}` : `annotation[${annotation}]`);
  return operator === undefined ? subject : `${subject} ${operator} ${printValue(value!)}`;
}

function printValue(value: Value): string {
  if (typeof value === 'string') { return quoted(value); }
  if (typeof value === 'number') { return plainDecimal(value); }
  return typeof value === 'boolean' ? String(value) : value.reference;
}

function printService({ name, type, accountId }: ServiceNode): string {
  if (name !== undefined && type === undefined && accountId === undefined) { return quoted(name); }
  const parts = Object.entries({ 'name': name, 'type': type, 'account.id': accountId });
  return `id(${parts.flatMap(([part, value]) => value === undefined ? [] : [`${part}: ${quoted(value)}`]).join(', ')})`;
}

function quoted(text: string): string {
  return `"${text.replace(/["\\]/g, '\\$&')}"`;
}

/** A number without an exponent, which filter expressions do not know. */
function plainDecimal(value: number): string {
  if (Math.abs(value) >= 1e21) { return BigInt(value).toString(); }
  const [digits, exponent] = String(value).split('e-');
  if (exponent === undefined) { return digits; }
  const sign = value < 0 ? '-' : '';
  return `${sign}0.${'0'.repeat(Number(exponent) - 1)}${digits.replace(/\D/g, '')}`;
}
