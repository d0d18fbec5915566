import { type CfnResource, type Stack, Token } from 'aws-cdk-lib';
import { CfnView } from './cfn-view';
import { isObject } from './intrinsics';
import { isPolicyDocument, policyDocumentJson } from './policy-documents';
import type { StackIndex, StackIndexes } from './stack-index';

const ALL_WRITE_ACTIONS = [
  'xray:PutTraceSegments',
  'xray:PutTelemetryRecords',
  'xray:GetSamplingRules',
  'xray:GetSamplingTargets',
  'xray:GetSamplingStatisticSummaries',
];

/**
 * AWS managed policies that allow what a sender needs.
 * @see https://docs.aws.amazon.com/aws-managed-policy/latest/reference/policy-list.html
 */
const AWS_MANAGED: Readonly<Record<string, readonly string[]>> = {
  AdministratorAccess: ALL_WRITE_ACTIONS,
  AWSElasticBeanstalkWebTier: ALL_WRITE_ACTIONS,
  AWSElasticBeanstalkWorkerTier: ALL_WRITE_ACTIONS,
  AWSXRayDaemonWriteAccess: ALL_WRITE_ACTIONS,
  AWSXrayFullAccess: ALL_WRITE_ACTIONS,
  AWSXrayWriteOnlyAccess: ALL_WRITE_ACTIONS,
  CloudWatchAgentServerPolicy: ALL_WRITE_ACTIONS,
  CloudWatchLambdaApplicationSignalsExecutionRolePolicy: ['xray:PutTraceSegments'],
  PowerUserAccess: ALL_WRITE_ACTIONS,
};

/** The L2 `Role` members that are not public. See cfn-view.ts for the rule and the test. */
interface RoleInternals {
  readonly managedPolicies?: { readonly managedPolicyArn: string }[];
}

/**
 * The managed policy ARNs of a role as they stand in the construct; undefined where a token hides them.
 *
 * An L2 role keeps them where reading them costs nothing; resolving its L1's token would cost more than the whole visit.
 */
export function managedPolicyArns(role: CfnView): any[] | undefined {
  const policies = (role.resource.node.scope as RoleInternals | undefined)?.managedPolicies;
  if (Array.isArray(policies)) { return policies.map((policy) => policy.managedPolicyArn); }
  const arns = role.value(['ManagedPolicyArns']) ?? [];
  return Array.isArray(arns) ? arns : undefined;
}

/** Whether the policies of a role, wherever they are attached, allow every action on every resource without a condition. */
export function roleAllows(role: CfnView, actions: readonly string[], attached: AttachedPolicies): boolean {
  const arns = managedPolicyArns(role) ?? [];
  const missing = actions.filter((action) => !arns.some((arn) => AWS_MANAGED[policyName(arn)]?.includes(action)));
  if (missing.length === 0) { return true; }
  const documents = [...inlineDocuments(role), ...customerManagedDocuments(role, arns), ...attached.of(role.resource)];
  const statements = documents.flatMap(statementsOf);
  return missing.every((action) => statements.some((statement) => allows(statement, action)));
}

function allows(statement: any, action: string): boolean {
  return statement.Effect === 'Allow'
    && statement.Condition === undefined
    && listed(statement.Resource).includes('*')
    && listed(statement.Action).some((pattern) => typeof pattern === 'string' && matches(pattern, action));
}

/** The policies that name a role, from outside of it. */
interface Attachments {
  /** The documents of those that concern X-Ray. */
  readonly documents: any[];
  managedPolicies: number;
}

/**
 * The policies of each stack that name the roles they are for.
 */
export class AttachedPolicies {
  private readonly byStack = new Map<Stack, Map<CfnResource, Attachments>>();

  constructor(private readonly indexes: StackIndexes) {}

  /** The documents that concern X-Ray, of policies in the role's stack that name the role. */
  public of(role: CfnResource): any[] {
    return this.attachments(role)?.documents ?? [];
  }

