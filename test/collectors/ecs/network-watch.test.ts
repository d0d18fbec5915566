import {
  type App, aws_ec2 as ec2, aws_ecs as ecs, aws_events as events, aws_events_targets as targets, aws_scheduler as scheduler,
  aws_scheduler_targets as schedulerTargets, aws_sqs as sqs, aws_stepfunctions as sfn, aws_stepfunctions_tasks as tasks, CfnParameter,
  Duration, Fn, Stack,
} from 'aws-cdk-lib';
import { EcsCollectorMode, TraceCollector, type TracingOptions, XRaySidecar, XRayTracing } from '../../../src';
import { rawResource, testApp, warningsOf } from '../../contract/apps';
import { ec2Task, fargateTask, IMAGE, rawTask } from '../../support/ecs';

const BOTH = ['ImageUnreachable', 'NoWayToXRay'];
const MIRROR = { imageRegistry: '111122223333.dkr.ecr.eu-west-1.amazonaws.com/ecr-public' };
const FARGATE = { RequiresCompatibilities: ['FARGATE'], NetworkMode: 'awsvpc', ContainerDefinitions: [{ Name: 'app', Image: 'nginx' }] };

let app: App;
let stack: Stack;

beforeEach(() => {
  app = testApp();
  stack = new Stack(app, 'Stack');
});

/** The warnings about networks, after tracing is enabled. */
function missing(options?: TracingOptions): string[] {
  XRayTracing.of(app).enable(options);
  return idsIn(stack);
}

function idsIn(ofStack: Stack): string[] {
  const ids = warningsOf(ofStack).map(({ text }) => /\[ack: XRay::(\w+)\]$/.exec(text)?.[1] ?? '');
  return ids.filter((id) => BOTH.includes(id)).sort();
}

function vpc(scope = stack, subnetType = ec2.SubnetType.PRIVATE_ISOLATED): ec2.Vpc {
  return new ec2.Vpc(scope, 'Vpc', { maxAzs: 2, subnetConfiguration: [{ name: 'Subnet', subnetType }, { name: 'Public', subnetType: ec2.SubnetType.PUBLIC }] });
}

const SUBNETS = { subnetGroupName: 'Subnet' };

function service(ofVpc: ec2.IVpc, taskDefinition = fargateTask(stack), props: Partial<ecs.FargateServiceProps> = {}): ecs.FargateService {
  const cluster = new ecs.Cluster(stack, 'Cluster', { vpc: ofVpc });
  return new ecs.FargateService(stack, 'Service', { cluster, taskDefinition, vpcSubnets: SUBNETS, minHealthyPercent: 50, ...props });
}

test.each([
  ['an isolated subnet', ec2.SubnetType.PRIVATE_ISOLATED, BOTH],
  ['a subnet with a NAT gateway', ec2.SubnetType.PRIVATE_WITH_EGRESS, []],
  ['a public subnet', ec2.SubnetType.PUBLIC, []],
])('tasks in %s', (_, subnetType, ids) => {
  service(vpc(stack, subnetType));
  expect(missing()).toEqual(ids);
});

test('the warnings stand at the task definition, and say what to do', () => {
  service(vpc());
  missing();
  const texts = warningsOf(stack).filter(({ path }) => path === '/Stack/TaskDef/Resource').map(({ text }) => text).sort();
  expect(texts).toEqual([
    'Tasks may be started in a subnet that has no route to the internet, and the collector\'s image public.ecr.aws/xray/aws-xray-daemon:3.6.6 can be pulled only over the internet. Name a '
      + 'mirror or a pull-through cache in Amazon ECR by the collector\'s `imageRegistry`, or have the subnet lead to the internet. [ack: XRay::ImageUnreachable]',
    'Tasks may be started in a subnet that has no route to the internet, in a VPC without an interface endpoint for AWS X-Ray, to which the collector sends. Add '
      + 'an interface endpoint for AWS X-Ray to the VPC: `new XRayVpcEndpoint(this, \'XRayEndpoint\', { vpc })`. [ack: XRay::NoWayToXRay]',
  ]);
});

test('an endpoint that is added later, and a mirror', () => {
  const network = vpc();
  service(network);
  XRayTracing.of(app).enable({ collector: TraceCollector.xrayDaemon(MIRROR) });
  network.addInterfaceEndpoint('XRay', { service: ec2.InterfaceVpcEndpointAwsService.XRAY, subnets: SUBNETS });
  expect(idsIn(stack)).toEqual([]);
});

test.each<[string, (stack: Stack) => string]>([
  ['for FIPS', () => 'com.amazonaws.us-east-1.xray-fips'],
  ['of a service that only the deployment knows', (scope) => new CfnParameter(scope, 'ServiceName').valueAsString],
])('an endpoint %s', (_, serviceName) => {
  const network = vpc();
  service(network);
  XRayTracing.of(app).enable({ collector: TraceCollector.xrayDaemon(MIRROR) });
  network.addInterfaceEndpoint('XRay', { service: new ec2.InterfaceVpcEndpointService(serviceName(stack), 443), subnets: SUBNETS });
  expect(idsIn(stack)).toEqual([]);
});

