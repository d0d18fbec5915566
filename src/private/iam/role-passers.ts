import { aws_iam as iam, CfnResource, type Stack, Stage } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { pasteable } from './pasteable-statement';
import { matchesWildcards } from './statement-matching';
import type { CfnView } from '../cdk/cfn-view';
import { deployedStack } from '../cdk/deployed-stack';
import { isThereWith } from '../cdk/is-there-with';
import { WarningId } from '../ids';
import { familyIn, PASS_ROLE, passingPolicies, type PassingPolicy, type Permission } from './passing-policies';
import { identities, identityOf } from '../cdk/stack-identities';
import { warn } from '../cdk/warnings';
import { templateText } from '../template/template-text';

/** A task definition that gets a role, as policies refer to it. */
interface Change {
  readonly stack: Stack;
  /** The task definition. */
  readonly task: readonly string[];
  /** Its family, where it is told. */
  readonly family?: string;
  /** The roles that it has, but for those that it got here. */
  readonly roles: readonly string[];
  /** The role that it gets. */
  readonly added: readonly string[];
}

/** A policy that cannot be changed, with the statement that it lacks. */
export interface LackingPolicy {
  readonly resource: CfnResource;
  /** As a template has it. */
  readonly statement: any;
  /** Whether the statement names the role by a pattern. */
  readonly isByPattern: boolean;
}

/**
 * Who may pass roles to Amazon ECS. A task definition that gets a role can be run only by those who may pass that, too.
 */
export class RolePassers {
  private readonly policies = new Map<IConstruct, readonly PassingPolicy[]>();
  /** The roles that task definitions got here. */
  private readonly given = new Set<string>();

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
    const identitiesOfAdded = identities(added.roleArn, stack);
    identitiesOfAdded.forEach((role) => this.given.add(role));
    const change: Change = {
      stack,
      task: identities(ref, stack),
      family: familyIn(templateText(task.value(['Family'])), stack),
      roles: ['TaskRoleArn', 'ExecutionRoleArn'].flatMap((name) => identities(task.effective([name]), stack)).filter((role) => !this.given.has(role)),
      added: identitiesOfAdded,
    };
    return this.policiesIn(this.scopeOf(task.resource)).flatMap((policy) => {
      const reason = reasonToPass(policy, change);
      if (!reason) { return []; }
      const passing = (role: string) => new iam.PolicyStatement({ actions: [PASS_ROLE], resources: [role], conditions: reason.conditions });
      const mayRefer = reason.isTied && isThereWith(policy.resource, task.resource);
      if (mayRefer && policy.add(passing(added.roleArn))) { return []; }
      const pattern = policy.resource.stack === stack ? undefined : patternOf(added);
      const statement = stack.resolve(passing(pattern ?? added.roleArn).toStatementJson());
      return [{ resource: policy.resource, statement, isByPattern: pattern !== undefined }];
    });
  }

  private policiesIn(scope: IConstruct): readonly PassingPolicy[] {
    let policies = this.policies.get(scope);
    if (!policies) { this.policies.set(scope, policies = passingPolicies(scope)); }
    return policies;
  }
}

/**
 * How much of the name of a stack, and of a logical id, is surely in the name of a role. IAM allows for 64 characters, so CloudFormation cuts long ones
 * off and adds a dozen of its own.
 */
const KEPT_IN_NAME = 20;

/** The ARN of a new role for policies of other stacks, which cannot refer to it: by the beginnings of what CloudFormation makes its name of. */
function patternOf({ node: { defaultChild } }: iam.IRole): string | undefined {
  if (!defaultChild || !CfnResource.isCfnResource(defaultChild)) { return undefined; }
  const stack = deployedStack(defaultChild);
  const parts = [stack.stackName, stack.resolve(defaultChild.logicalId)].map((part) => `${part.slice(0, KEPT_IN_NAME)}*`);
  return stack.formatArn({ service: 'iam', region: '', resource: 'role', resourceName: parts.join('') });
}

