import { type aws_iam as iam, CfnResource, type Stack, Stage, Token } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { matchesAction } from './statement-matching';
import { ROLE_POLICY_TYPES } from './types';
import { listed } from '../listed';
import { documentJson, isPolicyDocument, statementsWithAction } from './policy-documents';
import { addStatement } from './policy-statements';
import { CfnView } from '../cdk/cfn-view';
import { freshlyResolved } from '../cdk/fresh-resolver';
import { identities } from '../cdk/stack-identities';
import { valueOf, withValueOf } from '../template/casing';
import { branchesOf, isObject, isPlainObject } from '../template/intrinsics';
import { templateText } from '../template/template-text';

/** The action by which somebody may pass a role to a service. */
export const PASS_ROLE = 'iam:PassRole';
const RUN = ['ecs:RunTask', 'ecs:StartTask'];

/** What has its policy document in a property of its own, and what has a list of policies. */
const POLICY_TYPES = new Set([...ROLE_POLICY_TYPES, 'AWS::IAM::UserPolicy', 'AWS::IAM::GroupPolicy']);
const POLICIES_TYPE = /^AWS::IAM::(Role|User|Group)$/;

/** The ARN of all roles. */
const ALL_ROLES = /^arn:.*:role\/\*$/;

/** A policy that lets somebody run tasks, or pass roles to what does. */
export interface PassingPolicy {
  readonly resource: CfnResource;
  /** Its statements that let pass roles. */
  readonly passes: readonly Permission[];
  /** Its statements that let run tasks. */
  readonly runs: readonly Permission[];
  /** Adds a statement; false where it cannot be added. */
  readonly add: (statement: iam.PolicyStatement) => boolean;
}

/** What a statement is about. */
export interface Permission {
  readonly resources: readonly string[];
  /** The families of task definitions that its ARNs name, possibly with wildcards. */
  readonly families: readonly string[];
  readonly conditions: any;
  /** Whether it is there in any case, not only where a condition says so. */
  readonly isCertain: boolean;
}

/** The policies of a Stage that let run tasks, or pass roles to Amazon ECS. */
export function passingPolicies(scope: IConstruct): PassingPolicy[] {
  const stage = Stage.isStage(scope) ? scope : Stage.of(scope);
  return scope.node.findAll()
    .filter((construct) => CfnResource.isCfnResource(construct))
    .flatMap((resource) => policiesOf(resource))
    .filter(({ resource, passes, runs }) => passes.length + runs.length > 0 && Stage.of(resource) === stage);
}

function policiesOf(resource: CfnResource): PassingPolicy[] {
  if (POLICY_TYPES.has(resource.cfnResourceType)) { return [policyOf(new CfnView(resource))]; }
  return POLICIES_TYPE.test(resource.cfnResourceType) ? inlinePoliciesOf(new CfnView(resource)) : [];
}

function policyOf(view: CfnView): PassingPolicy {
  return passingPolicy(view.resource, view.document(['PolicyDocument']), (statement) => addStatement(view, statement));
}

function inlinePoliciesOf(view: CfnView): PassingPolicy[] {
  const { resource } = view;
  const policies = view.list('Policies') ?? view.value(['Policies']);
  return listed(policies).flatMap((item, index) => possibilities(item, resource.stack).map(({ value: policy, isCertain }) => {
    const document = valueOf(policy, 'PolicyDocument');
    return passingPolicy(resource, document, (statement) => {
      if (!isPolicyDocument(document)) { return isPlainObject(document) && addInline(view, index, statement.toStatementJson()); }
      document.addStatements(statement);
      return true;
    }, isCertain);
  }));
}

function addInline(view: CfnView, index: number, statement: any): boolean {
  return view.changeList('Policies', (policies) => policies.map((each, i) => i === index ? withStatement(each, statement) : each));
}

/** What a template may have, depending on conditions. */
interface Possibility {
  readonly value: any;
  /** Whether it is there in any case. */
  readonly isCertain: boolean;
}

