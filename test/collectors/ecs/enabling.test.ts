import {
  type App, Aspects, aws_ec2 as ec2, aws_ecs as ecs, aws_ecs_patterns as patterns, aws_iam as iam, aws_kms as kms, aws_ssm as ssm, Aws, CfnCondition,
  CfnParameter, Fn, type IAspect, Stack, Tags,
} from 'aws-cdk-lib';
import { Construct, type IConstruct } from 'constructs';
import { EcsCollectorMode, TraceCollector, type TracingOptions, XRayPermissions, XRaySidecar, XRayTracing } from '../../../src';
import { l1Role, STABILIZATION, templateOf, testApp, warningsOf } from '../../contract/apps';
import { containerIn, ec2Task, fargateTask, IMAGE, rawTask, resourcesIn, taskIn, variablesOf } from '../../support/ecs';
import { includeTemplate } from '../../support/include';

let app: App;
let stack: Stack;

beforeEach(() => {
  app = testApp();
  stack = new Stack(app, 'Stack');
});

const APP = { Name: 'app', Image: 'nginx', Essential: true };
const FARGATE = { RequiresCompatibilities: ['FARGATE'], NetworkMode: 'awsvpc', Cpu: '256', Memory: '512' };
const L1_FARGATE = { requiresCompatibilities: ['FARGATE'], networkMode: 'awsvpc', cpu: '256', memory: '512' };

function enable(options?: TracingOptions): any {
  XRayTracing.of(app).enable(options);
  return templateOf(stack);
}

const warnings = () => warningsOf(stack).map(({ text }) => text).filter((text) => text.includes('[ack: XRay::'));

describe('L2 and L1 give the same containers', () => {
  const COLLECTORS: [string, TraceCollector][] = [
    ['the daemon', TraceCollector.xrayDaemon()], ['the agent', TraceCollector.cloudWatchAgent()], ['ADOT', TraceCollector.adotCollector()],
  ];

  /** The containers, without what differs: the ids of the log groups and the names of the services. */
  function normalized(task: any): any {
    return JSON.parse(JSON.stringify(task.ContainerDefinitions).replace(/"\w+XRayLogGroup\w+"/g, '"logs"').replace(/Stack\/(L1|L2|Raw)/g, 'Stack'));
  }

  test.each(COLLECTORS)('on Fargate, %s', (_, collector) => {
    fargateTask(stack, 'L2');
    new ecs.CfnTaskDefinition(stack, 'L1', {
      requiresCompatibilities: ['FARGATE'], networkMode: 'awsvpc', containerDefinitions: [{ name: 'app', image: 'public.ecr.aws/nginx/nginx:1.29', essential: true }],
    });
    rawTask(stack, { ...FARGATE, ContainerDefinitions: [{ ...APP, Image: 'public.ecr.aws/nginx/nginx:1.29' }] }, 'Raw');
    const template = enable({ collector });
    expect(normalized(taskIn(template, 'L1'))).toEqual(normalized(taskIn(template, 'L2')));
    expect(normalized(taskIn(template, 'Raw'))).toEqual(normalized(taskIn(template, 'L2')));
  });

  test.each(COLLECTORS)('in network mode bridge, %s', (_, collector) => {
    ec2Task(stack, 'L2');
    rawTask(stack, { ContainerDefinitions: [{ ...APP, Image: 'public.ecr.aws/nginx/nginx:1.29', Memory: 256 }] }, 'Raw');
    const template = enable({ collector });
    expect(normalized(taskIn(template, 'Raw'))).toEqual(normalized(taskIn(template, 'L2')));
  });

  test('enable() gives the template that XRaySidecar gives', () => {
    const other = new Stack(testApp(), 'Stack');
    fargateTask(other).addExtension(new XRaySidecar());
    fargateTask(stack);
    expect(enable()).toEqual(templateOf(other));
  });
});