  /** How many managed policies in the role's stack name the role. */
  public managedPolicyCount(role: CfnResource): number {
    return this.attachments(role)?.managedPolicies ?? 0;
  }

  private attachments(role: CfnResource): Attachments | undefined {
    let roles = this.byStack.get(role.stack);
    if (!roles) { this.byStack.set(role.stack, roles = collectAttachments(this.indexes.of(role.stack))); }
    return roles.get(role);
  }
}

const MANAGED_POLICY = 'AWS::IAM::ManagedPolicy';
const POLICY_TYPES = ['AWS::IAM::Policy', 'AWS::IAM::RolePolicy', MANAGED_POLICY];

function collectAttachments(index: StackIndex): Map<CfnResource, Attachments> {
  const roles = new Map<CfnResource, Attachments>();
  for (const policy of POLICY_TYPES.flatMap((type) => index.resources.get(type) ?? [])) {
    const view = new CfnView(policy);
    const document = view.unresolved(['PolicyDocument']);
    const isManaged = policy.cfnResourceType === MANAGED_POLICY;
    const concernsXRay = mayWrite(document);
    if (!isManaged && !concernsXRay) { continue; }
    for (const role of rolesOf(view)) {
      const attachments = roles.get(role) ?? { documents: [], managedPolicies: 0 };
      roles.set(role, attachments);
      if (concernsXRay) { attachments.documents.push(document); }
      if (isManaged) { attachments.managedPolicies++; }
    }
  }
  return roles;
}

function mayWrite(document: any): boolean {
  const statements = statementsOf(document);
  return ALL_WRITE_ACTIONS.some((action) => statements.some((statement) => allows(statement, action)));
}

function rolesOf(policy: CfnView): CfnResource[] {
  const property = policy.resourceType === 'AWS::IAM::RolePolicy' ? 'RoleName' : 'Roles';
  const value = policy.unresolved([property]);
  const list = Array.isArray(value) && !Token.isUnresolved(value) ? value : policy.value([property]);
  return listed(list).flatMap((item) => policy.targetsOf(item)).flatMap((target) => target?.resource ?? []);
}

/** The documents of the app's own managed policies among the ARNs. */
function customerManagedDocuments(role: CfnView, arns: readonly any[]): any[] {
  return arns
    .filter((arn) => policyName(arn) === '')
    .flatMap((arn) => role.targetsOf(arn))
    .flatMap((policy) => policy?.unresolved(['PolicyDocument']) ?? []);
}

function inlineDocuments(role: CfnView): any[] {
  const policies = role.unresolved(['Policies']);
  return Array.isArray(policies) ? policies.map((policy) => policy?.policyDocument ?? policy?.PolicyDocument) : [];
}

/** The statements of a document: of an L2 `PolicyDocument` without resolving it, of JSON as it stands. */
export function statementsOf(document: any): any[] {
  if (!isObject(document)) { return []; }
  const json = isPolicyDocument(document) ? policyDocumentJson(document) : document;
  return listed(json?.Statement).filter(isObject);
}

/** A value that may be a list or a single item, as policies have it, as a list. */
export function listed(value: any): any[] {
  if (value === undefined || value === null) { return []; }
  return Array.isArray(value) ? value : [value];
}

function matches(pattern: string, action: string): boolean {
  if (!/[*?]/.test(pattern)) { return pattern.toLowerCase() === action.toLowerCase(); }
  const expression = pattern.replace(/[.+^${}()|[\]\\]/g, '\\$&').replace(/\*/g, '.*').replace(/\?/g, '.');
  return new RegExp(`^${expression}$`, 'i').test(action);
}

/** The name in an AWS managed policy's ARN, in whichever form it is written: the name is what follows the last slash of its text. */
function policyName(arn: any): string {
  const text = typeof arn === 'string' ? arn : JSON.stringify(arn) ?? '';
  return /:iam::aws:policy\/(?:[\w-]+\/)*([\w-]+)/.exec(text)?.[1] ?? '';
}
