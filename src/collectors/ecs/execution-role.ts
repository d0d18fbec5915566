import { type aws_ecs as ecs, aws_iam as iam, type CfnResource, Stack } from 'aws-cdk-lib';
import { letCreateLogGroups } from './collector-logs';
import { imagePullOf } from './image-pull';
import type { Obstacle } from './sidecar-obstacle';
import type { TaskHost } from './task-host';
import { acknowledgeManagedPolicy, acknowledgeStatements } from '../../private/cdk/acknowledgements';
import { defaultName } from '../../private/cdk/default-names';
import { warn } from '../../private/cdk/warnings';
import { pasteableStatementOf } from '../../private/iam/pasteable-statement';
import { isImmutableRole, isReportedRole, type Principal, principalsOf } from '../../private/iam/principals';
import { addToDefaultPolicy, hasLostDefaultPolicy, managedPoliciesOf, policyName } from '../../private/iam/role-policies';
import { WarningId } from '../../private/ids';

/** What Amazon ECS itself needs to start tasks: it pulls images and writes logs. */
const EXECUTION_POLICY_NAME = 'AmazonECSTaskExecutionRolePolicy';
const EXECUTION_POLICY = `service-role/${EXECUTION_POLICY_NAME}`;

const REASON = 'cdk-xray allows Amazon ECS no more than what it needs to start the containers of the task: to pull their images and to write their logs.';

/** What Amazon ECS is to be allowed to do. */
export interface ExecutionGrant {
  readonly statements: readonly iam.PolicyStatement[];
  /** Those of the statements that the AWS managed policy for execution roles does not cover. */
  readonly beyondPolicy: readonly iam.PolicyStatement[];
  /** Whether cdk-nag's findings about it are acknowledged. */
  readonly acknowledges: boolean;
}

/**
 * Whether Amazon ECS has no role to start the collector with: an override removes the execution role on Fargate, where there is no role of an instance. It
 * then refuses containers that have a log, or an image of a private registry.
 */
export function lacksExecutionRole({ task, view }: TaskHost): boolean {
  return view.isOverridden('ExecutionRoleArn') && task.isOnFargate && view.value(['ExecutionRoleArn']) === null;
}

/** What keeps Amazon ECS from starting a collector that needs no log. */
export function executionObstacle(host: TaskHost, image: string): Obstacle | undefined {
  return lacksExecutionRole(host) && imagePullOf(image, host.resource.stack).statements.length > 0 ? {
    reason: `an override removes its \`ExecutionRoleArn\`, without which tasks on Fargate pull no image from a private registry, and the collector's is ${image}`,
    advice: 'let it have an execution role, or take the image from a public registry',
  } : undefined;
}

/** Says that the collector has no log for want of a role. */
export function warnOfMissingLog({ resource }: TaskHost): void {
  warn(resource, WarningId.EXECUTION_ROLE_NOT_MANAGED, 'The collector has no log of its own, because an override removes `ExecutionRoleArn`, without which tasks on '
    + 'Fargate write none. Let the task definition have an execution role, or set `logging` of the collector to false.');
}

/** Lets Amazon ECS do what it needs to start the collector. A task definition without an execution role gets one. */
export function allowExecution(host: TaskHost, grant: ExecutionGrant): void {
  if (grant.statements.length === 0) { return; }
  const existing = host.view.value(['ExecutionRoleArn']);
  if (existing === null) {
    warnOfForeignRole(host, 'the role of the container instance, because an override removes `ExecutionRoleArn`,', grant.statements);
  } else if (existing === undefined) {
    allowNewRole(host, grant);
  } else if (host.owner && isRoleOfL2(host.owner, existing)) {
    allowRole(host, host.owner.obtainExecutionRole(), grant.statements, grant.acknowledges);
  } else {
    if (host.view.mayBeAbsent(['ExecutionRoleArn'])) { warnOfConditionalRole(host, grant.statements); }
    principalsOf(host.view, host.view.effective(['ExecutionRoleArn'])).forEach((principal) => allowPrincipal(host, principal, grant));
  }
}

/** Whether the L1 names the role that its L2 has. Somebody may have put another one in its place. */
function isRoleOfL2(owner: ecs.TaskDefinition, arn: any): boolean {
  return JSON.stringify(owner.stack.resolve(owner.executionRole?.roleArn)) === JSON.stringify(arn);
}

/**
 * On container instances, Amazon ECS pulls images and writes logs with the instance's role while a task has no execution role, and with that
 * alone once it has one. So there the new role is allowed as much as other containers of the task may need.
 */
function allowNewRole(host: TaskHost, grant: ExecutionGrant): void {
  const { acknowledges } = grant;
  const { task, resource, owner } = host;
  const standsForInstance = !task.isOnFargate && host.mayHaveOthers;
  const statements = [...grant.statements, ...standsForInstance ? letCreateLogGroups(task.containers, resource.stack) : []];
  const role = owner ? newRoleOfL2(host, owner, statements, acknowledges) : newRoleOfL1(host, statements, acknowledges);
  host.letPass(role);
  if (!standsForInstance) { return; }
  role.addManagedPolicy(iam.ManagedPolicy.fromAwsManagedPolicyName(EXECUTION_POLICY));
  const { defaultChild } = role.node;
  if (acknowledges && defaultChild) { acknowledgeManagedPolicy(defaultChild, EXECUTION_POLICY, REASON); }
}