describe('how people write tasks', () => {
  test('patterns', () => {
    const vpc = new ec2.Vpc(stack, 'Vpc', { natGateways: 0 });
    new patterns.ApplicationLoadBalancedFargateService(stack, 'Catalog', { vpc, taskImageOptions: { image: IMAGE } });
    const template = enable();
    expect(variablesOf(containerIn(taskIn(template), 'web')).AWS_XRAY_TRACING_NAME).toBe('Stack/Catalog');
    const [service] = resourcesIn(template, 'AWS::ECS::Service');
    expect(service.Properties.LoadBalancers[0].ContainerName).toBe('web');
  });

  test.each(['TaskDef', 'taskDefinition'])('a task definition called %s has the name of what is around it', (id) => {
    new ecs.FargateTaskDefinition(new Construct(stack, 'Orders'), id).addContainer('app', { image: IMAGE });
    expect(variablesOf(containerIn(taskIn(enable()), 'app')).AWS_XRAY_TRACING_NAME).toBe('Stack/Orders');
  });

  test('an L2 with an override of its containers keeps it', () => {
    const taskDefinition = fargateTask(stack);
    (taskDefinition.node.defaultChild as ecs.CfnTaskDefinition).addPropertyOverride('ContainerDefinitions.0.Cpu', 64);
    const task = taskIn(enable());
    expect(containerIn(task, 'app')).toMatchObject({ Cpu: 64, Environment: expect.any(Array) });
    expect(containerIn(task, 'xray-daemon')).toMatchObject({ Cpu: 32, Essential: false });
  });

  test.each<[string, (l1: ecs.CfnTaskDefinition) => void]>([
    ['a size of its own', (l1) => { l1.cpu = '512'; }],
    ['an override of its size', (l1) => l1.addPropertyOverride('Cpu', '512')],
    ['containers of its own', (l1) => { l1.containerDefinitions = [{ name: 'app', image: 'nginx', essential: true }]; }],
  ])('an L2 whose L1 has %s, enabled once or twice', (_, change) => {
    const containersAfter = (times: number) => {
      const own = new Stack(testApp(), 'Stack');
      const taskDefinition = new ecs.FargateTaskDefinition(own, 'TaskDef', { cpu: 256, memoryLimitMiB: 1024 });
      taskDefinition.addContainer('app', { image: IMAGE, cpu: 256 });
      change(taskDefinition.node.defaultChild as ecs.CfnTaskDefinition);
      for (let i = 0; i < times; i++) { XRayTracing.of(own).enable(); }
      return taskIn(templateOf(own)).ContainerDefinitions;
    };
    const [application, ...others] = containersAfter(1);
    expect(variablesOf(application)).toMatchObject({ AWS_XRAY_DAEMON_ADDRESS: '127.0.0.1:2000' });
    expect(others).toEqual([expect.objectContaining({ Name: 'xray-daemon', Cpu: 32, Essential: false })]);
    expect(containersAfter(2)).toEqual([application, ...others]);
  });

  test('an L2 whose L1 has another network mode', () => {
    const taskDefinition = new ecs.Ec2TaskDefinition(stack, 'TaskDef', { networkMode: ecs.NetworkMode.HOST });
    taskDefinition.addContainer('app', { image: IMAGE, memoryLimitMiB: 256 });
    (taskDefinition.node.defaultChild as ecs.CfnTaskDefinition).networkMode = 'bridge';
    const task = taskIn(enable());
    expect(containerIn(task, 'app').Links).toEqual(['xray-daemon']);
    expect(containerIn(task, 'xray-daemon').PortMappings).toContainEqual({ ContainerPort: 2000, HostPort: 0, Protocol: 'udp' });
  });

  test.each([true, false])('containers that another aspect adds later are told too, stabilization %s', (stabilized) => {
    app = testApp({ [STABILIZATION]: stabilized });
    stack = new Stack(app, 'Stack');
    fargateTask(stack);
    Aspects.of(stack).add(new AddWorker());
    const task = taskIn(enable());
    expect(task.ContainerDefinitions.map(({ Name: name }: any) => name)).toEqual(['app', 'worker', 'xray-daemon']);
    expect(variablesOf(containerIn(task, 'worker')).AWS_XRAY_TRACING_NAME).toBe('Stack/worker');
  });

  test.each([true, false])('tags reach what is added, stabilization %s', (stabilized) => {
    app = testApp({ [STABILIZATION]: stabilized });
    stack = new Stack(app, 'Stack');
    fargateTask(stack);
    rawTask(stack, { ...FARGATE, ContainerDefinitions: [APP] }, 'Raw');
    Tags.of(stack).add('team', 'orders');
    const template = enable();
    for (const [type, count] of [['AWS::Logs::LogGroup', 2], ['AWS::IAM::Role', 4]] as const) {
      expect(resourcesIn(template, type)).toMatchObject(Array(count).fill({ Properties: { Tags: [{ Key: 'team', Value: 'orders' }] } }));
    }
  });

  test.each([true, false])('tags and boundaries reach what is added where a construct of one\'s own is enabled, stabilization %s', (stabilized) => {
    app = testApp({ [STABILIZATION]: stabilized });
    stack = new Stack(app, 'Stack');
    const service = new Construct(stack, 'Service');
    new ecs.CfnTaskDefinition(service, 'TaskDef', {
      requiresCompatibilities: ['FARGATE'], networkMode: 'awsvpc', containerDefinitions: [{ name: 'app', image: 'nginx' }],
    });
    Tags.of(stack).add('team', 'orders');
    iam.PermissionsBoundary.of(stack).apply(iam.ManagedPolicy.fromManagedPolicyName(stack, 'Boundary', 'boundary'));
    XRayTracing.of(service).enable();
    const roles = resourcesIn(templateOf(stack), 'AWS::IAM::Role').map(({ Properties }) => Properties);
    expect(roles).toEqual(Array(2).fill(expect.objectContaining({ Tags: [{ Key: 'team', Value: 'orders' }], PermissionsBoundary: expect.anything() })));
  });

  test('tasks without containers are left alone', () => {
    rawTask(stack, FARGATE);
    expect(taskIn(enable())).toEqual(FARGATE);
  });
});

