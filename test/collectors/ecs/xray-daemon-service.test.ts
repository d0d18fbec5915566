import { type App, aws_ec2 as ec2, aws_ecs as ecs, Stack, Validations } from 'aws-cdk-lib';
import { EcsCollectorMode, TraceCollector, XRayDaemonService, type XRayDaemonServiceProps, XRayTracing } from '../../../src';
import { templateOf, testApp, warningsOf } from '../../contract/apps';
import { containerIn, ec2Task, fargateTask, IMAGE, rawTask, resourcesIn, taskIn, variablesOf } from '../../support/ecs';

let app: App;
let stack: Stack;
let vpc: ec2.IVpc;

beforeEach(() => {
  app = testApp();
  stack = new Stack(app, 'Stack');
  vpc = new ec2.Vpc(stack, 'Vpc', { natGateways: 0 });
});

function ec2Cluster(id = 'Cluster'): ecs.Cluster {
  const cluster = new ecs.Cluster(stack, id, { vpc });
  cluster.addCapacity('Capacity', { instanceType: new ec2.InstanceType('t3.micro') });
  return cluster;
}

const daemonService = (template: any) => resourcesIn(template, 'AWS::ECS::Service').find(({ Properties: { SchedulingStrategy: strategy } }) => strategy === 'DAEMON');

describe('the service', () => {
  test('runs one collector on the network of each container instance', () => {
    new XRayDaemonService(stack, 'Daemon', { cluster: ec2Cluster() });
    const template = templateOf(stack);
    expect(daemonService(template).Properties).toMatchObject({
      LaunchType: 'EC2', SchedulingStrategy: 'DAEMON', DeploymentConfiguration: { MinimumHealthyPercent: 0, MaximumPercent: 100, DeploymentCircuitBreaker: { Enable: true, Rollback: true } },
    });
    expect(warningsOf(stack).filter(({ text }) => text.includes('aws-ecs'))).toEqual([]);
    const task = taskIn(template);
    expect(task).toMatchObject({ NetworkMode: 'host', RequiresCompatibilities: ['EC2'] });
    expect(task.ContainerDefinitions).toEqual([expect.objectContaining({
      Name: 'xray-daemon',
      Essential: true,
      Environment: [{ Name: 'AWS_REGION', Value: { Ref: 'AWS::Region' } }],
      PortMappings: [{ ContainerPort: 2000, Protocol: 'udp' }, { ContainerPort: 2000, Protocol: 'tcp' }],
    })]);
  });

  test('may send, and its task has an execution role that may write the log and no more', () => {
    new XRayDaemonService(stack, 'Daemon', { cluster: ec2Cluster() });
    const template = templateOf(stack);
    expect(JSON.stringify(template)).toContain('AWSXrayWriteOnlyAccess');
    expect(JSON.stringify(template)).not.toContain('AmazonECSTaskExecutionRolePolicy');
  });

  test('takes size, log and collector', () => {
    new XRayDaemonService(stack, 'Daemon', { cluster: ec2Cluster(), collector: TraceCollector.adotCollector(), cpu: 64, memoryLimitMiB: 512, logging: false });
    expect(taskIn(templateOf(stack)).ContainerDefinitions).toEqual([expect.objectContaining({ Name: 'aws-otel-collector', Cpu: 64, Memory: 512 })]);
  });
});