test('a VPC of another stack', () => {
  service(vpc(new Stack(app, 'Network')));
  expect(missing()).toEqual(BOTH);
});

test('an isolated subnet of an imported VPC', () => {
  const imported = ec2.Vpc.fromVpcAttributes(stack, 'Vpc', { vpcId: 'vpc-1', availabilityZones: ['eu-west-1a'], isolatedSubnetIds: ['subnet-1'] });
  service(imported, fargateTask(stack), { vpcSubnets: { subnets: imported.isolatedSubnets } });
  expect(missing()).toEqual(BOTH);
});

test('a VPC that is still to be looked up, whose subnets are nothing but examples', () => {
  stack = new Stack(app, 'Regional', { env: { account: '111122223333', region: 'eu-west-1' } });
  const lookedUp = ec2.Vpc.fromLookup(stack, 'Vpc', { vpcName: 'shop' });
  service(lookedUp, fargateTask(stack), { vpcSubnets: { subnetType: ec2.SubnetType.PRIVATE_WITH_EGRESS } });
  expect(missing()).toEqual([]);
});

test('a service that names the family of its task definition', () => {
  service(vpc(), fargateTask(stack), { deploymentController: { type: ecs.DeploymentControllerType.CODE_DEPLOY } });
  expect(missing()).toEqual(BOTH);
});

test('what is raw', () => {
  const subnets = vpc().isolatedSubnets.map(({ subnetId }) => subnetId);
  new ecs.CfnService(stack, 'Service', { taskDefinition: rawTask(stack, FARGATE).ref, networkConfiguration: { awsvpcConfiguration: { subnets } } });
  expect(missing()).toEqual(BOTH);
});

describe('tasks that are started without a service', () => {
  const cluster = (ofVpc: ec2.IVpc) => new ecs.Cluster(stack, 'Cluster', { vpc: ofVpc });
  const machineOf = (state: sfn.IChainable) => new sfn.StateMachine(stack, 'Machine', { definitionBody: sfn.DefinitionBody.fromChainable(state) });
  const SAM_MACHINE = 'AWS::Serverless::StateMachine';
  const runs = (Parameters: any) => ({ StartAt: 'Run', States: { Run: { Type: 'Task', Resource: 'arn:aws:states:::ecs:runTask', Parameters, End: true } } });

  test.each<[string, (ofVpc: ec2.IVpc, taskDefinition: ecs.FargateTaskDefinition, subnetSelection: ec2.SubnetSelection) => unknown]>([
    ['by a rule, after another target', (ofVpc, taskDefinition, subnetSelection) => {
      const rule = new events.Rule(stack, 'Rule', { schedule: events.Schedule.rate(Duration.days(1)) });
      rule.addTarget(new targets.SqsQueue(new sqs.Queue(stack, 'Queue')));
      rule.addTarget(new targets.EcsTask({ cluster: cluster(ofVpc), taskDefinition, subnetSelection }));
    }],
    ['by a schedule', (ofVpc, taskDefinition, vpcSubnets) => new scheduler.Schedule(stack, 'Schedule', {
      schedule: scheduler.ScheduleExpression.rate(Duration.days(1)),
      target: new schedulerTargets.EcsRunFargateTask(cluster(ofVpc), { taskDefinition, vpcSubnets }),
    })],
    ['by an L1 of a rule that names the family', (ofVpc, { family: taskDefinitionArn }, selection) => {
      const awsVpcConfiguration = { subnets: ofVpc.selectSubnets(selection).subnetIds };
      const ecsParameters = { taskDefinitionArn, networkConfiguration: { awsVpcConfiguration } };
      return new events.CfnRule(stack, 'Rule', { targets: [{ id: 'Task', arn: 'arn', ecsParameters }] });
    }],
    ['by a pipe', (ofVpc, { taskDefinitionArn: TaskDefinitionArn }, selection) => {
      const AwsvpcConfiguration = { Subnets: ofVpc.selectSubnets(selection).subnetIds };
      const EcsTaskParameters = { TaskDefinitionArn, NetworkConfiguration: { AwsvpcConfiguration } };
      return rawResource(stack, 'Pipe', 'AWS::Pipes::Pipe', { TargetParameters: { EcsTaskParameters } });
    }],
    ['by a task set', (ofVpc, { taskDefinitionArn: taskDefinition }, selection) => {
      const awsVpcConfiguration = { subnets: ofVpc.selectSubnets(selection).subnetIds };
      return new ecs.CfnTaskSet(stack, 'TaskSet', { cluster: 'cluster', service: 'service', taskDefinition, networkConfiguration: { awsVpcConfiguration } });
    }],
    ['by a state machine', (ofVpc, taskDefinition, subnets) => machineOf(new tasks.EcsRunTask(stack, 'Run', {
      cluster: cluster(ofVpc),
      taskDefinition,
      subnets,
      launchTarget: new tasks.EcsFargateLaunchTarget(),
      integrationPattern: sfn.IntegrationPattern.RUN_JOB,
    }))],
    ['by a state machine in JSONata', (ofVpc, taskDefinition, subnets) => machineOf(tasks.EcsRunTask.jsonata(stack, 'Run', {
      cluster: cluster(ofVpc), taskDefinition, subnets, launchTarget: new tasks.EcsFargateLaunchTarget(),
    }))],
    ['by a state machine with a definition that is an object', (ofVpc, { taskDefinitionArn: TaskDefinition }, selection) => {
      const AwsvpcConfiguration = { Subnets: ofVpc.selectSubnets(selection).subnetIds };
      const Definition = runs({ TaskDefinition, NetworkConfiguration: { AwsvpcConfiguration } });
      return rawResource(stack, 'Machine', SAM_MACHINE, { Definition });
    }],
  ])('%s', (_, start) => {
    start(vpc(new Stack(app, 'Network')), fargateTask(stack), SUBNETS);
    expect(missing()).toEqual(BOTH);
  });

  test.each<[string, any]>([
    ['only the execution knows', { 'Subnets.$': '$.subnets' }],
    ['an expression computes', { Subnets: '{% $subnets %}' }],
    ['are none', { Subnets: ['x', null, 7] }],
  ])('but by a state machine in subnets that %s', (_, AwsvpcConfiguration) => {
    vpc();
    const TaskDefinition = fargateTask(stack).taskDefinitionArn;
    rawResource(stack, 'Machine', SAM_MACHINE, { Definition: runs({ TaskDefinition, NetworkConfiguration: { AwsvpcConfiguration } }) });
    expect(missing()).toEqual([]);
  });

  test('but by what names no subnets', () => {
    vpc();
    rawResource(stack, 'Rule', 'AWS::Events::Rule', { Targets: ['x', null, { EcsParameters: { TaskDefinitionArn: fargateTask(stack).taskDefinitionArn } }] });
    expect(missing()).toEqual([]);
  });
});