class AddWorker implements IAspect {
  public visit(node: IConstruct): void {
    if (node instanceof ecs.FargateTaskDefinition && !node.findContainer('worker')) {
      node.addContainer('worker', { image: IMAGE, essential: false });
    }
  }
}

describe('roles of L1 task definitions', () => {
  test.each([undefined, { Ref: 'AWS::NoValue' }])('on Fargate a task role is made, because there is no other, TaskRoleArn: %j', (TaskRoleArn) => {
    rawTask(stack, { ...FARGATE, ContainerDefinitions: [APP], TaskRoleArn });
    const template = enable();
    expect(template.Resources[taskIn(template).TaskRoleArn['Fn::GetAtt'][0]].Properties).toMatchObject({
      AssumeRolePolicyDocument: { Statement: [{ Principal: { Service: 'ecs-tasks.amazonaws.com' } }] },
      ManagedPolicyArns: [{ 'Fn::Join': ['', expect.arrayContaining([':iam::aws:policy/AWSXrayWriteOnlyAccess'])] }],
    });
    expect(warnings()).toEqual([]);
  });

  test('on container instances none is made, which would take the instance\'s role from the application; a warning says so', () => {
    rawTask(stack, { ContainerDefinitions: [{ ...APP, Memory: 128 }] });
    expect(taskIn(enable()).TaskRoleArn).toBeUndefined();
    expect(warnings()).toEqual([expect.stringMatching(/sends with the role of the container instance.*xray:PutTraceSegments.*XRay::RoleNotManaged/)]);
  });

  test('permission that is looked after elsewhere makes no role', () => {
    rawTask(stack, { ...FARGATE, ContainerDefinitions: [APP] });
    expect(taskIn(enable({ permissions: XRayPermissions.none() })).TaskRoleArn).toBeUndefined();
  });

  test.each([
    ['a role that has the policy for it', ['arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy'], 0],
    ['a role that has not', [], 1],
  ])('an execution role, %s', (_, managedPolicyArns, policies) => {
    const role = l1Role(stack, 'Role', 'ecs-tasks.amazonaws.com');
    role.managedPolicyArns = managedPolicyArns;
    rawTask(stack, { ...FARGATE, ContainerDefinitions: [APP], ExecutionRoleArn: role.attrArn });
    expect(resourcesIn(enable(), 'AWS::IAM::Policy')).toHaveLength(policies);
  });

  test('an execution role with an L2 gets the statement', () => {
    const role = new iam.Role(stack, 'Role', { assumedBy: new iam.ServicePrincipal('ecs-tasks.amazonaws.com') });
    rawTask(stack, { ...FARGATE, ContainerDefinitions: [APP], ExecutionRoleArn: role.roleArn });
    const [policy] = resourcesIn(enable(), 'AWS::IAM::Policy');
    expect(policy.Properties.Roles).toEqual([stack.resolve(role.roleName)]);
  });

  test('an imported execution role is warned of, with the statements to paste', () => {
    rawTask(stack, { ...FARGATE, ContainerDefinitions: [APP], ExecutionRoleArn: 'arn:aws:iam::111122223333:role/ecs' });
    enable();
    expect(warnings()).toEqual([expect.stringMatching(/arn:aws:iam::111122223333:role\/ecs.*logs:CreateLogStream.*"Resource":"\$\{\w+\.Arn\}".*XRay::ExecutionRoleNotManaged/)]);
  });

  test('a key that lets the execution role use it makes no circle', () => {
    const role = l1Role(stack, 'Role', 'ecs-tasks.amazonaws.com');
    const logEncryptionKey = new kms.Key(stack, 'Key');
    logEncryptionKey.grantDecrypt(new iam.ArnPrincipal(role.attrArn));
    rawTask(stack, { ...FARGATE, ContainerDefinitions: [APP], ExecutionRoleArn: role.attrArn });
    expect(JSON.stringify(enable({ ecs: { logEncryptionKey } }).Resources.Role)).not.toContain('LogGroup');
  });
});

