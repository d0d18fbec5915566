import { aws_iam as iam, CfnElement, CfnResource, Reference, type Stack, Stage, Token, Tokenization } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { valueOf, withValueOf } from './casing';
import { CfnView } from './cfn-view';
import { freshlyResolved } from './fresh-resolver';
import { matchesAction } from './iam-policies';
import { WarningId } from './ids';
import { isIntrinsic, isObject, plainText, referredLogicalIds } from './intrinsics';
import { isPolicyDocument, listed, statementsWithAction } from './policy-documents';
import { addStatement } from './policy-statements';
import { warn } from './warnings';

const PASS_ROLE = 'iam:PassRole';
const RUN = ['ecs:RunTask', 'ecs:StartTask'];

/** What has its policy document in a property of its own, and what has a list of policies. */
const POLICY_TYPE = /^AWS::IAM::(Policy|ManagedPolicy|RolePolicy|UserPolicy|GroupPolicy)$/;
const POLICIES_TYPE = /^AWS::IAM::(Role|User|Group)$/;

/** A policy that lets somebody run tasks, or pass roles to what does. */
interface PassingPolicy {
  readonly resource: CfnResource;
  /** Its statements that let pass roles. */
  readonly passes: readonly Permission[];
  /** Its statements that let run tasks. */
  readonly runs: readonly Permission[];
  /** Adds a statement; false where it cannot be added. */
  readonly add: (statement: iam.PolicyStatement) => boolean;
}

/** What a statement is about. */
interface Permission {
  readonly resources: readonly string[];
  readonly conditions: any;
}

/** A task definition that gets a role, as policies refer to it. */
interface Change {
  readonly stack: Stack;
  /** The task definition. */
  readonly task: readonly string[];
  /** The roles that it has. */
  readonly roles: readonly string[];
  /** The role that it gets. */
  readonly added: readonly string[];
}

/** A policy that cannot be changed, with the statement that it lacks. */
export interface LackingPolicy {
  readonly resource: CfnResource;
  /** As a template has it. */
  readonly statement: any;
}

/**
 * Who may pass roles to Amazon ECS. A task definition that gets a role can be run only by those who may pass that, too.
 */
export class RolePassers {
  private readonly policies = new Map<IConstruct, readonly PassingPolicy[]>();

  /**
   * @param scopeOf where those are looked for who may pass the roles of a task definition, by default in its Stage
   */
  constructor(private readonly scopeOf: (task: CfnResource) => IConstruct = (task) => Stage.of(task)!) {}

  /**
   * Lets everybody who may pass the roles of a task definition, or else may run it, pass a new role as well.
   *
   * @param task the task definition
   * @param added the role that it gets, in the same stack and on the same condition
   * @returns the policies that cannot be changed
   */
  public letPass(task: CfnView, added: iam.IRole): LackingPolicy[] {
    const { ref, stack } = task.resource;
    const change: Change = {
      stack,
      task: identities(ref, stack),
      roles: ['TaskRoleArn', 'ExecutionRoleArn'].flatMap((name) => identities(task.effective([name]), stack)),
      added: identities(added.roleArn, stack),
    };
    const { condition } = task.resource.cfnOptions;
    return this.policiesIn(this.scopeOf(task.resource)).flatMap((policy) => {
      const reason = reasonToPass(policy, change);
      if (!reason) { return []; }
      const statement = new iam.PolicyStatement({ actions: [PASS_ROLE], resources: [added.roleArn], conditions: reason.conditions });
      const mayRefer = reason.isTied && (!condition || condition === policy.resource.cfnOptions.condition);
      return mayRefer && policy.add(statement) ? [] : [{ resource: policy.resource, statement: stack.resolve(statement.toStatementJson()) }];
    });
  }

  private policiesIn(scope: IConstruct): readonly PassingPolicy[] {
    let policies = this.policies.get(scope);
    if (!policies) { this.policies.set(scope, policies = passingPolicies(scope)); }
    return policies;
  }
}

/** Why a policy is to let pass a role. */
interface Reason {
  readonly conditions: any;
  /**
   * Whether the policy's stack is that of the role, or refers to it already. Were it made to, either stack could come to wait for the other, and one in
   * another environment cannot refer to what has no name of its own.
   */
  readonly isTied: boolean;
}

/** Undefined where a policy does not concern the task definition, or lets pass the role already. */
function reasonToPass({ resource, passes, runs }: PassingPolicy, { stack, task, roles, added }: Change): Reason | undefined {
  if (aboutAny(passes, ['*', ...added])) { return undefined; }
  const [passesRole, runsTask] = [aboutAny(passes, roles), aboutAny(runs, task)];
  if (!passesRole && !runsTask) { return undefined; }
  const rolesOfStack = roles.filter((role) => role.startsWith(identityOf('', stack)));
  return {
    conditions: passesRole ? passesRole.conditions : { StringEquals: { 'iam:PassedToService': 'ecs-tasks.amazonaws.com' } },
    isTied: resource.stack === stack
      || (resource.stack.environment === stack.environment && (runsTask !== undefined || aboutAny(passes, rolesOfStack) !== undefined)),
  };
}