/** What a value, or an item of a list, may be: each branch of an `Fn::If`, and else itself. */
function possibilities(value: any, stack: Stack, isCertain = true): Possibility[] {
  if (isPolicyDocument(value)) { return [{ value, isCertain }]; }
  if (Token.isUnresolved(value)) { return possibilities(freshlyResolved(stack, value), stack, isCertain); }
  if (Array.isArray(value)) { return value.flatMap((item) => possibilities(item, stack, isCertain)); }
  const branches = branchesOf(value);
  if (branches) { return branches.flatMap((branch) => possibilities(branch, stack, false)); }
  return isObject(value) ? [{ value, isCertain }] : [];
}

function passingPolicy(resource: CfnResource, document: any, add: PassingPolicy['add'], isCertain = true): PassingPolicy {
  const { stack } = resource;
  const statements = possibilities(documentJson(document), stack, isCertain).flatMap((each) => statementsAbout(each, stack));
  const allowed = statements.filter(({ value }) => value.Effect === 'Allow');
  const allowing = (actions: readonly string[]) => allowed.filter(({ value }) => listed(value.Action).some((action) => isOneOf(action, actions)));
  const passes = allowing([PASS_ROLE]).filter(({ value }) => isForTasks(value));
  return { resource, passes: passes.map((each) => permissionOf(each, stack)), runs: allowing(RUN).map((each) => permissionOf(each, stack)), add };
}

/** The statements of a document about running tasks, or passing roles. */
function statementsAbout({ value: document, isCertain }: Possibility, stack: Stack): Possibility[] {
  const about = (each: any) => statementsWithAction(each, (action) => isOneOf(action, [PASS_ROLE, ...RUN]));
  if (isPolicyDocument(document)) { return about(document).map((value) => ({ value, isCertain })); }
  return possibilities(document.Statement, stack, isCertain)
    .flatMap((statement) => about({ Statement: statement.value }).map((value) => ({ ...statement, value })));
}

/** Whether a statement lets pass roles to Amazon ECS, not to other services alone. */
function isForTasks({ Condition }: any): boolean {
  const conditions = JSON.stringify(Condition) ?? '';
  return !/iam:PassedToService/i.test(conditions) || conditions.includes('ecs-tasks.') || conditions.includes('*');
}

function permissionOf({ value: { Resource, Condition }, isCertain }: Possibility, stack: Stack): Permission {
  // A list that is a token as a whole must not be taken apart before it is resolved.
  const values = Token.isUnresolved(Resource) ? [Resource] : listed(Resource);
  const texts = values.flatMap((value) => textsOf(freshlyResolved(stack, value)));
  return {
    resources: [...values.flatMap((value) => identities(value, stack)), ...texts.some((text) => ALL_ROLES.test(text)) ? ['*'] : []],
    families: texts.flatMap((text) => familyNamedBy(text, stack) ?? []),
    conditions: Condition,
    isCertain,
  };
}

/** A resolved value as a text, or the texts of each item of a list, and of each branch. */
function textsOf(resolved: any): string[] {
  const several = Array.isArray(resolved) ? resolved : branchesOf(resolved);
  return several ? several.flatMap(textsOf) : [templateText(resolved) ?? ''];
}

/** The family of task definitions that an ARN names; undefined for all of them. */
function familyNamedBy(arn: string, stack: Stack): string | undefined {
  const [, family] = /:task-definition\/((?:\$\{[^}]*\}|[^:])+)/.exec(arn) ?? [];
  return family === '*' ? undefined : familyIn(family, stack);
}

/** What a family is called among those of all stacks. A reference means something in its own stack only. */
export function familyIn(family: string | undefined, stack: Stack): string | undefined {
  return family?.includes('${') ? `${stack.node.path} ${family}` : family;
}

function withStatement(policy: any, statement: any): any {
  const document = valueOf(policy, 'PolicyDocument');
  return withValueOf(policy, 'PolicyDocument', { ...document, Statement: [...listed(document.Statement), statement] });
}

function isOneOf(pattern: unknown, actions: readonly string[]): boolean {
  return actions.some((action) => matchesAction(pattern, action));
}