describe('an application that sends OpenTelemetry spans to its own network', () => {
  const sender = { ...APP, Environment: [{ Name: 'OTEL_EXPORTER_OTLP_ENDPOINT', Value: 'http://localhost:4318' }] };

  test.each<[string, TracingOptions, RegExp[]]>([
    ['is warned of beside the X-Ray daemon, which does not take them', {}, [/the container app sends OpenTelemetry spans to http:\/\/localhost:4318, .*xray-daemon takes X-Ray segments only.*XRay::OtlpNotReceived/]],
    ['is warned of beside a collector that is told not to take them', { collector: TraceCollector.cloudWatchAgent({ otlp: false }) }, [/collector cloudwatch-agent takes X-Ray segments only/]],
    ['is fine beside a collector that takes them', { collector: TraceCollector.cloudWatchAgent() }, []],
  ])('%s', (_, options, texts) => {
    rawTask(stack, { ...FARGATE, ContainerDefinitions: [sender] });
    enable(options);
    expect(warnings()).toEqual(texts.map((text) => expect.stringMatching(text)));
  });
});

describe('what enable() leaves alone, with a warning', () => {
  test.each<[string, any, RegExp]>([
    ['ten containers', { ContainerDefinitions: Array.from({ length: 10 }, (_, i) => ({ ...APP, Name: `app${i}` })) }, /has 10 containers, and Amazon ECS takes no more than 10/],
    ['a port that is taken', { ContainerDefinitions: [{ ...APP, PortMappings: [{ ContainerPort: 2000, Protocol: 'udp' }] }] }, /listens on port 2000\/udp/],
    ['a port that a condition takes', { ContainerDefinitions: [{ ...APP, PortMappings: [{ 'Fn::If': ['C', { ContainerPort: 2000 }, { Ref: 'AWS::NoValue' }] }] }] },
      /may listen on port 2000\/tcp/],
    ['too little of both', { ContainerDefinitions: [{ ...APP, Cpu: 256, Memory: 512 }] }, /256 CPU units, of which .*; and its task has 512 MiB of memory, of which /],
    ['a name that is taken', { ContainerDefinitions: [APP, { Name: 'xray-daemon', Image: 'nginx' }] }, /is called xray-daemon already.*Rename the container/],
    ['too little memory', { ContainerDefinitions: [{ ...APP, Memory: 300 }] }, /512 MiB of memory, of which its containers reserve 300/],
    ['too little memory, in another unit', { Memory: '0.5 GB', ContainerDefinitions: [{ ...APP, Memory: 300 }] }, /512 MiB of memory/],
    ['too little CPU', { Cpu: '.25 vCPU', ContainerDefinitions: [{ ...APP, Cpu: 250 }] }, /256 CPU units, of which its containers reserve 250/],
    ['CPU units of which one container has all', { Cpu: { Ref: 'Cpu' }, ContainerDefinitions: [{ ...APP, Cpu: { Ref: 'Cpu' } }] }, /whole task has, \$\{Cpu\} CPU units.*or set `cpu` of the collector to 0/],
    ['Windows', { RuntimePlatform: { OperatingSystemFamily: 'WINDOWS_SERVER_2022_CORE' }, ContainerDefinitions: [APP] }, /run on Windows/],
  ])('%s', (_, properties, message) => {
    const before = { ...FARGATE, TaskRoleArn: 'arn:aws:iam::111122223333:role/task', ...properties };
    rawTask(stack, before);
    expect(taskIn(enable())).toEqual(before);
    expect(warnings()).toEqual([expect.stringMatching(message)]);
    expect(warnings()[0]).toContain('[ack: XRay::EcsTaskDefinitionTracing]');
  });

  test('Windows on container instances, which only the L2 knows', () => {
    new ecs.Ec2TaskDefinition(stack, 'TaskDef', { networkMode: ecs.NetworkMode.NAT }).addContainer('app', { image: IMAGE, memoryLimitMiB: 512 });
    expect(taskIn(enable()).ContainerDefinitions).toHaveLength(1);
    expect(warnings()).toEqual([expect.stringMatching(/run on Windows/)]);
  });

  test('a collector without a share of its own runs beside a container that has all CPU units', () => {
    rawTask(stack, { ...FARGATE, Cpu: { Ref: 'Cpu' }, ContainerDefinitions: [{ ...APP, Cpu: { Ref: 'Cpu' } }] });
    expect(taskIn(enable({ ecs: { cpu: 0 } })).ContainerDefinitions).toHaveLength(2);
  });

  test('sizes that only the deployment knows are not checked', () => {
    rawTask(stack, { ...FARGATE, Memory: { Ref: 'AWS::NoValue' }, Cpu: { Ref: 'Cpu' }, ContainerDefinitions: [{ ...APP, Memory: 4096 }] });
    expect(taskIn(enable()).ContainerDefinitions).toHaveLength(2);
  });

  const agent = {
    Name: 'cloudwatch-agent',
    Image: 'public.ecr.aws/cloudwatch-agent/cloudwatch-agent:latest',
    Environment: [{ Name: 'CW_CONFIG_CONTENT', Value: '{}' }],
  };

  test('another agent beside one for metrics, which could collect the traces itself', () => {
    rawTask(stack, { ...FARGATE, ContainerDefinitions: [APP, agent], TaskRoleArn: 'arn:aws:iam::111122223333:role/task' });
    expect(taskIn(enable({ collector: TraceCollector.cloudWatchAgent() })).ContainerDefinitions).toHaveLength(2);
    expect(warnings()).toEqual([expect.stringMatching(/takes metrics only\. Let its configuration take traces, too: by a `traces` section in `CW_CONFIG_CONTENT`/)]);
  });

  test('nor does an agent count whose parameter says that it takes metrics only', () => {
    const task = new ecs.FargateTaskDefinition(stack, 'TaskDef', { memoryLimitMiB: 1024 });
    const config = new ssm.StringParameter(stack, 'Config', { stringValue: '{"logs":{"metrics_collected":{"emf":{}}}}' });
    task.addContainer('app', { image: ecs.ContainerImage.fromRegistry('nginx') });
    task.addContainer('agent', { image: ecs.ContainerImage.fromRegistry(agent.Image), secrets: { CW_CONFIG_CONTENT: ecs.Secret.fromSsmParameter(config) } });
    expect(taskIn(enable()).ContainerDefinitions).toHaveLength(3);
  });

  test('not so a daemon beside an agent for metrics', () => {
    rawTask(stack, { ...FARGATE, ContainerDefinitions: [APP, agent] });
    const task = taskIn(enable());
    expect(containerIn(task, 'xray-daemon')).toBeDefined();
    expect(containerIn(task, 'cloudwatch-agent')).toEqual(agent);
  });
});