describe('connected tasks', () => {
  test.each([
    [ecs.NetworkMode.HOST, '127.0.0.1:2000'],
    [ecs.NetworkMode.BRIDGE, '172.17.0.1:2000'],
  ])('in network mode %s', (networkMode, address) => {
    const daemon = new XRayDaemonService(stack, 'Daemon', { cluster: ec2Cluster() });
    const taskDefinition = ec2Task(stack, 'Orders', networkMode);
    daemon.connect(taskDefinition);
    taskDefinition.addContainer('later', { image: ecs.ContainerImage.fromRegistry('nginx'), memoryLimitMiB: 64 });
    const task = taskIn(templateOf(stack), 'Orders');
    expect(variablesOf(containerIn(task, 'app'))).toEqual({
      AWS_XRAY_DAEMON_ADDRESS: address, AWS_XRAY_TRACING_NAME: 'Stack/Orders', AWS_XRAY_CONTEXT_MISSING: 'LOG_ERROR',
    });
    expect(variablesOf(containerIn(task, 'later')).AWS_XRAY_TRACING_NAME).toBe('Stack/Orders/later');
    expect(daemon.applicationEnvironment(networkMode)).toEqual({ AWS_XRAY_DAEMON_ADDRESS: address });
  });

  test('by a name and a gateway of their own', () => {
    const daemon = new XRayDaemonService(stack, 'Daemon', { cluster: ec2Cluster(), bridgeGateway: '10.200.0.1' });
    daemon.connect(ec2Task(stack, 'Orders'), 'orders');
    expect(variablesOf(containerIn(taskIn(templateOf(stack), 'Orders'), 'app'))).toMatchObject({
      AWS_XRAY_DAEMON_ADDRESS: '10.200.0.1:2000', AWS_XRAY_TRACING_NAME: 'orders',
    });
  });

  test('need no permission, also where tracing is enabled besides', () => {
    const daemon = new XRayDaemonService(stack, 'Daemon', { cluster: ec2Cluster() });
    const taskDefinition = ec2Task(stack, 'Orders');
    daemon.connect(taskDefinition);
    XRayTracing.of(app).enable();
    const template = templateOf(stack);
    expect(taskIn(template, 'Orders').ContainerDefinitions).toHaveLength(1);
    expect(template.Resources[stack.resolve(taskDefinition.taskRole.roleName).Ref].Properties.ManagedPolicyArns).toBeUndefined();
  });

  test.each<[string, boolean | undefined, string[]]>([
    ['are', undefined, ['AwsSolutions-ECS2']],
    ['are not', false, []],
  ])('%s acknowledged to have variables, as the service says', (_, acknowledgeFindings, expected) => {
    const taskDefinition = ec2Task(stack, 'Orders');
    new XRayDaemonService(stack, 'Daemon', { cluster: ec2Cluster(), acknowledgeFindings }).connect(taskDefinition);
    app.synth();
    const metadata = taskDefinition.node.defaultChild!.node.metadata.filter(({ type }) => type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY);
    expect(metadata.flatMap(({ data }) => Object.keys(data)).map((id) => id.split('::').pop())).toEqual(expected);
  });

  test('may have an address of their own, if they are let in', () => {
    const daemon = new XRayDaemonService(stack, 'Daemon', { cluster: ec2Cluster() });
    daemon.allowFrom(new ec2.SecurityGroup(stack, 'Tasks', { vpc }));
    const rules = resourcesIn(templateOf(stack), 'AWS::EC2::SecurityGroupIngress').map(({ Properties }) => `${Properties.FromPort}/${Properties.IpProtocol}`);
    expect(rules.sort()).toEqual(['2000/tcp', '2000/udp']);
  });
});

function withL1(taskDefinition: ecs.TaskDefinition, props: Partial<ecs.CfnTaskDefinitionProps>): ecs.TaskDefinition {
  Object.assign(taskDefinition.node.defaultChild as ecs.CfnTaskDefinition, props);
  return taskDefinition;
}