/** Why a policy is to let pass a role. */
interface Reason {
  readonly conditions: any;
  /**
   * Whether the policy can be given a statement that refers to the role.
   *
   * Its stack must be that of the role, or refer to it already. Were it made to, either stack could come to wait for the other, and one in another
   * environment cannot refer to what has no name of its own. What is allowed on a condition would be allowed without it.
   */
  readonly isTied: boolean;
}

/** Undefined where a policy does not concern the task definition, or lets pass the role already. */
function reasonToPass(policy: PassingPolicy, change: Change): Reason | undefined {
  const { resource, passes, runs } = policy;
  const certain = { resource, passes: certainOf(passes), runs: certainOf(runs) };
  if (aboutAny(certain.passes, ['*', ...change.added])) { return undefined; }
  const reason = reasonIn(certain, change);
  if (reason || aboutAny(passes, ['*', ...change.added])) { return reason; }
  const perhaps = reasonIn(policy, change);
  return perhaps && { ...perhaps, isTied: false };
}

/** What a policy lets whom it is for do. */
type Passer = Pick<PassingPolicy, 'resource' | 'passes' | 'runs'>;

function reasonIn(policy: Passer, change: Change): Reason | undefined {
  const { resource, passes, runs } = policy;
  const { stack, family, roles } = change;
  const runsTask = permissionToRun(policy, change);
  const passesRole = aboutAny(passes, roles);
  const isSameEnvironment = resource.stack.environment === stack.environment;
  const runsFamily = isSameEnvironment && family !== undefined && runsAny(runs, family);
  if (!passesRole && !runsTask && !runsFamily) { return undefined; }
  const rolesOfStack = roles.filter((role) => role.startsWith(identityOf('', stack)));
  return {
    conditions: passesRole ? passesRole.conditions : { StringEquals: { 'iam:PassedToService': 'ecs-tasks.amazonaws.com' } },
    isTied: resource.stack === stack || (isSameEnvironment && (runsTask !== undefined || aboutAny(passes, rolesOfStack) !== undefined)),
  };
}

function certainOf(permissions: readonly Permission[]): Permission[] {
  return permissions.filter(({ isCertain }) => isCertain);
}

function runsAny(runs: readonly Permission[], family: string): boolean {
  return runs.some(({ families }) => families.some((pattern) => matchesWildcards(pattern, family)));
}

/** Who may run any task of a stack may run one that has no role to be passed, and is about to get one. */
function permissionToRun({ resource, runs }: Passer, { stack, task, roles }: Change): Permission | undefined {
  return aboutAny(runs, roles.length === 0 && resource.stack === stack ? [...task, '*'] : task);
}

function aboutAny(among: readonly Permission[], resources: readonly string[]): Permission | undefined {
  return among.find((permission) => permission.resources.some((resource) => resources.includes(resource)));
}

/** What the policies lack that cannot be changed. Several tasks may be run by one of them, and each gets a role or two. */
const LACKING = new WeakMap<CfnResource, LackingPolicy[]>();

/** Warns at the end of the synthesis, when all is known that a policy lacks. */
export function warnOfLackingPolicy(lacking: LackingPolicy): void {
  const { resource } = lacking;
  const known = LACKING.get(resource);
  if (known) { return void known.push(lacking); }
  const all = [lacking];
  LACKING.set(resource, all);
  resource.node.addValidation({
    validate: () => {
      warn(resource, WarningId.PASS_ROLE_NOT_MANAGED, 'Whoever has this policy may run tasks to which tracing gives roles, but not pass those roles, and cdk-xray cannot change the policy. '
        + `Add to its statements: [${[...new Set(all.map(({ statement }) => pasteable(statement)))].join()}]${all.some(({ isByPattern }) => isByPattern) ? BY_PATTERN : ''}`);
      return [];
    },
  });
}

const BY_PATTERN = '. A pattern stands for the name of a role in another stack, to which this policy cannot refer. Where that is too wide, give the task definition '
  + 'a role of yours that is defined beside this policy, and name that.';