describe('warnings besides', () => {
  test('in network mode host there is one port for all tasks of an instance', () => {
    ec2Task(stack, 'TaskDef', ecs.NetworkMode.HOST);
    expect(taskIn(enable()).ContainerDefinitions).toHaveLength(2);
    expect(warnings()).toEqual([expect.stringMatching(/no two tasks with a collector can run on one instance.*DAEMON_SERVICE.*XRayDaemonService.*XRay::EcsHostPort/)]);
  });

  test('which DAEMON_SERVICE does not help where nobody can tell the cluster', () => {
    ec2Task(stack, 'TaskDef', ecs.NetworkMode.HOST);
    enable({ ecs: { mode: EcsCollectorMode.DAEMON_SERVICE } });
    expect(warnings()).toEqual([expect.stringMatching(/If that is too few, run the tasks by a service on a cluster of the app with container instances.*XRay::EcsHostPort/)]);
  });

  test.each([EcsCollectorMode.SIDECAR, EcsCollectorMode.DAEMON_SERVICE])('nor any service on servers outside of AWS, in mode %s', (mode) => {
    new ecs.ExternalTaskDefinition(stack, 'TaskDef', { networkMode: ecs.NetworkMode.HOST }).addContainer('app', { image: IMAGE, memoryLimitMiB: 64 });
    enable({ ecs: { mode } });
    const [text] = warnings().filter((each) => each.includes('XRay::EcsHostPort'));
    expect(text).toMatch(/run one collector on the server itself with `ManagedNodeTracing`, and `exclude\(\)` the task definition\. /);
    expect(text).not.toMatch(/DAEMON_SERVICE|XRayDaemonService/);
  });

  test.each<[any, string]>([
    ['app', 'app'],
    [{ Ref: 'WorkloadName' }, '\\$\\{WorkloadName\\}'],
  ])('environment files of the container %j cannot be read', (Name, name) => {
    rawTask(stack, { ...FARGATE, ContainerDefinitions: [{ ...APP, Name, EnvironmentFiles: [{ Type: 's3', Value: 'arn:aws:s3:::b/x.env' }] }] });
    enable();
    expect(warnings()).toEqual([expect.stringMatching(`cdk-xray gave ${name} no variables: .*AWS_XRAY_DAEMON_ADDRESS=127.0.0.1:2000.*XRay::EcsEnvironmentFile`)]);
  });

  test('environment files of which there are none are not told of', () => {
    rawTask(stack, { ...FARGATE, ContainerDefinitions: [{ ...APP, EnvironmentFiles: [] }] });
    enable();
    expect(warnings()).toEqual([]);
  });
});

