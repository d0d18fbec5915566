import {
  type App, aws_ec2 as ec2, aws_ecs as ecs, aws_events as events, aws_events_targets as targets, aws_iam as iam, aws_stepfunctions as sfn,
  aws_stepfunctions_tasks as tasks, CfnCondition, type CfnResource, Duration, Stack,
} from 'aws-cdk-lib';
import { type TracingOptions, XRayPermissions, XRayTracing } from '../../src';
import { templateOf, testApp, warningsOf } from '../contract/apps';
import { IMAGE, rawTask, resourcesIn, taskIn } from '../support/ecs';

const ENV = { account: '111122223333', region: 'eu-west-1' };
const ROLE_ARN = 'arn:aws:iam::111122223333:role/ecs';
const ASSUMED_BY = new iam.ServicePrincipal('ecs-tasks.amazonaws.com');

let app: App;
let stack: Stack;

beforeEach(() => prepare());

function prepare(precreatedRoles?: Record<string, string>, options?: TracingOptions): void {
  app = testApp({ '@aws-cdk/core:defaultCrossStackReferences': 'strong' });
  if (precreatedRoles) { iam.Role.customizeRoles(app, { usePrecreatedRoles: precreatedRoles }); }
  XRayTracing.of(app).enable(options);
  stack = new Stack(app, 'Stack', { env: ENV });
}

/** A task definition with an execution role, by its L2. */
function taskWith(executionRole?: iam.IRole): ecs.FargateTaskDefinition {
  const taskDefinition = new ecs.FargateTaskDefinition(stack, 'TaskDef', { executionRole });
  taskDefinition.addContainer('app', { image: IMAGE });
  return taskDefinition;
}

const warnings = () => warningsOf(stack).map(({ text }) => text);

describe('a role of another stack is allowed to write the log by a policy beside the task definition, so that neither stack waits for the other:', () => {
  test.each<[string, (role: iam.Role) => unknown]>([
    ['an L2', taskWith],
    ['an L1', (role) => rawTask(stack, {
      RequiresCompatibilities: ['FARGATE'], NetworkMode: 'awsvpc', ExecutionRoleArn: role.roleArn, ContainerDefinitions: [{ Name: 'app', Image: 'nginx' }],
    })],
  ])('%s', (_, define) => {
    const platform = new Stack(app, 'Platform', { env: ENV });
    define(new iam.Role(platform, 'Role', { assumedBy: ASSUMED_BY }));
    const template = templateOf(stack);
    const [[id, policy]] = Object.entries<any>(template.Resources).filter(([, { Type }]) => Type === 'AWS::IAM::Policy');
    expect(policy.Properties).toMatchObject({
      PolicyDocument: { Statement: [{ Action: ['logs:CreateLogStream', 'logs:PutLogEvents'], Resource: { 'Fn::GetAtt': [expect.stringMatching(/LogGroup/), 'Arn'] } }] },
      Roles: [{ 'Fn::ImportValue': expect.stringMatching(/^Platform:ExportsOutputRefRole/) }],
    });
    expect(resourcesIn(template, 'AWS::ECS::TaskDefinition')[0].DependsOn).toContain(id);
    expect(resourcesIn(templateOf(platform), 'AWS::IAM::Policy')).toEqual([]);
    expect(warnings()).toEqual([]);
  });
});

describe('what is made for a task definition with a condition has that condition, so that nothing refers to what does not exist:', () => {
  const FARGATE = { RequiresCompatibilities: ['FARGATE'], NetworkMode: 'awsvpc', ContainerDefinitions: [{ Name: 'app', Image: 'nginx' }] };
  const ROLE = { assumeRolePolicyDocument: new iam.PolicyDocument({ statements: [new iam.PolicyStatement({ actions: ['sts:AssumeRole'], principals: [ASSUMED_BY] })] }) };

  test.each<[string, () => CfnResource, string[]]>([
    ['a new role', () => rawTask(stack, FARGATE), ['AWS::ECS::TaskDefinition', 'AWS::IAM::Policy', 'AWS::IAM::Role', 'AWS::IAM::Role', 'AWS::Logs::LogGroup']],
    ['the role of an L2', () => taskWith().node.defaultChild as CfnResource, ['AWS::ECS::TaskDefinition', 'AWS::IAM::Policy', 'AWS::Logs::LogGroup']],
    ['an L2 role', () => rawTask(stack, { ...FARGATE, ExecutionRoleArn: new iam.Role(stack, 'Role', { assumedBy: ASSUMED_BY }).roleArn, TaskRoleArn: ROLE_ARN }),
      ['AWS::ECS::TaskDefinition', 'AWS::IAM::Policy', 'AWS::Logs::LogGroup']],
    ['an L1 role', () => rawTask(stack, { ...FARGATE, ExecutionRoleArn: new iam.CfnRole(stack, 'Role', ROLE).attrArn, TaskRoleArn: ROLE_ARN }),
      ['AWS::ECS::TaskDefinition', 'AWS::IAM::Policy', 'AWS::Logs::LogGroup']],
  ])('%s', (_, define, expected) => {
    prepare(undefined, { permissions: XRayPermissions.inline() });
    define().cfnOptions.condition = new CfnCondition(stack, 'IsWanted');
    const conditional = Object.values<any>(templateOf(stack).Resources).filter(({ Condition }) => Condition === 'IsWanted');
    expect(conditional.map(({ Type }) => Type).sort()).toEqual(expected);
  });

  test('an L1 role that has one, where the task definition refers to it only then', () => {
    const condition = new CfnCondition(stack, 'IsWanted');
    const role = new iam.CfnRole(stack, 'Role', ROLE);
    role.cfnOptions.condition = condition;
    rawTask(stack, { ...FARGATE, ExecutionRoleArn: { 'Fn::If': ['IsWanted', role.attrArn, ROLE_ARN] }, TaskRoleArn: ROLE_ARN });
    const template = templateOf(stack);
    expect(resourcesIn(template, 'AWS::IAM::Policy')).toEqual([expect.objectContaining({ Condition: 'IsWanted' })]);
    expect(resourcesIn(template, 'AWS::Logs::LogGroup')).toEqual([expect.not.objectContaining({ Condition: 'IsWanted' })]);
  });
});

