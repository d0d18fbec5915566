import {
  type App, Aws, aws_ec2 as ec2, aws_ecs as ecs, aws_events as events, aws_events_targets as targets, aws_iam as iam, aws_stepfunctions as sfn,
  aws_stepfunctions_tasks as tasks, CfnCondition, CfnParameter, type CfnResource, Duration, Fn, Lazy, NestedStack, Stack,
} from 'aws-cdk-lib';
import { TraceCollector, type TracingOptions, XRayPermissions, XRaySidecar, XRayTracing } from '../../../src';
import { templateText } from '../../../src/private/template/template-text';
import { rawResource, templateOf, testApp, warningsOf } from '../../contract/apps';
import { cfnRole } from '../../support/contract-stacks/parts';
import { IMAGE, rawTask, resourcesIn, taskIn } from '../../support/ecs';

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

describe('a role has one inline policy of a name, so the policies of the task definitions that share a role have names of their own:', () => {
  const properties = (role: iam.IRoleRef) => ({
    RequiresCompatibilities: ['FARGATE'], NetworkMode: 'awsvpc', ExecutionRoleArn: role.roleRef.roleArn, ContainerDefinitions: [{ Name: 'app', Image: 'nginx' }],
  });

  const namesIn = (each: Stack) => resourcesIn(templateOf(each), 'AWS::IAM::Policy').map(({ Properties }) => Properties.PolicyName);

  test('in one stack', () => {
    const role = cfnRole(stack, 'Role', 'ecs-tasks.amazonaws.com');
    ['Orders', 'Billing'].forEach((id) => rawTask(stack, properties(role), id));
    expect(namesIn(stack)).toEqual(['XRayCollector-Stack-Orders', 'XRayCollector-Stack-Billing']);
  });

  test('in several stacks, with task definitions of the same id', () => {
    const role = new iam.Role(new Stack(app, 'Platform', { env: ENV }), 'Role', { assumedBy: ASSUMED_BY });
    const stacks = ['Orders', 'Billing'].map((id) => new Stack(app, id, { env: ENV }));
    stacks.forEach((each) => rawTask(each, properties(role), 'Task'));
    expect(stacks.flatMap(namesIn)).toEqual(['XRayCollector-Orders-Task', 'XRayCollector-Billing-Task']);
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

test('a task definition does not wait for the policy of a role that it calls by its name, because the role may refer to it', () => {
  new iam.CfnRole(stack, 'Shared', {
    roleName: 'shared',
    assumeRolePolicyDocument: new iam.PolicyDocument({ statements: [new iam.PolicyStatement({ actions: ['sts:AssumeRole'], principals: [ASSUMED_BY] })] }),
    policies: [{ policyName: 'run', policyDocument: { Statement: [{ Effect: 'Allow', Action: 'ecs:RunTask', Resource: { Ref: 'TaskDef' } }] } }],
  });
  rawTask(stack, {
    RequiresCompatibilities: ['FARGATE'],
    NetworkMode: 'awsvpc',
    ContainerDefinitions: [{ Name: 'app', Image: 'nginx' }],
    TaskRoleArn: ROLE_ARN,
    ExecutionRoleArn: 'arn:aws:iam::111122223333:role/shared',
  });
  const template = templateOf(stack);
  expect(resourcesIn(template, 'AWS::IAM::Policy').map(({ Properties }) => Properties.Roles)).toEqual([[{ Ref: 'Shared' }]]);
  expect(resourcesIn(template, 'AWS::ECS::TaskDefinition').map(({ DependsOn }) => DependsOn)).toEqual([undefined]);
});

test('a policy that a condition may leave out is none', () => {
  const managed = { 'Fn::If': ['IsWanted', 'arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy', { Ref: 'AWS::NoValue' }] };
  new CfnCondition(stack, 'IsWanted');
  rawResource(stack, 'Execution', 'AWS::IAM::Role', { ManagedPolicyArns: [managed] });
  rawTask(stack, {
    RequiresCompatibilities: ['FARGATE'],
    NetworkMode: 'awsvpc',
    ContainerDefinitions: [{ Name: 'app', Image: 'nginx' }],
    TaskRoleArn: ROLE_ARN,
    ExecutionRoleArn: { 'Fn::GetAtt': ['Execution', 'Arn'] },
  });
  expect(JSON.stringify(resourcesIn(templateOf(stack), 'AWS::IAM::Policy'))).toContain('logs:PutLogEvents');
});

test('a role whose default policy somebody has removed gets another policy, because the CDK would add to that which is in no template', () => {
  const role = new iam.Role(stack, 'Role', { assumedBy: ASSUMED_BY });
  role.addToPolicy(new iam.PolicyStatement({ actions: ['s3:GetObject'], resources: ['*'] }));
  role.node.tryRemoveChild('DefaultPolicy');
  taskWith(role);
  const [policy, ...others] = resourcesIn(templateOf(stack), 'AWS::IAM::Policy');
  expect(policy.Properties).toMatchObject({
    PolicyDocument: { Statement: [{ Action: ['logs:CreateLogStream', 'logs:PutLogEvents'] }] }, Roles: [{ Ref: expect.stringMatching(/^Role/) }],
  });
  expect(others).toEqual([]);
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

test('a task definition is told of where a condition decides that it has no execution role', () => {
  const role = new iam.CfnRole(stack, 'Role', { assumeRolePolicyDocument: {} });
  const wanted = new CfnCondition(stack, 'IsWanted');
  rawTask(stack, {
    RequiresCompatibilities: ['FARGATE'],
    NetworkMode: 'awsvpc',
    ContainerDefinitions: [{ Name: 'app', Image: 'nginx' }],
    TaskRoleArn: role.attrArn,
    ExecutionRoleArn: Fn.conditionIf(wanted.logicalId, role.attrArn, Aws.NO_VALUE),
  });
  expect(warnings()).toEqual([expect.stringMatching(/^A condition may leave `ExecutionRoleArn` without a role.*logs:CreateLogStream.*XRay::ExecutionRoleNotManaged/)]);
});

describe('what somebody has changed on the L1 of an L2 counts:', () => {
  const l1 = () => taskWith().node.defaultChild as ecs.CfnTaskDefinition;
  const otherRole = () => new iam.Role(stack, 'Other', { assumedBy: ASSUMED_BY }).roleArn;

  test.each<[string, () => void]>([
    ['an override', () => l1().addPropertyOverride('ExecutionRoleArn', otherRole())],
    ['another role', () => { l1().executionRoleArn = otherRole(); }],
    ['another role than that of the L2', () => {
      const taskDefinition = taskWith(new iam.Role(stack, 'Role', { assumedBy: ASSUMED_BY }));
      (taskDefinition.node.defaultChild as ecs.CfnTaskDefinition).executionRoleArn = otherRole();
    }],
  ])('%s', (_, change) => {
    change();
    const policies = resourcesIn(templateOf(stack), 'AWS::IAM::Policy').filter(({ Properties }) => JSON.stringify(Properties).includes('logs:'));
    expect(policies.map(({ Properties }) => Properties.Roles)).toEqual([[{ Ref: expect.stringMatching(/^Other/) }]]);
    expect(warnings()).toEqual([]);
  });

  test.each<[string, RegExp]>([
    ['ExecutionRoleArn', /^The collector has no log of its own, because an override removes `ExecutionRoleArn`.*XRay::ExecutionRoleNotManaged/],
    ['TaskRoleArn', /`TaskRoleArn` is not set.*xray:PutTraceSegments.*XRay::RoleNotManaged/],
  ])('the removal of %s', (property, warning) => {
    l1().addPropertyDeletionOverride(property);
    rawTask(stack, { RequiresCompatibilities: ['FARGATE'], NetworkMode: 'awsvpc', ContainerDefinitions: [{ Name: 'app', Image: 'nginx' }] }, 'Raw')
      .addPropertyDeletionOverride(property);
    expect(resourcesIn(templateOf(stack), 'AWS::ECS::TaskDefinition').map(({ Properties }) => Properties[property])).toEqual([undefined, undefined]);
    expect(warnings()).toEqual([expect.stringMatching(warning), expect.stringMatching(warning)]);
  });
});

describe('where an override removes the execution role', () => {
  const CONTAINERS = { ContainerDefinitions: [{ Name: 'app', Image: 'nginx', Memory: 64 }], TaskRoleArn: ROLE_ARN };
  const FARGATE = { RequiresCompatibilities: ['FARGATE'], NetworkMode: 'awsvpc', ...CONTAINERS };
  const collectorWith = (properties: any, options?: TracingOptions) => {
    prepare(undefined, { permissions: XRayPermissions.none(), ...options });
    rawTask(stack, properties).addPropertyDeletionOverride('ExecutionRoleArn');
    return taskIn(templateOf(stack)).ContainerDefinitions[1];
  };
  const PRIVATE = TraceCollector.xrayDaemon({ imageRegistry: '111122223333.dkr.ecr.eu-west-1.amazonaws.com/mirror' });

  test('the collector has no log on Fargate, where nobody could write it', () => {
    const collector = collectorWith(FARGATE);
    expect(collector.Name).toBe('xray-daemon');
    expect(collector).not.toHaveProperty('LogConfiguration');
    expect(resourcesIn(templateOf(stack), 'AWS::Logs::LogGroup')).toEqual([]);
    expect(warnings()).toEqual([expect.stringMatching(/^The collector has no log of its own.*XRay::ExecutionRoleNotManaged/)]);
  });

  test('nothing is to be said where it is to have none', () => {
    expect(collectorWith(FARGATE, { ecs: { logging: false } })).toMatchObject({ Name: 'xray-daemon' });
    expect(warnings()).toEqual([]);
  });

  test('nothing is added on Fargate where nobody could pull its image', () => {
    expect(collectorWith(FARGATE, { collector: PRIVATE })).toBeUndefined();
    expect(warnings()).toEqual([expect.stringMatching(/without which tasks on Fargate pull no image from a private registry.*XRay::EcsTaskDefinitionTracing/)]);
  });

  test('the role of the instance writes the log on container instances', () => {
    expect(collectorWith(CONTAINERS)).toMatchObject({ Name: 'xray-daemon', LogConfiguration: { LogDriver: 'awslogs' } });
    expect(warnings()).toEqual([expect.stringMatching(/the role of the container instance, because an override removes `ExecutionRoleArn`.*logs:CreateLogStream.*XRay::ExecutionRoleNotManaged/)]);
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

  describe('of a task definition without an L2:', () => {
    const FARGATE = { RequiresCompatibilities: ['FARGATE'], NetworkMode: 'awsvpc', ContainerDefinitions: [{ Name: 'app', Image: 'nginx' }] };
    const EXECUTION_ROLE = { 'Fn::GetAtt': ['Execution', 'Arn'] };
    const CONDITION = { StringEquals: { 'iam:PassedToService': 'ecs-tasks.amazonaws.com' } };
    const document = (...Statement: object[]) => ({ Version: '2012-10-17', Statement });
    const l1Role = (id: string, more: Partial<iam.CfnRoleProps> = {}) =>
      new iam.CfnRole(stack, id, { assumeRolePolicyDocument: document({ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'events.amazonaws.com' } }), ...more });
    const passes = { Effect: 'Allow', Action: 'iam:PassRole', Resource: EXECUTION_ROLE, Condition: CONDITION };
    const passesTaskRole = { Effect: 'Allow', Action: 'iam:PassRole', Resource: { 'Fn::GetAtt': [expect.stringMatching(/^TaskDefXRayTaskRole/), 'Arn'] }, Condition: CONDITION };
    const passesExecutionRole = { ...passesTaskRole, Resource: { 'Fn::GetAtt': [expect.stringMatching(/^TaskDefXRayExecutionRole/), 'Arn'] } };

    const ifWanted = (value: any) => ({ 'Fn::If': ['IsWanted', value, { Ref: 'AWS::NoValue' }] });
    const runs = (Resource: any) => ({ Effect: 'Allow', Action: 'ecs:RunTask', Resource });

    /** A task definition with an execution role and without a task role. */
    function task(more: object = { ExecutionRoleArn: EXECUTION_ROLE }): CfnResource {
      l1Role('Execution');
      return rawTask(stack, { ...FARGATE, ...more });
    }

    function documentsIn(template: any): any[] {
      return Object.entries<any>(template.Resources)
        .filter(([id, { Type }]) => id.startsWith('Runner') || Type === 'AWS::Serverless::Function')
        .map(([, { Properties }]) => (Properties.PolicyDocument ?? Properties.Policies[0].PolicyDocument).Statement);
    }

    test.each<[string, () => unknown]>([
      ['a policy', () => new iam.CfnPolicy(stack, 'Runner', { policyName: 'run', policyDocument: document(passes), roles: ['run'] })],
      ['a policy with one statement', () => new iam.CfnPolicy(stack, 'Runner', { policyName: 'run', policyDocument: { Statement: passes }, roles: ['run'] })],
      ['a policy that an override replaces', () => new iam.CfnPolicy(stack, 'Runner', { policyName: 'run', policyDocument: {}, roles: ['run'] })
        .addPropertyOverride('PolicyDocument', document(passes))],
      ['a managed policy', () => new iam.CfnManagedPolicy(stack, 'Runner', { policyDocument: document(passes) })],
      ['the policies of a role', () => l1Role('Runner', { policies: [{ policyName: 'run', policyDocument: document(passes) }] })],
      ['the policies of a raw role', () => rawResource(stack, 'Runner', 'AWS::IAM::Role', { Policies: [{ PolicyName: 'run', PolicyDocument: document(passes) }] })],
      ['the inline policies of an L2 role', () => new iam.Role(stack, 'Runner', {
        assumedBy: ASSUMED_BY,
        inlinePolicies: {
          run: new iam.PolicyDocument({
            statements: [new iam.PolicyStatement({
              actions: ['iam:PassRole'], resources: [Fn.getAtt('Execution', 'Arn').toString()], conditions: CONDITION,
            })],
          }),
        },
      })],
    ])('by %s', (_, define) => {
      task();
      define();
      expect(documentsIn(templateOf(stack))).toEqual([[passes, passesTaskRole]]);
      expect(warnings()).toEqual([]);
    });

    test('by whoever may run it, where it had no role', () => {
      const statement = { Effect: 'Allow', Action: ['ecs:RunTask'], Resource: { Ref: 'TaskDef' } };
      task({});
      new iam.CfnPolicy(stack, 'Runner', { policyName: 'run', policyDocument: document(statement), roles: ['run'] });
      expect(documentsIn(templateOf(stack))).toEqual([[statement, passesExecutionRole, passesTaskRole]]);
    });

    describe('by whoever may run any task, as samples of AWS say it,', () => {
      const runsAny = { Effect: 'Allow', Action: ['ecs:RunTask'], Resource: '*' };
      const runner = (scope: Stack) => new iam.CfnPolicy(scope, 'Runner', { policyName: 'run', policyDocument: document(runsAny), roles: ['run'] });

      test('where the task definition had no role', () => {
        task({});
        runner(stack);
        expect(documentsIn(templateOf(stack))).toEqual([[runsAny, passesExecutionRole, passesTaskRole]]);
      });

      test('but not where it had one, which nobody without permission to pass it can run', () => {
        task();
        runner(stack);
        expect(documentsIn(templateOf(stack))).toEqual([[runsAny]]);
      });

      test('but not in another stack, where it is perhaps about other tasks', () => {
        task({});
        const other = new Stack(stack.node.scope, 'OtherStack');
        runner(other);
        expect(documentsIn(templateOf(other))).toEqual([[runsAny]]);
        expect(warnings()).toEqual([]);
      });
    });

    test('by whoever may run what a list says that is known later', () => {
      const taskDefinition = task({});
      const resources = Lazy.list({ produce: () => [taskDefinition.ref] });
      l1Role('Runner', { policies: [{ policyName: 'run', policyDocument: document({ Effect: 'Allow', Action: 'ecs:RunTask', Resource: resources }) }] });
      expect(documentsIn(templateOf(stack))).toEqual([[expect.anything(), passesExecutionRole, passesTaskRole]]);
    });

    test('by whoever has policies in a list that is known later', () => {
      task();
      l1Role('Runner', { policies: Lazy.any({ produce: () => [{ policyName: 'run', policyDocument: document(passes) }] }) as any });
      expect(documentsIn(templateOf(stack))).toEqual([[passes, passesTaskRole]]);
      expect(warnings()).toEqual([]);
    });

    test.each<[string, any, any]>([
      ['a text', 'orders', 'arn:aws:ecs:eu-west-1:111122223333:task-definition/orders:*'],
      ['Fn::Sub', 'orders', { 'Fn::Sub': 'arn:${AWS::Partition}:ecs:${AWS::Region}:${AWS::AccountId}:task-definition/orders:*' }],
      ['Fn::Sub without revisions', 'orders', { 'Fn::Sub': 'arn:aws:ecs:${AWS::Region}:${AWS::AccountId}:task-definition/orders' }],
      ['Fn::Join', 'orders', { 'Fn::Join': ['', ['arn:aws:ecs:eu-west-1:', { Ref: 'AWS::AccountId' }, ':task-definition/orders:1']] }],
      ['a wildcard', 'orders', 'arn:aws:ecs:*:*:task-definition/ord*'],
      ['a parameter', { Ref: 'Family' }, { 'Fn::Sub': 'arn:aws:ecs:${AWS::Region}:${AWS::AccountId}:task-definition/${Family}:*' }],
      ['a part of its ARN', undefined, { 'Fn::Join': [':', [{ 'Fn::Select': [5, { 'Fn::Split': [':', { Ref: 'TaskDef' }] }] }, '*']] }],
      ['a branch', 'orders', { 'Fn::If': ['C', { 'Fn::Sub': 'arn:aws:ecs:${AWS::Region}:${AWS::AccountId}:task-definition/orders:*' }, 'none'] }],
    ])('by whoever may run its family, which is named by %s', (_, Family, resource) => {
      task({ Family });
      new iam.CfnPolicy(stack, 'Runner', { policyName: 'run', policyDocument: document(runs(resource)), roles: ['run'] });
      expect(documentsIn(templateOf(stack))).toEqual([[runs(resource), passesExecutionRole, passesTaskRole]]);
      expect(warnings()).toEqual([]);
    });

    test('by whoever may pass a role that is named by Fn::Sub', () => {
      const passesBySub = { ...passes, Resource: { 'Fn::Sub': 'arn:${AWS::Partition}:iam::${AWS::AccountId}:role/${Execution}' } };
      task();
      new iam.CfnPolicy(stack, 'Runner', { policyName: 'run', policyDocument: document(passesBySub), roles: ['run'] });
      expect(documentsIn(templateOf(stack))).toEqual([[passesBySub, passesTaskRole]]);
    });

    test.each<[string, any]>([
      ['another family', 'arn:aws:ecs:eu-west-1:111122223333:task-definition/orders-old:*'],
      ['another family that begins so', { 'Fn::Sub': 'arn:aws:ecs:${AWS::Region}:${AWS::AccountId}:task-definition/order:*' }],
      ['what a parameter names', { 'Fn::Sub': 'arn:aws:ecs:eu-west-1:111122223333:task-definition/${Family}:*' }],
    ])('by nobody who may run %s', (_, resource) => {
      task({ Family: 'orders' });
      new iam.CfnPolicy(stack, 'Runner', { policyName: 'run', policyDocument: document(runs(resource)), roles: ['run'] });
      expect(documentsIn(templateOf(stack))).toEqual([[runs(resource)]]);
      expect(warnings()).toEqual([]);
    });

    const passesAll = { Effect: 'Allow', Action: 'iam:PassRole', Resource: '*' };

    test.each<[string, object[]]>([
      ['all roles of the account', [
        runs({ Ref: 'TaskDef' }), { ...passesAll, Resource: { 'Fn::Sub': 'arn:${AWS::Partition}:iam::${AWS::AccountId}:role/*' } },
      ]],
      ['all roles on the condition on which it may run the task', [ifWanted(runs({ Ref: 'TaskDef' })), ifWanted(passesAll)]],
    ])('by nobody who may pass %s', (_, statements) => {
      task({});
      new iam.CfnPolicy(stack, 'Runner', { policyName: 'run', policyDocument: document(...statements), roles: ['run'] });
      expect(documentsIn(templateOf(stack))).toEqual([statements]);
      expect(warnings()).toEqual([]);
    });

    test.each<[string, () => string[]]>([
      ['a parameter', () => new CfnParameter(stack, 'Roles', { type: 'CommaDelimitedList' }).valueAsList],
      ['a text that is split', () => Fn.split(',', Fn.importValue('roles'))],
    ])('by nobody who passes what only the deployment knows, such as the list of %s', (_, list) => {
      task({});
      new iam.Policy(stack, 'Runner', {
        roles: [new iam.Role(stack, 'Role', { assumedBy: ASSUMED_BY })],
        statements: [new iam.PolicyStatement({ actions: ['iam:PassRole'], resources: list() })],
      });
      expect(documentsIn(templateOf(stack))).toEqual([[expect.objectContaining({ Action: 'iam:PassRole', Resource: expect.any(Object) })]]);
      expect(warnings()).toEqual([]);
    });

    test('by nobody who may pass all roles, or runs and passes others', () => {
      const statements = [
        { Effect: 'Allow', Action: ['ecs:RunTask', 'iam:PassRole'], Resource: '*' },
        { Effect: 'Allow', Action: 'iam:PassRole', Resource: 'arn:aws:iam::111122223333:role/other' },
        { Effect: 'Allow', Action: 'ecs:RunTask', Resource: { Ref: 'Other' } },
        { Effect: 'Deny', Action: 'iam:PassRole', Resource: EXECUTION_ROLE },
      ];
      task();
      statements.forEach((statement, index) =>
        new iam.CfnPolicy(stack, `Runner${index}`, { policyName: 'run', policyDocument: document(statement), roles: ['run'] }));
      expect(documentsIn(templateOf(stack))).toEqual(statements.map((statement) => [statement]));
    });

    const toLambda = { StringEquals: { 'iam:PassedToService': 'lambda.amazonaws.com' } };

    test.each<[string, object[], object[]]>([
      ['passes all roles to another service', [{ ...passes, Resource: '*', Condition: toLambda }, passes], [passesTaskRole]],
      ['passes the role to another service first', [{ ...passes, Condition: toLambda }, passes], [passesTaskRole]],
      ['passes the role to another service only', [{ ...passes, Condition: toLambda }], []],
    ])('by what lets pass roles to Amazon ECS, where a policy %s', (_, statements, added) => {
      task();
      new iam.CfnPolicy(stack, 'Runner', { policyName: 'run', policyDocument: document(...statements), roles: ['run'] });
      expect(documentsIn(templateOf(stack))).toEqual([[...statements, ...added]]);
    });

    test('without asking what a lazy value is before its time', () => {
      const target = { arn: 'arn:aws:iam::111122223333:role/early' };
      new iam.Policy(stack, 'Runner', {
        roles: [new iam.Role(stack, 'Role', { assumedBy: ASSUMED_BY })],
        statements: [new iam.PolicyStatement({ actions: ['iam:PassRole'], resources: [Lazy.string({ produce: () => target.arn })] })],
      });
      const taskDefinition = new ecs.FargateTaskDefinition(stack, 'TaskDef');
      taskDefinition.addContainer('app', { image: IMAGE });
      taskDefinition.addExtension(new XRaySidecar());
      target.arn = 'arn:aws:iam::111122223333:role/late';
      expect(JSON.stringify(templateOf(stack))).toContain('role/late');
    });

    test('by a policy of another stack that refers to the task definition already', () => {
      const taskDefinition = task();
      const other = new Stack(app, 'Other', { env: ENV });
      new iam.Policy(other, 'Runner', {
        roles: [new iam.Role(other, 'Role', { assumedBy: ASSUMED_BY })],
        statements: [new iam.PolicyStatement({ actions: ['ecs:RunTask'], resources: [taskDefinition.ref] })],
      });
      expect(JSON.stringify(documentsIn(templateOf(other)))).toMatch(/iam:PassRole.*XRayTaskRole/);
    });

    test.each<[string, () => void]>([
      ['of another stack that does not', () => {
        rawTask(stack, { ...FARGATE, ExecutionRoleArn: ROLE_ARN });
        new iam.CfnPolicy(new Stack(app, 'Other', { env: ENV }), 'Runner', {
          policyName: 'run', policyDocument: document({ ...passes, Resource: ROLE_ARN }), roles: ['run'],
        });
      }],
      ['of another region, which cannot refer to the new role', () => {
        const taskRole = new iam.Role(stack, 'TaskRole', { assumedBy: ASSUMED_BY, roleName: 'task-role' });
        rawTask(stack, { ...FARGATE, TaskRoleArn: taskRole.roleArn });
        const other = new Stack(app, 'Other', { env: { ...ENV, region: 'us-east-1' } });
        new iam.Policy(other, 'Runner', {
          roles: [new iam.Role(other, 'Role', { assumedBy: ASSUMED_BY })],
          statements: [new iam.PolicyStatement({ actions: ['iam:PassRole'], resources: [taskRole.roleArn] })],
        });
      }],
      ['that is a text in the list of a role', () => {
        rawTask(stack, { ...FARGATE, ExecutionRoleArn: ROLE_ARN });
        const text = JSON.stringify(document({ ...passes, Resource: ROLE_ARN }));
        rawResource(stack, 'Runner', 'AWS::IAM::Role', { Policies: [{ PolicyName: 'run', PolicyDocument: text }] });
      }],
      ...[
        ['whose document', { PolicyDocument: ifWanted(document(passes)) }],
        ['whose list of statements', { PolicyDocument: { Statement: ifWanted([passes]) } }],
        ['one of whose statements', { PolicyDocument: document(ifWanted(passes)) }],
      ].map(([what, properties]): [string, () => void] => [`${what} depends on a condition`, () => {
        task();
        rawResource(stack, 'Runner', 'AWS::IAM::Policy', properties as object);
      }]),
      ...[
        ['the list of a role whose policies depend', ifWanted([{ PolicyName: 'run', PolicyDocument: document(passes) }])],
        ['the list of a role of which one depends', [ifWanted({ PolicyName: 'run', PolicyDocument: document(passes) })]],
      ].map(([what, policies]): [string, () => void] => [`in ${what} on a condition`, () => {
        task();
        rawResource(stack, 'Runner', 'AWS::IAM::Role', { Policies: policies });
      }]),
      ['of another stack that names the family', () => {
        rawTask(stack, { ...FARGATE, Family: 'orders' });
        new iam.CfnPolicy(new Stack(app, 'Other', { env: ENV }), 'Runner', {
          policyName: 'run', policyDocument: document(runs('arn:aws:ecs:eu-west-1:111122223333:task-definition/orders:*')), roles: ['run'],
        });
      }],
      ['that exists without the condition of the task definition', () => {
        task().cfnOptions.condition = new CfnCondition(stack, 'IsWanted');
        new iam.CfnPolicy(stack, 'Runner', { policyName: 'run', policyDocument: document(passes), roles: ['run'] });
      }],
      ['that is a text', () => {
        rawTask(stack, { ...FARGATE, ExecutionRoleArn: ROLE_ARN });
        rawResource(stack, 'Runner', 'AWS::IAM::Policy', { PolicyDocument: JSON.stringify(document({ ...passes, Resource: ROLE_ARN })) });
      }],
    ])('and a policy is warned of %s', (_, define) => {
      define();
      const told = [stack, ...app.node.children.filter((child) => Stack.isStack(child))].flatMap((each) => warningsOf(each)).map(({ text }) => text);
      expect(told).toContainEqual(expect.stringMatching(/may run tasks to which tracing gives roles.*Add to its statements.*iam:PassRole.*XRay(Task|Execution).*XRay::PassRoleNotManaged/));
    });

    test('and a policy of another stack is told a pattern of the new roles\' names, because it cannot refer to them', () => {
      const iamStack = new Stack(app, 'Iam', { env: ENV });
      const taskRole = new iam.Role(iamStack, 'TaskRole', { assumedBy: ASSUMED_BY });
      const starter = new iam.Role(iamStack, 'Starter', { assumedBy: ASSUMED_BY });
      taskRole.grantPassRole(starter);
      const nested = new NestedStack(new Stack(app, 'TheServicesOfTheWholeShop', { env: ENV }), 'Nested');
      new ecs.FargateTaskDefinition(nested, 'TD', { taskRole }).addContainer('app', { image: IMAGE });
      const [{ text }] = warningsOf(iamStack);
      const { Resource, ...statement } = JSON.parse(/Add to its statements: \[(.*)\]\./.exec(text)![1]);
      expect(statement).toEqual({ Action: 'iam:PassRole', Effect: 'Allow' });
      expect(templateText(Resource)).toBe('arn:${AWS::Partition}:iam::111122223333:role/TheServicesOfTheWhol*TDExecutionRole88C96*');
      expect(text).toMatch(/\]\. A pattern stands for .*give the task definition a role of yours.*\[ack: XRay::PassRoleNotManaged\]$/);
    });

    test('and a policy is warned of once with all that it lacks', () => {
      rawTask(stack, FARGATE).cfnOptions.condition = new CfnCondition(stack, 'IsWanted');
      const runsIfWanted = { Effect: 'Allow', Action: 'ecs:RunTask', Resource: { 'Fn::If': ['IsWanted', { Ref: 'TaskDef' }, 'none'] } };
      new iam.CfnPolicy(stack, 'Runner', { policyName: 'run', policyDocument: document(runsIfWanted), roles: ['run'] });
      expect(warnings().filter((text) => text.includes('PassRole'))).toEqual([expect.stringMatching(/XRayExecutionRole.*XRayTaskRole/)]);
    });
  });
});

describe('a new execution role on container instances, which stands for that of the instance,', () => {
  const logs = (options: Record<string, any>) => ({ LogDriver: 'awslogs', Options: { 'awslogs-group': 'orders', 'awslogs-region': 'eu-west-1', ...options } });

  /** The log groups that the execution roles of the stack may create. */
  function creatable(): string[] {
    const template = templateOf(stack);
    const documents = [
      ...resourcesIn(template, 'AWS::IAM::Policy').map(({ Properties }) => Properties.PolicyDocument),
      ...resourcesIn(template, 'AWS::IAM::Role').flatMap(({ Properties }) => Properties.Policies ?? []).map(({ PolicyDocument }) => PolicyDocument),
    ];
    const statements = documents.flatMap(({ Statement }) => Statement).filter(({ Action }) => Action === 'logs:CreateLogGroup');
    return statements.flatMap(({ Resource }) => Resource).map((resource) => templateText(resource) ?? '');
  }

  const container = (options: Record<string, any>, Name = 'app') => ({ Name, Image: 'nginx', Memory: 64, LogConfiguration: logs(options) });

  test.each<[string, any[], string[]]>([
    ['that the container has created', [container({ 'awslogs-create-group': 'true' })], ['arn:${AWS::Partition}:logs:eu-west-1:111122223333:log-group:orders:*']],
    ['of each container once', ['a', 'b'].map((name) => container({ 'awslogs-create-group': true }, name)), ['arn:${AWS::Partition}:logs:eu-west-1:111122223333:log-group:orders:*']],
    ['with a name and in a region that the deployment knows', [container({
      'awslogs-create-group': { 'Fn::If': ['Creates', 'true', 'false'] }, 'awslogs-group': { Ref: 'Group' }, 'awslogs-region': { Ref: 'AWS::Region' },
    })], ['arn:${AWS::Partition}:logs:${AWS::Region}:111122223333:log-group:${Group}:*']],
    ['that is there already: not', [container({})], []],
    ['that is not to be created: not', [container({ 'awslogs-create-group': 'False' })], []],
    ['of another driver: not', [{ ...container({}), LogConfiguration: { LogDriver: 'syslog', Options: { 'awslogs-create-group': 'true' } } }], []],
  ])('may create the log group %s', (_, ContainerDefinitions, expected) => {
    rawTask(stack, { ContainerDefinitions });
    expect(creatable()).toEqual(expected);
  });

  test('may create the log group of a container in an L2', () => {
    const logging = new ecs.GenericLogDriver({ logDriver: 'awslogs', options: { 'awslogs-create-group': 'true', 'awslogs-group': 'orders' } });
    new ecs.Ec2TaskDefinition(stack, 'TaskDef').addContainer('app', { image: IMAGE, memoryLimitMiB: 64, logging });
    expect(creatable()).toEqual(['arn:${AWS::Partition}:logs:eu-west-1:111122223333:log-group:orders:*']);
  });
});