describe('errors', () => {
  test.each([
    ['awsvpc', () => ec2Task(stack, 'Orders', ecs.NetworkMode.AWS_VPC), /`networkMode` must be host or bridge, got: "awsvpc".*add an `XRaySidecar`/],
    ['Fargate', () => fargateTask(stack, 'Orders'), /`taskDefinition` must not run on Fargate.*add an `XRaySidecar`/],
    ['no network', () => ec2Task(stack, 'Orders', ecs.NetworkMode.NONE), /`networkMode` must be host or bridge, got: "none"/],
    ['awsvpc, set on the L1', () => withL1(ec2Task(stack, 'Orders', ecs.NetworkMode.BRIDGE), { networkMode: 'awsvpc' }), /`networkMode` must be host or bridge, got: "awsvpc"/],
    ['Windows', () => withL1(ec2Task(stack, 'Orders', ecs.NetworkMode.BRIDGE), { runtimePlatform: { operatingSystemFamily: 'WINDOWS_SERVER_2022_CORE' } }),
      /`taskDefinition` must run on Linux, got one that runs on Windows.*set `AWS_XRAY_DAEMON_ADDRESS`/],
  ])('tasks that cannot reach it: %s', (_, define, message) => {
    const daemon = new XRayDaemonService(stack, 'Daemon', { cluster: ec2Cluster() });
    expect(() => daemon.connect(define())).toThrow(message);
  });

  test.each<[string, Partial<XRayDaemonServiceProps>, string]>([
    ['permissions', { permissions: 'inline' as any }, '`permissions` must be made by `XRayPermissions`, for example `XRayPermissions.inline()`, got: "inline"'],
    ['collector', { collector: {} as any }, '`collector` must be a `TraceCollector`, for example `TraceCollector.cloudWatchAgent()`, got: {}'],
    ['cpu', { cpu: 'x' as any }, '`cpu` must be a whole number of at least 0, got: "x"'],
    ['logRetention', { logRetention: 'x' as any }, '`logRetention` must be a member of `RetentionDays`, for example `RetentionDays.ONE_WEEK`, got: "x"'],
    ['memoryLimitMiB', { memoryLimitMiB: 128 }, '`memoryLimitMiB` must be at least `memoryReservationMiB` (256), got: 128'],
    ['logging', { logging: false, logRetention: 7 }, '`logging` must not be false where `logGroup`, `logRetention` or `logEncryptionKey` is set; leave it out'],
    ['bridgeGateway', { bridgeGateway: '' }, '`bridgeGateway` must be an IPv4 address, for example 172.17.0.1, got: ""'],
    ['bridgeGateway of too high a number', { bridgeGateway: '172.17.0.256' }, '`bridgeGateway` must be an IPv4 address, for example 172.17.0.1, got: "172.17.0.256"'],
  ])('a property that is something else: %s', (_, props, message) => {
    expect(() => new XRayDaemonService(stack, 'Daemon', { cluster: ec2Cluster(), ...props })).toThrow(new Error(`[Stack/Daemon] ${message}`));
  });

  test('a name that X-Ray does not take', () => {
    const daemon = new XRayDaemonService(stack, 'Daemon', { cluster: ec2Cluster() });
    expect(() => daemon.connect(ec2Task(stack, 'Orders', ecs.NetworkMode.BRIDGE), 'orders*'))
      .toThrow(/^\[Stack\/Orders\] `serviceName` must be 1 to 200 letters, .*got: "orders\*"$/);
  });

  test('a second one on the same cluster', () => {
    const cluster = ec2Cluster();
    new XRayDaemonService(stack, 'Daemon', { cluster });
    expect(() => new XRayDaemonService(stack, 'Again', { cluster })).toThrow('[Stack/Again] `cluster` must have no other daemon service, got one that has Stack/Daemon; use that');
  });

  test('a cluster without container instances', () => {
    new XRayDaemonService(stack, 'Daemon', { cluster: new ecs.Cluster(stack, 'Cluster', { vpc }) });
    expect(() => templateOf(stack)).toThrow(/`cluster` must have container instances, and has none: call `addAsgCapacityProvider\(\)`/);
  });

  test('a cluster whose container instances come later', () => {
    const cluster = new ecs.Cluster(stack, 'Cluster', { vpc });
    new XRayDaemonService(stack, 'Daemon', { cluster });
    cluster.addCapacity('Capacity', { instanceType: new ec2.InstanceType('t3.micro') });
    expect(daemonService(templateOf(stack))).toBeDefined();
  });

  test('a collector that does not run in containers', () => {
    const collector = TraceCollector.xrayDaemon({ concurrency: 4 });
    expect(() => new XRayDaemonService(stack, 'Daemon', { cluster: ec2Cluster(), collector })).toThrow(/`collector` cannot run as a service: .*`concurrency`/);
  });
});