function aboutAny(among: readonly Permission[], resources: readonly string[]): Permission | undefined {
  return among.find((permission) => permission.resources.some((resource) => resources.includes(resource)));
}

function passingPolicies(scope: IConstruct): PassingPolicy[] {
  const stage = Stage.isStage(scope) ? scope : Stage.of(scope);
  return scope.node.findAll()
    .filter((construct) => CfnResource.isCfnResource(construct))
    .flatMap((resource) => policiesOf(resource))
    .filter(({ resource, passes, runs }) => passes.length + runs.length > 0 && Stage.of(resource) === stage);
}

function policiesOf(resource: CfnResource): PassingPolicy[] {
  if (POLICY_TYPE.test(resource.cfnResourceType)) { return [policyOf(new CfnView(resource))]; }
  return POLICIES_TYPE.test(resource.cfnResourceType) ? inlinePoliciesOf(new CfnView(resource)) : [];
}

function policyOf(view: CfnView): PassingPolicy {
  return passingPolicy(view.resource, view.document(['PolicyDocument']), (statement) => addStatement(view, statement));
}

function inlinePoliciesOf(view: CfnView): PassingPolicy[] {
  return (view.list('Policies') ?? []).map((policy, index) => {
    const document = valueOf(policy, 'PolicyDocument');
    return passingPolicy(view.resource, document, (statement) => {
      if (!isPolicyDocument(document)) { return isObject(document) && !isIntrinsic(document) && addInline(view, index, statement.toStatementJson()); }
      document.addStatements(statement);
      return true;
    });
  });
}

function addInline(view: CfnView, index: number, statement: any): boolean {
  return view.changeList('Policies', (policies) => policies.map((each, i) => i === index ? withStatement(each, statement) : each));
}

function passingPolicy(resource: CfnResource, document: any, add: PassingPolicy['add']): PassingPolicy {
  const statements = statementsWithAction(document, (action) => isOneOf(action, [PASS_ROLE, ...RUN]));
  const allowed = statements.filter(({ Effect }) => Effect === 'Allow');
  const allowing = (actions: readonly string[]) => allowed.filter(({ Action }) => listed(Action).some((action) => isOneOf(action, actions)));
  const { stack } = resource;
  return { resource, passes: permissions(allowing([PASS_ROLE]).filter(isForTasks), stack), runs: permissions(allowing(RUN), stack), add };
}

/** Whether a statement lets pass roles to Amazon ECS, not to other services alone. */
function isForTasks({ Condition }: any): boolean {
  const conditions = JSON.stringify(Condition) ?? '';
  return !/iam:PassedToService/i.test(conditions) || conditions.includes('ecs-tasks.') || conditions.includes('*');
}

function permissions(statements: readonly any[], stack: Stack): Permission[] {
  return statements.map(({ Resource, Condition }) => ({
    // A list that is a token as a whole must not be taken apart before it is resolved.
    resources: Token.isUnresolved(Resource) ? identities(Resource, stack) : listed(Resource).flatMap((value) => identities(value, stack)),
    conditions: Condition,
  }));
}

function withStatement(policy: any, statement: any): any {
  const document = valueOf(policy, 'PolicyDocument');
  return withValueOf(policy, 'PolicyDocument', { ...document, Statement: [...listed(document.Statement), statement] });
}

function isOneOf(pattern: unknown, actions: readonly string[]): boolean {
  return actions.some((action) => matchesAction(pattern, action));
}

/** What a value in a stack, or each item of a list, refers to, or else the value as a text. */
function identities(value: any, stack: Stack): string[] {
  if (value === undefined || value === null) { return []; }
  const token = Tokenization.reverse(value, { failConcat: false });
  if (Reference.isReference(token) && CfnElement.isCfnElement(token.target)) {
    const { logicalId, stack: home } = token.target;
    return [identityOf(home.resolve(logicalId), home)];
  }
  const resolved = freshlyResolved(stack, value);
  if (Array.isArray(resolved)) { return resolved.flatMap((item) => identities(item, stack)); }
  return referredLogicalIds(resolved).map((id) => id === undefined ? plainText(resolved) : identityOf(id, stack));
}

function identityOf(logicalId: string, stack: Stack): string {
  return `${stack.node.path} ${logicalId}`;
}

/** What the policies lack that cannot be changed. Several tasks may be run by one of them, and each gets a role or two. */
const LACKING = new WeakMap<CfnResource, any[]>();

/** Warns at the end of the synthesis, when all is known that a policy lacks. */
export function warnOfLackingPolicy({ resource, statement }: LackingPolicy): void {
  const known = LACKING.get(resource);
  if (known) { return void known.push(statement); }
  const statements = [statement];
  LACKING.set(resource, statements);
  resource.node.addValidation({
    validate: () => {
      warn(resource, WarningId.PASS_ROLE_NOT_MANAGED, 'Whom this policy is for may run tasks that get roles by tracing, and cdk-xray cannot let them pass those. '
        + `Add to its statements: ${JSON.stringify(statements)}`);
      return [];
    },
  });
}