test('Envoy that is to trace gets a collector where it stands alone, and finds it by itself', () => {
  const envoy = { Name: 'envoy', Image: 'public.ecr.aws/appmesh/aws-appmesh-envoy:v1', Environment: [{ Name: 'ENABLE_ENVOY_XRAY_TRACING', Value: '1' }] };
  rawTask(stack, { ...FARGATE, ContainerDefinitions: [envoy] });
  expect(taskIn(enable()).ContainerDefinitions).toEqual([envoy, expect.objectContaining({ Name: 'xray-daemon' })]);
});

describe('lists that a condition decides about, in network mode bridge', () => {
  const either = (...lists: any[]) => ({ 'Fn::If': ['IsProd', ...lists, { Ref: 'AWS::NoValue' }] });
  const ROLES = { TaskRoleArn: 'arn:aws:iam::111122223333:role/task', ExecutionRoleArn: 'arn:aws:iam::111122223333:role/ecs' };
  const appWith = (properties: any) => {
    new CfnCondition(stack, 'IsProd', { expression: Fn.conditionEquals(Aws.REGION, 'eu-west-1') });
    rawTask(stack, { NetworkMode: 'bridge', ...ROLES, ContainerDefinitions: [{ ...APP, Memory: 128, ...properties }] });
    return containerIn(taskIn(enable()), 'app');
  };

  test('have the address and the link in each branch', () => {
    const { Environment, Links } = appWith({ Environment: either([{ Name: 'A', Value: 'b' }]), Links: either(['db']) });
    for (const list of Environment['Fn::If'].slice(1)) { expect(list).toContainEqual({ Name: 'AWS_XRAY_DAEMON_ADDRESS', Value: 'xray-daemon:2000' }); }
    expect(Links['Fn::If'].slice(1)).toEqual([['db', 'xray-daemon'], ['xray-daemon']]);
  });

  test('of a typed L1 do, too', () => {
    const environment = Fn.conditionIf('IsProd', [{ Name: 'A', Value: 'b' }], Aws.NO_VALUE);
    new ecs.CfnTaskDefinition(stack, 'TaskDef', { networkMode: 'bridge', containerDefinitions: [{ name: 'app', image: 'nginx', memory: 64, environment }] });
    const lists = containerIn(taskIn(enable()), 'app').Environment['Fn::If'].slice(1);
    for (const list of lists) { expect(list).toContainEqual({ Name: 'AWS_XRAY_DAEMON_ADDRESS', Value: 'xray-daemon:2000' }); }
  });

  test('are left alone where only the deployment knows them, with a warning', () => {
    const hidden = { 'Fn::Transform': { Name: 'Own' } };
    expect(appWith({ Environment: hidden, Links: hidden })).toMatchObject({ Environment: hidden, Links: hidden });
    expect(warnings()).toEqual(expect.arrayContaining([
      expect.stringMatching(/^cdk-xray gave app no variables: .*AWS_XRAY_DAEMON_ADDRESS=xray-daemon:2000.*XRay::EcsEnvironmentFile/),
      expect.stringMatching(/^No link was given to app, .*XRay::SidecarUnreachable/),
    ]));
  });
});

