import type { aws_iam as iam } from 'aws-cdk-lib';
import { isObject } from './intrinsics';

/** The `PolicyDocument` members that are not public. See cfn-view.ts for the rule and the test. */
interface PolicyDocumentInternals {
  readonly statements?: iam.PolicyStatement[];
}

/** Whether a value is an L2 `PolicyDocument`. */
export function isPolicyDocument(value: any): value is iam.PolicyDocument {
  return isObject(value) && typeof value.toJSON === 'function' && typeof value.addStatements === 'function';
}

/**
 * The JSON of an L2 `PolicyDocument`, as far as its statements tell it without being rendered: rendering one, and resolving the tokens of its
 * service principals, would cost more than all else that is done about a role.
 */
export function policyDocumentJson(document: iam.PolicyDocument): any {
  const { statements } = document as unknown as PolicyDocumentInternals;
  return Array.isArray(statements) ? { Statement: statements.map(statementJson) } : document.toJSON();
}

function statementJson(statement: iam.PolicyStatement): any {
  const services = statement.principals.map((principal) => (principal as { service?: unknown }).service);
  if (services.some((service) => typeof service !== 'string')) { return statement.toStatementJson(); }
  return {
    Effect: statement.effect,
    ...(services.length > 0 ? { Principal: { Service: services } } : {}),
    ...ifFilled('Action', statement.actions),
    ...ifFilled('NotAction', statement.notActions),
    ...ifFilled('Resource', statement.resources),
    ...ifFilled('NotResource', statement.notResources),
    ...(Object.keys(statement.conditions).length > 0 ? { Condition: statement.conditions } : {}),
  };
}

function ifFilled(name: string, values: string[]): Record<string, string[]> {
  return values.length > 0 ? { [name]: values } : {};
}
