import { aws_iam as iam, CfnElement, CfnResource, Reference, type Stack, Stage, Tokenization } from 'aws-cdk-lib';
import { CfnView } from './cfn-view';
import { matchesAction } from './iam-policies';
import { plainText, referredLogicalIds } from './intrinsics';
import { isPolicyDocument, listed, statementsWithAction } from './policy-documents';

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
  readonly statement: iam.PolicyStatement;
}

/**
 * Who may pass roles to Amazon ECS. A task definition that gets a role can be run only by those who may pass that, too.
 */
export class RolePassers {
  private readonly policies = new Map<Stage, readonly PassingPolicy[]>();

  /**
   * Lets everybody in a Stage who may pass the roles of a task definition, or else may run it, pass a new role as well.
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
    return this.policiesIn(Stage.of(task.resource)!).flatMap((policy) => {
      const reason = reasonToPass(policy, change);
      if (!reason) { return []; }
      const statement = new iam.PolicyStatement({ actions: [PASS_ROLE], resources: [added.roleArn], conditions: reason.conditions });
      const mayRefer = reason.isTied && (!condition || condition === policy.resource.cfnOptions.condition);
      return mayRefer && policy.add(statement) ? [] : [{ resource: policy.resource, statement }];
    });
  }

  private policiesIn(stage: Stage): readonly PassingPolicy[] {
    let policies = this.policies.get(stage);
    if (!policies) { this.policies.set(stage, policies = passingPolicies(stage)); }
    return policies;
  }
}

/** Why a policy is to let pass a role. */
interface Reason {
  readonly conditions: any;
  /** Whether the policy's stack is that of the role, or refers to it already. Were it made to, either stack could come to wait for the other. */
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
    isTied: resource.stack === stack || runsTask !== undefined || aboutAny(passes, rolesOfStack) !== undefined,
  };
}

function aboutAny(among: readonly Permission[], resources: readonly string[]): Permission | undefined {
  return among.find((permission) => permission.resources.some((resource) => resources.includes(resource)));
}

function passingPolicies(stage: Stage): PassingPolicy[] {
  return stage.node.findAll()
    .filter((construct) => CfnResource.isCfnResource(construct))
    .flatMap((resource) => policiesOf(resource))
    .filter(({ resource, passes, runs }) => passes.length + runs.length > 0 && Stage.of(resource) === stage);
}

function policiesOf(resource: CfnResource): PassingPolicy[] {
  if (POLICY_TYPE.test(resource.cfnResourceType)) { return [policyOf(new CfnView(resource))]; }
  return POLICIES_TYPE.test(resource.cfnResourceType) ? inlinePoliciesOf(new CfnView(resource)) : [];
}

function policyOf(view: CfnView): PassingPolicy {
  return passingPolicy(view.resource, view.document(['PolicyDocument']), (statement) =>
    view.derive(['PolicyDocument', 'Statement'], (statements) => [...listed(statements), statement]));
}

function inlinePoliciesOf(view: CfnView): PassingPolicy[] {
  return (view.list('Policies') ?? []).map((policy, index) => passingPolicy(view.resource, policy?.[documentKey(policy)], (statement) =>
    view.changeList('Policies', (policies) => policies.map((each, i) => i === index ? withStatement(each, statement) : each))));
}

function passingPolicy(resource: CfnResource, document: any, addJson: (statement: any) => boolean): PassingPolicy {
  const add = (statement: iam.PolicyStatement) => {
    if (!isPolicyDocument(document)) { return addJson(statement.toStatementJson()); }
    document.addStatements(statement);
    return true;
  };
  const statements = statementsWithAction(document, (action) => isOneOf(action, [PASS_ROLE, ...RUN])).filter(({ Effect }) => Effect === 'Allow');
  const allowing = (actions: readonly string[]) => statements.filter(({ Action }) => listed(Action).some((action) => isOneOf(action, actions)));
  return { resource, passes: permissions(allowing([PASS_ROLE]), resource.stack), runs: permissions(allowing(RUN), resource.stack), add };
}

function permissions(statements: readonly any[], stack: Stack): Permission[] {
  return statements.map(({ Resource, Condition }) => ({
    resources: listed(Resource).flatMap((value) => identities(value, stack)), conditions: Condition,
  }));
}

function documentKey(policy: any): string {
  return policy?.PolicyDocument === undefined ? 'policyDocument' : 'PolicyDocument';
}

function withStatement(policy: any, statement: any): any {
  const key = documentKey(policy);
  return { ...policy, [key]: { ...policy[key], Statement: [...listed(policy[key].Statement), statement] } };
}

function isOneOf(pattern: unknown, actions: readonly string[]): boolean {
  return actions.some((action) => matchesAction(pattern, action));
}

/** What a value in a stack refers to, or else the value as a text. */
function identities(value: any, stack: Stack): string[] {
  if (value === undefined || value === null) { return []; }
  const token = Tokenization.reverse(value, { failConcat: false });
  if (Reference.isReference(token) && CfnElement.isCfnElement(token.target)) {
    const { logicalId, stack: home } = token.target;
    return [identityOf(home.resolve(logicalId), home)];
  }
  const resolved = stack.resolve(value);
  return referredLogicalIds(resolved).map((id) => id === undefined ? plainText(resolved) : identityOf(id, stack));
}

function identityOf(logicalId: string, stack: Stack): string {
  return `${stack.node.path} ${logicalId}`;
}