describe('images that are parameters with a default', () => {
  const DEFAULTS = { Collector: 'amazon/aws-otel-collector:latest', Router: 'public.ecr.aws/aws-observability/aws-for-fluent-bit:stable' };
  const parameter = (name: keyof typeof DEFAULTS) => new CfnParameter(stack, name, { default: DEFAULTS[name] }).valueAsString;
  const fargate = (image: string) => new ecs.CfnTaskDefinition(stack, 'TaskDef', { ...L1_FARGATE, containerDefinitions: [{ name: 'app', image: 'nginx' }, { name: 'other', image }] });
  const template = (name: string) => ({
    Parameters: { [name]: { Type: 'String', Default: DEFAULTS[name as keyof typeof DEFAULTS] } },
    Resources: { TaskDef: { Type: 'AWS::ECS::TaskDefinition', Properties: { ...FARGATE, ContainerDefinitions: [APP, { Name: 'other', Image: { Ref: name } }] } } },
  });
  const WAYS: [string, (name: keyof typeof DEFAULTS) => void][] = [
    ['of an L2', (name) => fargateTask(stack).addContainer('other', { image: ecs.ContainerImage.fromRegistry(parameter(name)) })],
    ['of an L1', (name) => { fargate(parameter(name)); }],
    ['of an L1, by an override', (name) => { parameter(name); fargate('x').addPropertyOverride('ContainerDefinitions.1.Image', { Ref: name }); }],
    ['of a template', (name) => { includeTemplate(stack, template(name)); }],
  ];

  test.each(WAYS)('%s tell a collector, beside which there is none', (_, add) => {
    add('Collector');
    const { ContainerDefinitions: containers } = taskIn(enable());
    expect(containers).toEqual([expect.not.objectContaining({ Environment: expect.anything() }), expect.objectContaining({ Image: { Ref: 'Collector' } })]);
  });

  test.each(WAYS)('%s tell a helper, which is told nothing', (_, add) => {
    add('Router');
    const task = taskIn(enable());
    expect(variablesOf(containerIn(task, 'app'))).toHaveProperty('AWS_XRAY_DAEMON_ADDRESS');
    expect(containerIn(task, 'other').Environment).toBeUndefined();
  });
});

describe('options', () => {
  test('the collector, its size and its log', () => {
    fargateTask(stack);
    const options = { cpu: 64, memoryReservationMiB: 128, logRetention: 7, startFirst: true };
    const template = enable({ collector: TraceCollector.cloudWatchAgent(), ecs: options });
    expect(containerIn(taskIn(template), 'cloudwatch-agent')).toMatchObject({ Cpu: 64, MemoryReservation: 128 });
    expect(containerIn(taskIn(template), 'app').DependsOn).toEqual([{ ContainerName: 'cloudwatch-agent', Condition: 'START' }]);
    expect(resourcesIn(template, 'AWS::Logs::LogGroup')[0].Properties.RetentionInDays).toBe(7);
  });

  test('no collector: nothing changes', () => {
    fargateTask(stack);
    const template = enable({ ecs: { mode: EcsCollectorMode.NONE } });
    expect(taskIn(template).ContainerDefinitions).toHaveLength(1);
    expect(JSON.stringify(template)).not.toContain('AWSXrayWriteOnlyAccess');
  });

  test('tasks that send elsewhere need no permission', () => {
    fargateTask(stack, 'TaskDef', { environment: { AWS_XRAY_DAEMON_ADDRESS: '169.254.172.2:2000' } });
    const template = enable();
    expect(taskIn(template).ContainerDefinitions).toHaveLength(1);
    expect(JSON.stringify(template)).not.toContain('AWSXrayWriteOnlyAccess');
  });

  test('a collector that somebody placed is left as it is, and its role may send', () => {
    const daemon = { Name: 'daemon', Image: 'amazon/aws-xray-daemon' };
    rawTask(stack, { ...FARGATE, ContainerDefinitions: [APP, daemon], TaskRoleArn: l1Role(stack, 'Role', 'ecs-tasks.amazonaws.com').attrArn });
    const template = enable();
    expect(taskIn(template).ContainerDefinitions).toEqual([APP, daemon]);
    expect(JSON.stringify(template.Resources.Role)).toContain('AWSXrayWriteOnlyAccess');
  });

  test.each<[string, any, RegExp]>([
    ['no object', 'sidecar', /`ecs` must be an object, for example {}, got: "sidecar"/],
    ['no mode', { mode: 'sidecar' }, /`mode` of `ecs` must be one of SIDECAR, DAEMON_SERVICE, NONE, got: "sidecar"/],
    ['no size', { cpu: 0.5 }, /`cpu` must be a whole number/],
  ])('%s', (_, ecsOptions, message) => {
    expect(() => XRayTracing.of(app).enable({ ecs: ecsOptions })).toThrow(message);
  });
});

