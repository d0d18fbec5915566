import { partOf, variableText } from '../../private/template/definition-text';

const REFERENCE = /\{\{resolve:(secretsmanager|ssm|ssm-secure):/;

/** Whether a template value has a part that CloudFormation reads from elsewhere when it deploys. */
export function hasDynamicReference(value: any): boolean {
  return REFERENCE.test(JSON.stringify(value) ?? '');
}

/** A dynamic reference to a secret, whose name may be a variable. */
const SECRET = /\{\{resolve:secretsmanager:(?:\$\{[^}]*\}|[^}])*\}\}/g;

/** A template value without the secrets that CloudFormation puts into it when it deploys: what gets the value need not call them. */
export function withoutSecrets(value: any): any {
  const written = variableText(value);
  const text = written?.text.replace(SECRET, '');
  if (text !== undefined && text !== written!.text) { return typeof value === 'string' ? text : partOf(text, withoutSecrets(written!.variables)); }
  if (Array.isArray(value)) { return value.map(withoutSecrets); }
  return typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withoutSecrets(item)])) : value;
}