function newRoleOfL2(host: TaskHost, owner: ecs.TaskDefinition, statements: readonly iam.PolicyStatement[], acknowledges: boolean): iam.IRole {
  const role = owner.obtainExecutionRole();
  allowRole(host, role, statements, acknowledges);
  return role;
}

/** The role holds its policy itself, so that a task definition which waits for the role waits for the policy. */
function newRoleOfL1(host: TaskHost, statements: readonly iam.PolicyStatement[], acknowledges: boolean): iam.IRole {
  const role = host.companion('XRayExecutionRole', (scope, id) => new iam.Role(scope, id, {
    assumedBy: new iam.ServicePrincipal('ecs-tasks.amazonaws.com'),
    inlinePolicies: { XRayCollector: new iam.PolicyDocument({ statements: [...statements] }) },
  }));
  const { defaultChild } = role.node;
  if (acknowledges && defaultChild) { acknowledgeStatements(defaultChild as CfnResource, statements, true, REASON); }
  host.view.set(['ExecutionRoleArn'], role.roleArn);
  return role;
}

/**
 * The role is allowed what it lacks by a policy of its own where the role's own policy must not name the log group: in another stack, because either
 * stack would depend on the other, and where the log group exists on a condition that the role's policy does not have. Nor is there one to name it where
 * somebody has removed it.
 */
function allowRole(host: TaskHost, role: iam.IRole, statements: readonly iam.PolicyStatement[], acknowledges: boolean): void {
  if (isImmutableRole(role)) { return warnOfForeignRole(host, `the role ${role.node.path}, because it is used without policy updates,`, statements); }
  const isApart = Stack.of(role) !== host.resource.stack || host.resource.cfnOptions.condition !== undefined || hasLostDefaultPolicy(role);
  if (isApart && !isReportedRole(role)) { return host.resource.addResourceDependency(addPolicy(host, role.roleName, statements, acknowledges)); }
  const { resource: policy, isNew } = addToDefaultPolicy(role, statements);
  if (policy && acknowledges) { acknowledgeStatements(policy, statements, isNew, REASON); }
}

/** Allows a role what it lacks, of which a template tells no more than how it is referred to. */
function allowPrincipal(host: TaskHost, { role, l2, description, isByName }: Principal, grant: ExecutionGrant): void {
  if (!role) { return warnOfForeignRole(host, description(), grant.statements); }
  const hasPolicy = (managedPoliciesOf(role).arns ?? []).some((arn) => policyName(role, arn) === EXECUTION_POLICY_NAME);
  const statements = hasPolicy ? grant.beyondPolicy : grant.statements;
  if (statements.length === 0) { return; }
  if (l2) { return allowRole(host, l2, statements, grant.acknowledges); }
  const policy = addPolicy(host, role.resource.ref, statements, grant.acknowledges);
  // Where the task definition has a condition, the role exists on that too, or the task definition would lack it.
  if (role.resource.stack === policy.stack) { policy.cfnOptions.condition ??= role.resource.cfnOptions.condition; }
  // A role is often called by its name because it refers to the task definition.
  if (!isByName) { host.resource.addResourceDependency(policy); }
}

const POLICY_NAME = 'XRayCollector';

/** IAM's limit for the name of a policy. */
const MAX_POLICY_NAME_LENGTH = 128;

/**
 * A policy of its own: in the role's own list it could make the role wait for the log group, whose key may wait for the role. Task definitions, also of
 * several stacks, may share the role, and a role has one inline policy of a name: the last to be deployed would overwrite the others.
 */
function addPolicy(host: TaskHost, roleName: string, statements: readonly iam.PolicyStatement[], acknowledges: boolean): iam.CfnPolicy {
  const policy = host.companion('XRayExecutionPolicy', (scope, id) => new iam.CfnPolicy(scope, id, {
    policyName: `${POLICY_NAME}-${defaultName(host.resource, MAX_POLICY_NAME_LENGTH - POLICY_NAME.length - 1)}`,
    policyDocument: new iam.PolicyDocument({ statements: [...statements] }),
    roles: [roleName],
  }));
  if (acknowledges) { acknowledgeStatements(policy, statements, true, REASON); }
  return policy;
}

function warnOfForeignRole(host: TaskHost, description: string, statements: readonly iam.PolicyStatement[]): void {
  warn(host.resource, WarningId.EXECUTION_ROLE_NOT_MANAGED, `cdk-xray cannot change ${description} with which Amazon ECS starts the collector. `
    + `Unless it allows this already, add to its policies: ${pasteable(host, statements)}`);
}

function warnOfConditionalRole(host: TaskHost, statements: readonly iam.PolicyStatement[]): void {
  warn(host.resource, WarningId.EXECUTION_ROLE_NOT_MANAGED, 'A condition may leave `ExecutionRoleArn` without a role, and then Amazon ECS may be unable to '
    + `start the collector. Name one for that case, too, whose policies have: ${pasteable(host, statements)}`);
}

function pasteable({ resource }: TaskHost, statements: readonly iam.PolicyStatement[]): string {
  return `[${statements.map((statement) => pasteableStatementOf(statement, resource.stack)).join()}]`;
}
