import type { aws_iam as iam } from 'aws-cdk-lib';
import { isObject } from './intrinsics';

/** The `PolicyDocument` members that are not public. See cfn-view.ts for the rule. */
interface PolicyDocumentInternals {
  readonly statements?: iam.PolicyStatement[];
}

/** Elements of a statement that are a single value or a list of values. */
const LISTS = ['Action', 'NotAction', 'Resource', 'NotResource'];

/** Whether a value is an L2 `PolicyDocument`. */
export function isPolicyDocument(value: any): value is iam.PolicyDocument {
  return isObject(value) && typeof value.toJSON === 'function' && typeof value.addStatements === 'function';
}

/**
 * The statements of a policy document, with lists wherever a policy document may have a list or a single value.
 *
 * Those of an L2 `PolicyDocument` are read where they stand: rendering it, and resolving the tokens of its service principals, would cost
 * more than all else that is done about a role.
 */
export function statementsOf(document: any): any[] {
  if (!isObject(document)) { return []; }
  const { statements } = document as PolicyDocumentInternals;
  if (isPolicyDocument(document) && Array.isArray(statements)) { return statements.map(l2Statement); }
  const json = isPolicyDocument(document) ? document.toJSON() : document;
  return listed(json?.Statement).filter(isObject).map(normalized);
}

/** A value that may be a list or a single item, as policies have it, as a list. */
export function listed(value: any): any[] {
  if (value === undefined || value === null) { return []; }
  return Array.isArray(value) ? value : [value];
}

function l2Statement(statement: iam.PolicyStatement): any {
  const services = statement.principals.map((principal) => (principal as { service?: unknown }).service);
  if (statement.notPrincipals.length > 0 || services.some((service) => typeof service !== 'string')) { return normalized(statement.toStatementJson()); }
  const { actions, notActions, resources, notResources, conditions } = statement;
  return {
    ...(statement.sid === undefined ? {} : { Sid: statement.sid }),
    Effect: statement.effect,
    ...(services.length > 0 ? { Principal: { Service: services } } : {}),
    ...(actions.length > 0 ? { Action: actions } : {}),
    ...(notActions.length > 0 ? { NotAction: notActions } : {}),
    ...(resources.length > 0 ? { Resource: resources } : {}),
    ...(notResources.length > 0 ? { NotResource: notResources } : {}),
    ...(Object.keys(conditions).length > 0 ? { Condition: conditions } : {}),
  };
}

function normalized(statement: any): any {
  const lists = LISTS.filter((name) => statement[name] !== undefined).map((name) => [name, listed(statement[name])]);
  const principal = isObject(statement.Principal)
    ? { Principal: Object.fromEntries(Object.entries(statement.Principal).map(([kind, value]) => [kind, listed(value)])) }
    : {};
  return { ...statement, ...Object.fromEntries(lists), ...principal };
}