describe('a role that cannot be changed is warned of, with the statement to paste:', () => {
  test.each<[string, () => iam.IRole]>([
    ['imported as immutable', () => iam.Role.fromRoleArn(stack, 'Role', ROLE_ARN, { mutable: false })],
    ['imported from another account', () => iam.Role.fromRoleArn(stack, 'Role', 'arn:aws:iam::444455556666:role/ecs')],
    ['used without policy updates', () => new iam.Role(stack, 'Role', { assumedBy: ASSUMED_BY }).withoutPolicyUpdates()],
  ])('%s', (_, roleOf) => {
    taskWith(roleOf());
    expect(warnings()).toEqual([expect.stringMatching(/cannot change the role Stack\/\w*Role.*logs:CreateLogStream.*XRay::ExecutionRoleNotManaged/)]);
  });
});

test('an imported role that takes policies gets one', () => {
  taskWith(iam.Role.fromRoleArn(stack, 'Role', ROLE_ARN));
  expect(resourcesIn(templateOf(stack), 'AWS::IAM::Policy').map(({ Properties }) => Properties.Roles)).toEqual([['ecs']]);
  expect(warnings()).toEqual([]);
});

describe('roles that Role.customizeRoles() lets somebody else create', () => {
  test('of an L2', () => {
    prepare({ 'Stack/TaskDef/TaskRole': 'task', 'Stack/TaskDef/ExecutionRole': 'execution' });
    new ecs.Ec2TaskDefinition(stack, 'TaskDef').addContainer('app', { image: IMAGE, memoryLimitMiB: 64 });
    expect(taskIn(templateOf(stack)).ExecutionRoleArn).toEqual({ 'Fn::Join': ['', expect.arrayContaining([':iam::111122223333:role/execution'])] });
  });

  test('of an L1', () => {
    prepare({ 'Stack/TaskDefXRayTaskRole': 'task', 'Stack/TaskDefXRayExecutionRole': 'execution' });
    rawTask(stack, { RequiresCompatibilities: ['FARGATE'], NetworkMode: 'awsvpc', ContainerDefinitions: [{ Name: 'app', Image: 'nginx' }] });
    expect(taskIn(templateOf(stack)).ExecutionRoleArn).toEqual({ 'Fn::Join': ['', expect.arrayContaining([':iam::111122223333:role/execution'])] });
  });
});

describe('a new execution role may be passed by whoever may pass the task role:', () => {
  /** What the policy whose logical id begins so has to say of passing roles. */
  function passStatements(prefix: string): any[] {
    const [[, policy]] = Object.entries<any>(templateOf(stack).Resources).filter(([id, { Type }]) => Type === 'AWS::IAM::Policy' && id.startsWith(prefix));
    return policy.Properties.PolicyDocument.Statement.filter(({ Action }: any) => Action === 'iam:PassRole');
  }

  function passedBy(prefix: string): string[] {
    return passStatements(prefix).map(({ Resource }) => Resource['Fn::GetAtt'][0].replace(/[0-9A-F]{8}$/, ''));
  }

  function cluster(): ecs.Cluster {
    return new ecs.Cluster(stack, 'Cluster', { vpc: new ec2.Vpc(stack, 'Vpc') });
  }

  test('a rule of EventBridge that runs the task', () => {
    const target = new targets.EcsTask({ cluster: cluster(), taskDefinition: taskWith() });
    new events.Rule(stack, 'Rule', { schedule: events.Schedule.rate(Duration.hours(1)), targets: [target] });
    expect(passedBy('TaskDefEventsRole')).toEqual(['TaskDefTaskRole', 'TaskDefExecutionRole']);
  });

  test('a state machine that runs the task', () => {
    const run = new tasks.EcsRunTask(stack, 'Run', { cluster: cluster(), taskDefinition: taskWith(), launchTarget: new tasks.EcsFargateLaunchTarget() });
    new sfn.StateMachine(stack, 'Machine', { definitionBody: sfn.DefinitionBody.fromChainable(run) });
    expect(passedBy('MachineRole')).toEqual(['TaskDefTaskRole', 'TaskDefExecutionRole']);
  });

  test('under the same conditions, and nobody who passes another role', () => {
    const conditions = { StringEquals: { 'iam:PassedToService': 'ecs-tasks.amazonaws.com' } };
    const { taskRole } = taskWith();
    const [runner, other] = ['Runner', 'Other'].map((id) => new iam.Role(stack, id, { assumedBy: ASSUMED_BY }));
    runner.addToPolicy(new iam.PolicyStatement({ actions: ['iam:PassRole'], resources: [taskRole.roleArn], conditions }));
    other.addToPolicy(new iam.PolicyStatement({ actions: ['iam:PassRole'], resources: [runner.roleArn] }));
    expect(passedBy('Runner')).toEqual(['TaskDefTaskRole', 'TaskDefExecutionRole']);
    expect(passStatements('Runner').map(({ Condition }) => Condition)).toEqual([conditions, conditions]);
    expect(passedBy('Other')).toEqual(['Runner']);
  });
});
