import { type App, aws_iam as iam, aws_stepfunctions as sfn, Stack } from 'aws-cdk-lib';
import { cfnFunction, cfnRole, ENV, lambdaFunction, lambdaRole, STATE_MACHINE_DEFINITION, TEN_MANAGED_POLICIES } from './parts';

/** Functions and state machines with every kind of role. */
export function defineRoles(app: App): void {
  const stack = new Stack(app, 'Roles', { env: ENV });
  addImportedRoles(stack);
  addSharedRoles(stack);
  addFullRoles(stack);
  addRolesThatMaySend(stack);
  addMixedLevels(stack);

  const owner = new Stack(app, 'RoleOwner', { env: ENV });
  lambdaFunction(stack, 'RoleOfOtherStack', { role: lambdaRole(owner, 'Role') });
}

function addImportedRoles(stack: Stack): void {
  const imported = (id: string, account: string, options?: iam.FromRoleArnOptions) =>
    iam.Role.fromRoleArn(stack, id, `arn:aws:iam::${account}:role/${id}`, options);
  lambdaFunction(stack, 'SameAccount', { role: imported('SameAccountRole', ENV.account) });
  lambdaFunction(stack, 'OtherAccount', { role: imported('OtherAccountRole', '444455556666') });
  lambdaFunction(stack, 'Immutable', { role: imported('ImmutableRole', ENV.account, { mutable: false }) });
  cfnFunction(stack, 'LiteralArn', `arn:aws:iam::${ENV.account}:role/literal`);
  lambdaFunction(stack, 'Wrapped', { role: lambdaRole(stack, 'WrappedRole').withoutPolicyUpdates() });
}

/** One role that functions share, with state machines that need more of it. */
function addSharedRoles(stack: Stack): void {
  const principals = ['lambda.amazonaws.com', 'states.amazonaws.com'].map((service) => new iam.ServicePrincipal(service));
  const role = new iam.Role(stack, 'SharedRole', { assumedBy: new iam.CompositePrincipal(...principals) });
  lambdaFunction(stack, 'First', { role });
  lambdaFunction(stack, 'Second', { role });
  const definitionBody = sfn.DefinitionBody.fromString(JSON.stringify(STATE_MACHINE_DEFINITION));
  new sfn.StateMachine(stack, 'L2Machine', { role, definitionBody });
  new sfn.CfnStateMachine(stack, 'Machine', { roleArn: role.roleArn, definition: STATE_MACHINE_DEFINITION });
}

/** Roles that have no room for another managed policy. */
function addFullRoles(stack: Stack): void {
  const managedPolicies = TEN_MANAGED_POLICIES.map((name) => iam.ManagedPolicy.fromAwsManagedPolicyName(name));
  lambdaFunction(stack, 'Full', { role: lambdaRole(stack, 'FullRole', { managedPolicies }) });
  const arns = TEN_MANAGED_POLICIES.map((name) => `arn:aws:iam::aws:policy/${name}`);
  cfnFunction(stack, 'FullL1', cfnRole(stack, 'FullL1Role', 'lambda.amazonaws.com', { managedPolicyArns: arns }).attrArn);
}

function addRolesThatMaySend(stack: Stack): void {
  const attached = lambdaRole(stack, 'AttachedRole', { managedPolicies: [iam.ManagedPolicy.fromAwsManagedPolicyName('AWSXrayWriteOnlyAccess')] });
  lambdaFunction(stack, 'MaySendByManagedPolicy', { role: attached });
  const inline = lambdaRole(stack, 'InlineRole');
  inline.addToPolicy(new iam.PolicyStatement({ actions: ['xray:*'], resources: ['*'] }));
  lambdaFunction(stack, 'MaySendByStatement', { role: inline });
}

/** L2 functions with L1 roles, and the other way round. */
function addMixedLevels(stack: Stack): void {
  const l1 = cfnRole(stack, 'L1Role', 'lambda.amazonaws.com');
  lambdaFunction(stack, 'L2WithL1Role', { role: iam.Role.fromRoleArn(stack, 'L1RoleAsL2', l1.attrArn) });
  cfnFunction(stack, 'L1WithL2Role', lambdaRole(stack, 'L2Role').roleArn);
}