describe('tasks of a service with Service Connect in network mode bridge', () => {
  const serve = (serviceConnectConfiguration: any) => {
    const task = rawTask(stack, { ContainerDefinitions: [{ ...APP, Memory: 64 }] });
    new ecs.CfnService(stack, 'Service', { taskDefinition: task.ref, serviceConnectConfiguration });
  };

  test('get no collector beside them, because no container can have a link there, and a warning', () => {
    serve({ enabled: true });
    expect(taskIn(enable()).ContainerDefinitions).toEqual([{ ...APP, Memory: 64 }]);
    expect(warnings()).toEqual([expect.stringMatching(/runs its tasks with Service Connect in network mode bridge.*Use network mode awsvpc.*XRay::EcsTaskDefinitionTracing/)]);
  });

  test.each([[{ enabled: false }], [undefined]])('but not where it is %j', (configuration) => {
    serve(configuration);
    expect(taskIn(enable()).ContainerDefinitions).toHaveLength(2);
  });
});

describe('a service that does not get its revisions from CloudFormation', () => {
  const controlled = (type: ecs.DeploymentControllerType) => new ecs.FargateService(stack, 'Service', {
    cluster: new ecs.Cluster(stack, 'Cluster', { vpc: new ec2.Vpc(stack, 'Vpc') }), taskDefinition: fargateTask(stack), deploymentController: { type }, minHealthyPercent: 50,
  });
  const notDeployed = () => warnings().filter((text) => text.includes('XRay::EcsRevisionNotDeployed'));

  test.each([
    [ecs.DeploymentControllerType.CODE_DEPLOY, 1],
    [ecs.DeploymentControllerType.EXTERNAL, 1],
    [ecs.DeploymentControllerType.ECS, 0],
  ])('because of its deployment controller %s', (type, count) => {
    XRayTracing.of(app).enable();
    controlled(type);
    expect(notDeployed()).toHaveLength(count);
  });

  test('is found in another stack, and without an L2', () => {
    XRayTracing.of(app).enable();
    const { ref: taskDefinition } = new ecs.CfnTaskDefinition(stack, 'TaskDef', { requiresCompatibilities: ['FARGATE'], networkMode: 'awsvpc', containerDefinitions: [{ name: 'app', image: 'nginx' }] });
    new ecs.CfnService(new Stack(app, 'Services'), 'Service', { taskDefinition, deploymentController: { type: 'CODE_DEPLOY' } });
    expect(notDeployed()).toEqual([expect.stringMatching(/deploy this revision the way you deploy the others of the service, for example by AWS CodeDeploy\. \[ack: XRay::EcsRevisionNotDeployed\]$/)]);
  });

  test.each([['orders', 1], ['orders:3', 1], ['payments', 0], ['arn:aws:ecs:eu-west-1:111122223333:task-definition/orders', 0]])('is found by the family %s', (taskDefinition, count) => {
    XRayTracing.of(app).enable();
    rawTask(stack, { ...FARGATE, Family: 'orders', ContainerDefinitions: [APP] });
    new ecs.CfnService(stack, 'Service', { taskDefinition, deploymentController: { type: 'CODE_DEPLOY' } });
    expect(notDeployed()).toHaveLength(count);
  });

  test('may stand in a construct that calls something else its task definition', () => {
    XRayTracing.of(app).enable();
    const own = Object.assign(new Construct(stack, 'Own'), { taskDefinition: 'orders' });
    new ecs.CfnService(own, 'Service', { taskDefinition: fargateTask(stack).taskDefinitionArn, deploymentController: { type: 'EXTERNAL' } });
    expect(notDeployed()).toHaveLength(1);
  });

  test('must come by itself where CloudFormation has AWS CodeDeploy deploy them', () => {
    XRayTracing.of(app).enable();
    stack.addTransform('AWS::CodeDeployBlueGreen');
    controlled(ecs.DeploymentControllerType.EXTERNAL);
    expect(notDeployed()).toEqual([expect.stringMatching(/^The stack has the transform AWS::CodeDeployBlueGreen: CloudFormation refuses an update/)]);
  });

  test('is not told of where nothing is added', () => {
    XRayTracing.of(app).enable({ ecs: { mode: EcsCollectorMode.NONE } });
    controlled(ecs.DeploymentControllerType.CODE_DEPLOY);
    expect(notDeployed()).toEqual([]);
  });
});