test.each<[string, TraceCollector, string[]]>([
  ['comes from a mirror', TraceCollector.cloudWatchAgent(MIRROR), ['NoWayToXRay']],
  ['sends through a proxy', TraceCollector.xrayDaemon({ proxyAddress: 'http://proxy:3128' }), ['ImageUnreachable']],
  ['is the ADOT collector and sends through a proxy', TraceCollector.adotCollector({ proxyAddress: 'http://proxy:3128' }), ['ImageUnreachable']],
  ['is the ADOT collector', TraceCollector.adotCollector(), BOTH],
  ['is of Docker Hub and sends wherever it likes', new TraceCollector({ name: 'x', container: { image: 'grafana/alloy:v1' } }), ['ImageUnreachable']],
  ['is of a registry that nobody knows', new TraceCollector({ name: 'x', container: { image: 'registry:5000/alloy' } }), []],
])('a collector that %s', (_, collector, ids) => {
  service(vpc());
  expect(missing({ collector })).toEqual(ids);
});

test.each<[string, () => string[]]>([
  ['of an import, which is split', () => Fn.split(',', Fn.importValue('Subnets'))],
  ['of a parameter', () => new CfnParameter(stack, 'Subnets', { type: 'List<AWS::EC2::Subnet::Id>' }).valueAsList],
])('a service with subnets %s, of which nobody knows anything', (_, subnets) => {
  const task = fargateTask(stack);
  new ecs.CfnService(stack, 'Service', { taskDefinition: task.taskDefinitionArn, networkConfiguration: { awsvpcConfiguration: { subnets: subnets() } } });
  expect(missing()).toEqual([]);
});

test('a sidecar that the user places', () => {
  const taskDefinition = fargateTask(stack);
  taskDefinition.addExtension(new XRaySidecar());
  service(vpc(), taskDefinition);
  expect(idsIn(stack)).toEqual(BOTH);
});

test('two task definitions, of which one is told nothing of its network', () => {
  const network = vpc();
  service(network);
  fargateTask(stack, 'Alone');
  expect(missing()).toEqual(BOTH);
});

test.each([
  [ecs.NetworkMode.AWS_VPC, ['NoWayToXRay']],
  [ecs.NetworkMode.BRIDGE, []],
])('tasks on container instances in network mode %s', (networkMode, ids) => {
  const cluster = new ecs.Cluster(stack, 'Cluster', { vpc: vpc() });
  cluster.addCapacity('Capacity', { instanceType: new ec2.InstanceType('t3.micro'), vpcSubnets: SUBNETS });
  new ecs.Ec2Service(stack, 'Service', {
    cluster, taskDefinition: ec2Task(stack, 'TaskDef', networkMode), minHealthyPercent: 50, ...networkMode === ecs.NetworkMode.AWS_VPC ? { vpcSubnets: SUBNETS } : {},
  });
  expect(missing()).toEqual(ids);
});

test('nothing is said where tasks get no collector', () => {
  const taskDefinition = fargateTask(stack);
  taskDefinition.addContainer('otel', { image: IMAGE });
  service(vpc(), taskDefinition);
  expect(missing({ ecs: { mode: EcsCollectorMode.NONE } })).toEqual([]);
});