describe('enable({ ecs: { mode: DAEMON_SERVICE } })', () => {
  const enable = () => {
    XRayTracing.of(app).enable({ ecs: { mode: EcsCollectorMode.DAEMON_SERVICE } });
    return templateOf(stack);
  };
  const serve = (cluster: ecs.ICluster, taskDefinition: ecs.Ec2TaskDefinition, id = 'Service') =>
    new ecs.Ec2Service(stack, id, { cluster, taskDefinition, minHealthyPercent: 50 });
  const names = (template: any, prefix: string) => taskIn(template, prefix).ContainerDefinitions.map(({ Name: name }: any) => name);

  test('one service for each cluster, which all its host and bridge tasks use', () => {
    const cluster = ec2Cluster();
    serve(cluster, ec2Task(stack, 'Bridge'), 'BridgeService');
    serve(cluster, ec2Task(stack, 'Host', ecs.NetworkMode.HOST), 'HostService');
    const template = enable();
    expect(resourcesIn(template, 'AWS::ECS::Service')).toHaveLength(3);
    expect(variablesOf(containerIn(taskIn(template, 'Bridge'), 'app')).AWS_XRAY_DAEMON_ADDRESS).toBe('172.17.0.1:2000');
    expect(variablesOf(containerIn(taskIn(template, 'Host'), 'app')).AWS_XRAY_DAEMON_ADDRESS).toBe('127.0.0.1:2000');
    expect(warningsOf(stack).filter(({ text }) => text.includes('XRay::'))).toEqual([]);
  });

  test.each<[string, ecs.NetworkMode, ecs.PortMapping]>([
    ['on the network of the host', ecs.NetworkMode.HOST, { containerPort: 2000 }],
    ['by its mapping', ecs.NetworkMode.BRIDGE, { containerPort: 80, hostPort: 2000 }],
  ])('no service beside a task that takes its port of the instance %s', (_, mode, mapping) => {
    const taskDefinition = new ecs.Ec2TaskDefinition(stack, 'App', { networkMode: mode });
    taskDefinition.addContainer('app', { image: IMAGE, memoryLimitMiB: 64, portMappings: [mapping] });
    serve(ec2Cluster(), taskDefinition);
    expect(resourcesIn(enable(), 'AWS::ECS::Service')).toHaveLength(1);
  });

  test('no service for a task on managed instances', () => {
    const task = rawTask(stack, { NetworkMode: 'host', RequiresCompatibilities: ['MANAGED_INSTANCES'], ContainerDefinitions: [{ Name: 'app', Image: 'nginx', Memory: 64 }] }, 'L1');
    new ecs.CfnService(stack, 'Service', { cluster: ec2Cluster().clusterName, taskDefinition: task.ref });
    const template = enable();
    expect(resourcesIn(template, 'AWS::ECS::Service')).toHaveLength(1);
    expect(names(template, 'L1')).toEqual(['app', 'xray-daemon']);
  });

  test('a service that the user placed is used', () => {
    const cluster = ec2Cluster();
    new XRayDaemonService(stack, 'Daemon', { cluster });
    serve(cluster, ec2Task(stack, 'Bridge'));
    expect(resourcesIn(enable(), 'AWS::ECS::Service')).toHaveLength(2);
  });

  test('an L1 service', () => {
    const cluster = ec2Cluster();
    const task = rawTask(stack, { NetworkMode: 'bridge', ContainerDefinitions: [{ Name: 'app', Image: 'nginx', Memory: 64 }] }, 'L1');
    new ecs.CfnService(stack, 'Service', { cluster: cluster.clusterName, taskDefinition: task.ref });
    const template = enable();
    expect(daemonService(template)).toBeDefined();
    expect(names(template, 'L1')).toEqual(['app']);
  });

  test.each<[string, () => void]>([
    ['an L2 whose deployment controller is CODE_DEPLOY', () => {
      new ecs.Ec2Service(stack, 'Service', { cluster: ec2Cluster(), taskDefinition: ec2Task(stack, 'App'), deploymentController: { type: ecs.DeploymentControllerType.CODE_DEPLOY }, minHealthyPercent: 50 });
    }],
    ['an L1 with a revision', () => {
      rawTask(stack, { Family: 'orders', NetworkMode: 'bridge', ContainerDefinitions: [{ Name: 'app', Image: 'nginx', Memory: 64 }] }, 'App');
      new ecs.CfnService(stack, 'Service', { cluster: ec2Cluster().clusterName, taskDefinition: 'orders:7' });
    }],
    ['an L1 of another stack', () => {
      rawTask(stack, { Family: 'orders', NetworkMode: 'bridge', ContainerDefinitions: [{ Name: 'app', Image: 'nginx', Memory: 64 }] }, 'App');
      new ecs.CfnService(new Stack(app, 'Services'), 'Service', { cluster: ec2Cluster().clusterName, taskDefinition: 'orders' });
    }],
  ])('a service that names the family of its task definition: %s', (_, define) => {
    define();
    const template = enable();
    expect(daemonService(template)).toBeDefined();
    expect(names(template, 'App')).toEqual(['app']);
  });

  describe('a daemon service of the user\'s own', () => {
    const PORTS = [{ containerPort: 2000, protocol: ecs.Protocol.UDP }];
    const daemonTask = (networkMode: ecs.NetworkMode, image: string, portMappings: ecs.PortMapping[] = []) => {
      const taskDefinition = new ecs.Ec2TaskDefinition(stack, 'Own', { networkMode });
      taskDefinition.addContainer('collector', { image: ecs.ContainerImage.fromRegistry(image), memoryLimitMiB: 64, portMappings });
      return taskDefinition;
    };
    const own = (cluster: ecs.ICluster, taskDefinition: ecs.Ec2TaskDefinition) => new ecs.Ec2Service(stack, 'OwnService', { cluster, taskDefinition, daemon: true });
    const daemons = (template: any) => resourcesIn(template, 'AWS::ECS::Service').filter(({ Properties: { SchedulingStrategy: strategy } }) => strategy === 'DAEMON');
    const DAEMON = 'public.ecr.aws/xray/aws-xray-daemon:3.x';

    test.each<[string, ecs.NetworkMode, string, ecs.PortMapping[]]>([
      ['on the network of the host', ecs.NetworkMode.HOST, DAEMON, []],
      ['with the port of the host', ecs.NetworkMode.BRIDGE, DAEMON, [{ ...PORTS[0], hostPort: 2000 }]],
      ['of an image that nobody knows, by its port', ecs.NetworkMode.HOST, 'registry.example.com/telemetry', PORTS],
    ])('%s is used', (_, mode, image, ports) => {
      const cluster = ec2Cluster();
      own(cluster, daemonTask(mode, image, ports));
      serve(cluster, ec2Task(stack, 'Bridge'), 'BridgeService');
      serve(cluster, ec2Task(stack, 'Host', ecs.NetworkMode.HOST), 'HostService');
      const template = enable();
      expect(daemons(template)).toHaveLength(1);
      expect(names(template, 'Bridge')).toEqual(['app']);
      expect(variablesOf(containerIn(taskIn(template, 'Bridge'), 'app')).AWS_XRAY_DAEMON_ADDRESS).toBe('172.17.0.1:2000');
      expect(variablesOf(containerIn(taskIn(template, 'Host'), 'app')).AWS_XRAY_DAEMON_ADDRESS).toBe('127.0.0.1:2000');
    });

    test.each<[string, ecs.NetworkMode, string, ecs.PortMapping[]]>([
      ['that leaves the port of the host to chance', ecs.NetworkMode.BRIDGE, DAEMON, PORTS],
      ['that forwards logs', ecs.NetworkMode.HOST, 'fluent-bit', [{ containerPort: 24224 }]],
    ])('%s is none', (_, mode, image, ports) => {
      const cluster = ec2Cluster();
      own(cluster, daemonTask(mode, image, ports));
      serve(cluster, ec2Task(stack, 'App'));
      expect(daemons(enable())).toHaveLength(2);
    });

    test('on another cluster is none', () => {
      own(ec2Cluster('Other'), daemonTask(ecs.NetworkMode.HOST, DAEMON));
      serve(ec2Cluster(), ec2Task(stack, 'App'));
      expect(daemons(enable())).toHaveLength(2);
    });

    test('is used on an imported cluster, too', () => {
      const cluster = ecs.Cluster.fromClusterAttributes(stack, 'Imported', { clusterName: 'shared', vpc });
      own(cluster, daemonTask(ecs.NetworkMode.HOST, DAEMON));
      serve(cluster, ec2Task(stack, 'App'));
      const template = enable();
      expect(daemons(template)).toHaveLength(1);
      expect(names(template, 'App')).toEqual(['app']);
    });

    test('may take no OpenTelemetry spans, of which a collector for them warns', () => {
      const cluster = ec2Cluster();
      own(cluster, daemonTask(ecs.NetworkMode.HOST, DAEMON));
      serve(cluster, ec2Task(stack, 'App'));
      XRayTracing.of(app).enable({ collector: TraceCollector.adotCollector(), ecs: { mode: EcsCollectorMode.DAEMON_SERVICE } });
      expect(Object.keys(variablesOf(containerIn(taskIn(templateOf(stack), 'App'), 'app')))).toEqual(['AWS_XRAY_DAEMON_ADDRESS', 'AWS_XRAY_TRACING_NAME', 'AWS_XRAY_CONTEXT_MISSING']);
      expect(warningsOf(stack).map(({ text }) => text)).toContainEqual(
        expect.stringMatching(/^The service Stack\/OwnService\/Service runs a collector on each container instance already.*\[ack: XRay::EcsDaemonServiceFound\]$/),
      );
    });
  });

  test.each<[string, () => void]>([
    ['Fargate', () => { fargateTask(stack, 'App'); }],
    ['network mode awsvpc', () => { serve(ec2Cluster(), ec2Task(stack, 'App', ecs.NetworkMode.AWS_VPC)); }],
    ['a cluster that nobody can tell', () => { ec2Task(stack, 'App'); }],
    ['an imported cluster', () => {
      serve(ecs.Cluster.fromClusterAttributes(stack, 'Imported', { clusterName: 'shared', vpc }), ec2Task(stack, 'App'));
    }],
    ['servers outside of AWS', () => {
      new ecs.ExternalTaskDefinition(stack, 'App').addContainer('app', { image: ecs.ContainerImage.fromRegistry('nginx'), memoryLimitMiB: 64 });
    }],
  ])('a sidecar for %s', (_, define) => {
    define();
    const template = enable();
    expect(daemonService(template)).toBeUndefined();
    expect(names(template, 'App')).toEqual(['app', 'xray-daemon']);
  });

  test('enabling twice is enabling once', () => {
    serve(ec2Cluster(), ec2Task(stack, 'Bridge'));
    XRayTracing.of(stack).enable({ ecs: { mode: EcsCollectorMode.DAEMON_SERVICE } });
    expect(resourcesIn(enable(), 'AWS::ECS::Service')).toHaveLength(2);
  });
});
