import type { aws_iam as iam } from 'aws-cdk-lib';
import { listed } from '../listed';
import { isObject } from '../template/intrinsics';

/** The `PolicyDocument` members that are not public. See cdk/cfn-internals.ts for the rule. */
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
  return l2Statements(document)?.map(l2Statement) ?? jsonStatements(document);
}

/** Those statements that are about every resource. Of an L2 `PolicyDocument` nothing is read of the others, which are nearly all. */
export function statementsForAllResources(document: any): any[] {
  return l2Statements(document)?.filter(({ resources }) => resources.includes('*')).map(l2Statement)
    ?? jsonStatements(document).filter((statement) => listed(statement.Resource).includes('*'));
}

/** Those statements that name an action that is meant. Of an L2 `PolicyDocument` nothing else is read of the others. */
export function statementsWithAction(document: any, isMeant: (action: unknown) => boolean): any[] {
  return l2Statements(document)?.filter(({ actions }) => actions.some(isMeant)).map(l2Statement)
    ?? jsonStatements(document).filter(({ Action }) => listed(Action).some(isMeant));
}

/** Those statements that deny something. Of an L2 `PolicyDocument` nothing but the effect is read of the others, which are nearly all. */
export function denyingStatements(document: any): any[] {
  return l2Statements(document)?.filter(({ effect }) => effect === 'Deny').map(l2Statement)
    ?? jsonStatements(document).filter(({ Effect }) => Effect === 'Deny');
}

/** Whether a statement names a service among its principals. Of an L2 `PolicyDocument` nothing but the principals is read. */
export function namesService(document: any, service: string): boolean {
  return l2Statements(document)?.some((statement) => l2NamesService(statement, service))
    ?? rawStatements(document).some((statement) => listed(statement.Principal?.Service).includes(service));
}

/** Undefined also where a construct library brings an older aws-cdk-lib of its own, whose statements cannot be read where they stand. */
function l2Statements(document: any): readonly iam.PolicyStatement[] | undefined {
  const statements = isPolicyDocument(document) ? (document as unknown as PolicyDocumentInternals).statements : undefined;
  const isReadable = Array.isArray(statements) && (statements.length === 0 || 'actions' in statements[0]);
  return isReadable ? statements : undefined;
}

function jsonStatements(document: any): any[] {
  return rawStatements(document).map(normalized);
}

/** A policy document of a template. CloudFormation also takes it as a text, which hand-written templates make use of. */
export function documentJson(document: any): any {
  if (typeof document !== 'string') { return document; }
  try {
    return JSON.parse(document);
  } catch {
    return undefined; // a text that is no document says nothing
  }
}

function rawStatements(document: any): any[] {
  const json = isPolicyDocument(document) ? document.toJSON() : documentJson(document);
  return isObject(json) ? listed(json.Statement).filter(isObject) : [];
}

function l2NamesService(statement: iam.PolicyStatement, service: string): boolean {
  const services = servicesAmong(statement.principals);
  return services.includes(service)
    || (services.includes(undefined) && normalized(statement.toStatementJson()).Principal?.Service?.includes(service) === true);
}

/** The names of the services, and undefined in the place of all other principals. */
function servicesAmong(principals: readonly iam.IPrincipal[]): (string | undefined)[] {
  return principals.map((principal) => {
    const { service } = principal as { service?: unknown };
    return typeof service === 'string' ? service : undefined;
  });
}

function l2Statement(statement: iam.PolicyStatement): any {
  const services = servicesAmong(statement.principals);
  if (statement.notPrincipals.length > 0 || services.includes(undefined)) { return normalized(statement.toStatementJson()); }
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
