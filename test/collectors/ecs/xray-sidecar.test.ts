import { Aws, aws_ec2 as ec2, aws_ecr as ecr, aws_ecs as ecs, aws_iam as iam, aws_kms as kms, aws_logs as logs, CfnParameter, Fn, Stack } from 'aws-cdk-lib';
import { CollectorLogLevel, TraceCollector, XRayPermissions, XRaySidecar, type XRaySidecarProps, XRayTracing } from '../../../src';
import { templateOf, testApp, warningsOf } from '../../contract/apps';
import { containerIn, ec2Task, fargateTask, IMAGE, resourcesIn, taskIn, variablesOf } from '../../support/ecs';

let stack: Stack;

beforeEach(() => {
  stack = new Stack(testApp(), 'Stack');
});

const container = (name: string) => containerIn(taskIn(templateOf(stack)), name);

describe('the collector beside the application', () => {
  test('on Fargate', () => {
    fargateTask(stack).addExtension(new XRaySidecar());
    expect(container('xray-daemon')).toEqual({
      Name: 'xray-daemon',
      Image: 'public.ecr.aws/xray/aws-xray-daemon:3.6.6',
      Essential: false,
      Cpu: 32,
      MemoryReservation: 256,
      PortMappings: [{ ContainerPort: 2000, Protocol: 'udp' }, { ContainerPort: 2000, Protocol: 'tcp' }],
      LogConfiguration: {
        LogDriver: 'awslogs',
        Options: {
          'awslogs-group': { Ref: expect.stringMatching(/^TaskDefXRayLogGroup/) },
          'awslogs-region': { Ref: 'AWS::Region' },
          'awslogs-stream-prefix': 'xray-daemon',
        },
      },
    });
    expect(variablesOf(container('app'))).toEqual({
      AWS_XRAY_DAEMON_ADDRESS: '127.0.0.1:2000', AWS_XRAY_TRACING_NAME: 'Stack', AWS_XRAY_CONTEXT_MISSING: 'LOG_ERROR',
    });
  });

  test('in network mode bridge, linked and with ports of its own', () => {
    ec2Task(stack).addExtension(new XRaySidecar());
    expect(container('app').Links).toEqual(['xray-daemon']);
    expect(variablesOf(container('app')).AWS_XRAY_DAEMON_ADDRESS).toBe('xray-daemon:2000');
    expect(container('xray-daemon').PortMappings).toEqual([
      { ContainerPort: 2000, HostPort: 0, Protocol: 'udp' }, { ContainerPort: 2000, HostPort: 0, Protocol: 'tcp' },
    ]);
  });

  test.each([ecs.NetworkMode.HOST, ecs.NetworkMode.AWS_VPC])('in network mode %s, at the loopback address', (networkMode) => {
    ec2Task(stack, 'TaskDef', networkMode).addExtension(new XRaySidecar());
    expect(container('app').Links).toBeUndefined();
    expect(variablesOf(container('app')).AWS_XRAY_DAEMON_ADDRESS).toBe('127.0.0.1:2000');
    expect(container('xray-daemon').PortMappings[0]).toEqual({ ContainerPort: 2000, Protocol: 'udp' });
  });

  test('on servers outside of AWS', () => {
    const taskDefinition = new ecs.ExternalTaskDefinition(stack, 'TaskDef');
    taskDefinition.addContainer('app', { image: IMAGE, memoryLimitMiB: 128 });
    taskDefinition.addExtension(new XRaySidecar());
    expect(container('app').Links).toEqual(['xray-daemon']);
  });

  test('the region is told where the platform does not tell it', () => {
    fargateTask(stack, 'Fargate').addExtension(new XRaySidecar());
    ec2Task(stack, 'Ec2').addExtension(new XRaySidecar());
    const template = templateOf(stack);
    expect(containerIn(taskIn(template, 'Fargate'), 'xray-daemon').Environment).toBeUndefined();
    expect(variablesOf(containerIn(taskIn(template, 'Ec2'), 'xray-daemon'))).toEqual({ AWS_REGION: { Ref: 'AWS::Region' } });
  });

  test('a region that the collector is given goes first', () => {
    ec2Task(stack).addExtension(new XRaySidecar({ collector: TraceCollector.xrayDaemon({ region: 'eu-west-1' }) }));
    expect(variablesOf(container('xray-daemon'))).toEqual({ AWS_REGION: 'eu-west-1' });
  });

  test('it comes last and is never the default container, also where it was added first', () => {
    const taskDefinition = new ecs.FargateTaskDefinition(stack, 'TaskDef');
    taskDefinition.addExtension(new XRaySidecar());
    expect(taskDefinition.defaultContainer).toBeUndefined();
    const app = taskDefinition.addContainer('app', { image: IMAGE });
    expect(taskDefinition.defaultContainer).toBe(app);
    expect(taskIn(templateOf(stack)).ContainerDefinitions.map(({ Name: name }: any) => name)).toEqual(['app', 'xray-daemon']);
    expect(variablesOf(container('app')).AWS_XRAY_DAEMON_ADDRESS).toBe('127.0.0.1:2000');
  });

  test('its command, its health check and OTLP come from the collector', () => {
    fargateTask(stack, 'Daemon').addExtension(new XRaySidecar({ collector: TraceCollector.xrayDaemon({ logLevel: CollectorLogLevel.ERROR }) }));
    fargateTask(stack, 'Adot').addExtension(new XRaySidecar({ collector: TraceCollector.adotCollector() }));
    const template = templateOf(stack);
    expect(containerIn(taskIn(template, 'Daemon'), 'xray-daemon').Command).toEqual(['--log-level', 'error']);
    expect(containerIn(taskIn(template, 'Daemon'), 'xray-daemon').HealthCheck).toBeUndefined();
    const adot = containerIn(taskIn(template, 'Adot'), 'aws-otel-collector');
    expect(adot.HealthCheck).toMatchObject({ Command: ['CMD', '/healthcheck'] });
    expect(adot.PortMappings.map(({ ContainerPort: port }: any) => port)).toEqual([2000, 2000, 4317, 4318]);
    expect(variablesOf(containerIn(taskIn(template, 'Adot'), 'app'))).toMatchObject({
      OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:4318', OTEL_SERVICE_NAME: 'Stack/Adot',
    });
  });

  test('size and start order', () => {
    fargateTask(stack).addExtension(new XRaySidecar({ cpu: 16, memoryReservationMiB: 64, memoryLimitMiB: 128, startFirst: true }));
    expect(container('xray-daemon')).toMatchObject({ Cpu: 16, MemoryReservation: 64, Memory: 128 });
    expect(container('app').DependsOn).toEqual([{ ContainerName: 'xray-daemon', Condition: 'START' }]);
  });

  test('without `startFirst` nothing depends on it', () => {
    fargateTask(stack).addExtension(new XRaySidecar());
    expect(container('app').DependsOn).toBeUndefined();
  });
});

describe('a service that does not get its revisions from CloudFormation is warned of', () => {
  const notDeployed = () => warningsOf(stack).filter(({ text }) => text.includes('XRay::EcsRevisionNotDeployed')).map(({ path }) => path);

  function serviceOf(taskDefinition: ecs.FargateTaskDefinition, type: ecs.DeploymentControllerType, id = 'Service'): void {
    const cluster = stack.node.tryFindChild('Cluster') as ecs.Cluster | undefined ?? new ecs.Cluster(stack, 'Cluster', { vpc: new ec2.Vpc(stack, 'Vpc') });
    new ecs.FargateService(stack, id, { cluster, taskDefinition, deploymentController: { type }, minHealthyPercent: 50 });
  }

  test.each([
    [ecs.DeploymentControllerType.CODE_DEPLOY, ['/Stack/TaskDef/Resource']],
    [ecs.DeploymentControllerType.EXTERNAL, ['/Stack/TaskDef/Resource']],
    [ecs.DeploymentControllerType.ECS, []],
  ])('because of its deployment controller %s', (type, paths) => {
    const taskDefinition = fargateTask(stack);
    taskDefinition.addExtension(new XRaySidecar());
    serviceOf(taskDefinition, type);
    expect(notDeployed()).toEqual(paths);
  });

  test('for each task definition that it is', () => {
    const [first, second, other] = ['First', 'Second', 'Other'].map((id) => fargateTask(stack, id));
    [first, second, other].forEach((each) => each.addExtension(new XRaySidecar()));
    serviceOf(first, ecs.DeploymentControllerType.CODE_DEPLOY);
    serviceOf(second, ecs.DeploymentControllerType.CODE_DEPLOY, 'SecondService');
    serviceOf(other, ecs.DeploymentControllerType.ECS, 'OtherService');
    expect(notDeployed()).toEqual(['/Stack/First/Resource', '/Stack/Second/Resource']);
  });

  test('once where the whole app is traced as well', () => {
    XRayTracing.of(stack).enable();
    const taskDefinition = fargateTask(stack);
    taskDefinition.addExtension(new XRaySidecar());
    serviceOf(taskDefinition, ecs.DeploymentControllerType.CODE_DEPLOY);
    expect(notDeployed()).toHaveLength(1);
  });
});

describe('permission', () => {
  test('the task role may send', () => {
    fargateTask(stack).addExtension(new XRaySidecar());
    const roles = resourcesIn(templateOf(stack), 'AWS::IAM::Role');
    expect(JSON.stringify(roles.map(({ Properties: { ManagedPolicyArns: arns } }) => arns))).toContain('policy/AWSXrayWriteOnlyAccess');
  });

  test('in the way that was chosen', () => {
    fargateTask(stack).addExtension(new XRaySidecar({ permissions: XRayPermissions.inline() }));
    const statements = resourcesIn(templateOf(stack), 'AWS::IAM::Policy').flatMap(({ Properties: { PolicyDocument: document } }) => document.Statement);
    expect(statements).toContainEqual(expect.objectContaining({ Action: expect.arrayContaining(['xray:PutTraceSegments']) }));
  });

  test('a task role that takes no policies is warned of', () => {
    const role = new iam.Role(stack, 'Role', { assumedBy: new iam.ServicePrincipal('ecs-tasks.amazonaws.com') });
    const taskDefinition = new ecs.FargateTaskDefinition(stack, 'TaskDef', { taskRole: role.withoutPolicyUpdates() });
    taskDefinition.addContainer('app', { image: IMAGE });
    taskDefinition.addExtension(new XRaySidecar());
    expect(warningsOf(stack).map(({ text }) => text)).toEqual([expect.stringContaining('because it is used without policy updates')]);
    expect(JSON.stringify(templateOf(stack))).not.toContain('AWSXrayWriteOnlyAccess');
  });

  test.each([
    ['Fargate', fargateTask, false],
    ['container instances, where it takes over from the instance\'s role', ec2Task, true],
  ])('a new execution role for %s', (_, define, hasPolicy) => {
    define(stack).addExtension(new XRaySidecar());
    const template = templateOf(stack);
    const [role] = Object.entries<any>(template.Resources).filter(([id]) => /ExecutionRole[^D]/.test(id)).map(([, resource]) => resource);
    expect(JSON.stringify(role.Properties.ManagedPolicyArns ?? []).includes('AmazonECSTaskExecutionRolePolicy')).toBe(hasPolicy);
    const [policy] = resourcesIn(template, 'AWS::IAM::Policy');
    expect(policy.Properties.PolicyDocument.Statement).toEqual([{
      Effect: 'Allow', Action: ['logs:CreateLogStream', 'logs:PutLogEvents'], Resource: { 'Fn::GetAtt': [expect.stringMatching(/^TaskDefXRayLogGroup/), 'Arn'] },
    }]);
  });

  test('a mirror or pull-through cache in ECR: the execution role may pull', () => {
    const imageRegistry = '111122223333.dkr.ecr.eu-west-1.amazonaws.com/ecr-public';
    fargateTask(stack).addExtension(new XRaySidecar({ collector: TraceCollector.xrayDaemon({ imageRegistry }), logging: false }));
    const repository = { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':ecr:eu-west-1:111122223333:repository/ecr-public/xray/aws-xray-daemon']] };
    const [policy] = resourcesIn(templateOf(stack), 'AWS::IAM::Policy');
    expect(policy.Properties.PolicyDocument.Statement).toEqual([
      { Effect: 'Allow', Action: 'ecr:GetAuthorizationToken', Resource: '*' },
      { Effect: 'Allow', Action: ['ecr:BatchCheckLayerAvailability', 'ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'], Resource: repository },
      { Effect: 'Allow', Action: ['ecr:BatchImportUpstreamImage', 'ecr:CreateRepository'], Resource: repository },
    ]);
    expect(warningsOf(stack)).toEqual([]);
  });

  test.each<[string, (scope: Stack) => string, any[]]>([
    ['of the account and region of the stack', () => `${Aws.ACCOUNT_ID}.dkr.ecr.${Aws.REGION}.${Aws.URL_SUFFIX}/mirror/relay:1`,
      ['arn:', { Ref: 'AWS::Partition' }, ':ecr:', { Ref: 'AWS::Region' }, ':', { Ref: 'AWS::AccountId' }, ':repository/mirror/relay']],
    ['of the app', (scope) => new ecr.Repository(scope, 'Relay').repositoryUriForTag('1'),
      ['arn:', { Ref: 'AWS::Partition' }, ':ecr:', expect.objectContaining({ 'Fn::Select': [3, expect.anything()] }), ':',
        expect.objectContaining({ 'Fn::Select': [4, expect.anything()] }), ':repository/', { Ref: expect.stringMatching(/^Relay/) }]],
  ])('an image in a repository %s: the execution role may pull it', (_, imageIn, arn) => {
    const collector = new TraceCollector({ name: 'relay', container: { image: imageIn(stack) } });
    fargateTask(stack).addExtension(new XRaySidecar({ collector, logging: false }));
    const [policy] = resourcesIn(templateOf(stack), 'AWS::IAM::Policy');
    expect(policy.Properties.PolicyDocument.Statement[1]).toMatchObject({
      Action: ['ecr:BatchCheckLayerAvailability', 'ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'], Resource: { 'Fn::Join': ['', arn] },
    });
  });

  test('an image that the CDK builds: the execution role may pull it', () => {
    const image = Fn.sub('${AWS::AccountId}.dkr.ecr.${AWS::Region}.${AWS::URLSuffix}/cdk-assets-${AWS::AccountId}-${AWS::Region}:0123');
    fargateTask(stack).addExtension(new XRaySidecar({ collector: new TraceCollector({ name: 'relay', container: { image } }), logging: false }));
    const [policy] = resourcesIn(templateOf(stack), 'AWS::IAM::Policy');
    expect(policy.Properties.PolicyDocument.Statement[1].Resource).toEqual({
      'Fn::Sub': 'arn:${AWS::Partition}:ecr:${AWS::Region}:${AWS::AccountId}:repository/cdk-assets-${AWS::AccountId}-${AWS::Region}',
    });
  });

  test('an image that only the deployment knows: no permission is made up', () => {
    const image = new CfnParameter(stack, 'Image').valueAsString;
    fargateTask(stack).addExtension(new XRaySidecar({ collector: new TraceCollector({ name: 'relay', container: { image } }), logging: false }));
    expect(resourcesIn(templateOf(stack), 'AWS::IAM::Policy')).toEqual([]);
  });
});

describe('the collector\'s own log', () => {
  const logGroups = () => resourcesIn(templateOf(stack), 'AWS::Logs::LogGroup');

  test('is kept for a month, and deleted with the stack', () => {
    fargateTask(stack).addExtension(new XRaySidecar());
    expect(logGroups()).toEqual([expect.objectContaining({ DeletionPolicy: 'Delete', Properties: { RetentionInDays: 30 } })]);
  });

  test('retention and key; CloudWatch Logs may use the key', () => {
    const logEncryptionKey = new kms.Key(stack, 'Key');
    fargateTask(stack).addExtension(new XRaySidecar({ logRetention: logs.RetentionDays.ONE_WEEK, logEncryptionKey }));
    expect(logGroups()[0].Properties).toEqual({ RetentionInDays: 7, KmsKeyId: { 'Fn::GetAtt': [expect.stringMatching(/^Key/), 'Arn'] } });
    const [key] = resourcesIn(templateOf(stack), 'AWS::KMS::Key');
    expect(key.Properties.KeyPolicy.Statement).toContainEqual(expect.objectContaining({
      Principal: { Service: { 'Fn::Join': ['', ['logs.', { Ref: 'AWS::Region' }, '.', { Ref: 'AWS::URLSuffix' }]] } },
      Condition: { ArnLike: { 'kms:EncryptionContext:aws:logs:arn': expect.anything() } },
    }));
  });

  test('in a log group of the user', () => {
    fargateTask(stack).addExtension(new XRaySidecar({ logGroup: logs.LogGroup.fromLogGroupName(stack, 'Logs', 'collectors') }));
    expect(logGroups()).toEqual([]);
    expect(container('xray-daemon').LogConfiguration.Options['awslogs-group']).toBe('collectors');
  });

  test('nowhere', () => {
    fargateTask(stack).addExtension(new XRaySidecar({ logging: false }));
    expect(container('xray-daemon').LogConfiguration).toBeUndefined();
    expect(resourcesIn(templateOf(stack), 'AWS::IAM::Role')).toHaveLength(1);
  });
});

describe('the name of the application', () => {
  test('is the one that is given', () => {
    fargateTask(stack).addExtension(new XRaySidecar({ serviceName: 'orders' }));
    expect(variablesOf(container('app')).AWS_XRAY_TRACING_NAME).toBe('orders');
  });

  test.each(['Lager Köln: a\\b/%&#=+-@._', 'x'.repeat(200), Aws.STACK_NAME])('may be %j', (serviceName) => {
    expect(() => new XRaySidecar({ serviceName })).not.toThrow();
  });

  test.each<any>(['', 'orders (EU)', 'x'.repeat(201), 5, null])('may not be %j', (serviceName) => {
    expect(() => new XRaySidecar({ serviceName })).toThrow(new Error('`serviceName` must be 1 to 200 letters, digits, spaces and `_.:/%&#=+\\-@`, '
      + `as X-Ray takes it, for example "orders", got: ${JSON.stringify(serviceName)}`));
  });

  test('is the construct path, with characters that X-Ray takes', () => {
    fargateTask(stack, 'Orders (EU)').addExtension(new XRaySidecar());
    expect(variablesOf(container('app')).AWS_XRAY_TRACING_NAME).toBe('Stack/Orders -EU-');
  });

  test('a further container of the application has its own name after it; the essential one comes first', () => {
    const taskDefinition = new ecs.FargateTaskDefinition(stack, 'TaskDef');
    taskDefinition.addContainer('migrate', { image: IMAGE, essential: false });
    taskDefinition.addContainer('app', { image: IMAGE });
    taskDefinition.addExtension(new XRaySidecar());
    expect(variablesOf(container('app')).AWS_XRAY_TRACING_NAME).toBe('Stack');
    expect(variablesOf(container('migrate')).AWS_XRAY_TRACING_NAME).toBe('Stack/migrate');
  });
});

describe('errors', () => {
  const extend = (taskDefinition: ecs.TaskDefinition, props?: XRaySidecarProps) => taskDefinition.addExtension(new XRaySidecar(props));

  test.each<[string, XRaySidecarProps, RegExp]>([
    ['cpu', { cpu: -1 }, /`cpu` must be a whole number of at least 0, got: -1/],
    ['memoryReservationMiB', { memoryReservationMiB: 1.5 }, /`memoryReservationMiB` must be a whole number of at least 6, got: 1.5/],
    ['memoryLimitMiB', { memoryLimitMiB: 128 }, /`memoryLimitMiB` must be at least `memoryReservationMiB` \(256\), got: 128/],
    ['logging', { logging: false, logRetention: 7 }, /`logging` must not be false where/],
    ['permissions', { permissions: 'inline' as any }, /`permissions` must be made by `XRayPermissions`, .* got: "inline"/],
    ['collector', { collector: 'daemon' as any }, /`collector` must be a `TraceCollector`, .* got: "daemon"/],
  ])('%s', (_, props, message) => {
    expect(() => new XRaySidecar(props)).toThrow(message);
  });

  test('`logGroup` stands alone', () => {
    const logGroup = logs.LogGroup.fromLogGroupName(stack, 'Logs', 'collectors');
    expect(() => new XRaySidecar({ logGroup, logRetention: 7 })).toThrow(/`logGroup` must stand alone/);
  });

  test('a second one', () => {
    const taskDefinition = fargateTask(stack);
    extend(taskDefinition);
    expect(() => extend(taskDefinition)).toThrow(
      '[Stack/TaskDef] XRaySidecar cannot be added to this task definition: it has a container that is called xray-daemon already; '
      + 'add one XRaySidecar to each task definition, and call no other container so',
    );
  });

  test.each([
    ['Windows', () => new ecs.FargateTaskDefinition(stack, 'TaskDef', {
      cpu: 1024, memoryLimitMiB: 2048, runtimePlatform: { operatingSystemFamily: ecs.OperatingSystemFamily.WINDOWS_SERVER_2022_CORE },
    }), /its tasks run on Windows.*run a collector outside of the task/],
    ['Windows on container instances', () => new ecs.Ec2TaskDefinition(stack, 'TaskDef', { networkMode: ecs.NetworkMode.NAT }),
      /its tasks run on Windows.*install a collector on the container instances/],
    ['no network', () => new ecs.Ec2TaskDefinition(stack, 'TaskDef', { networkMode: ecs.NetworkMode.NONE }), /its containers have no network/],
  ])('%s', (_, define, message) => {
    expect(() => extend(define())).toThrow(message);
  });

  test('a collector that does not run in containers', () => {
    const collector = TraceCollector.xrayDaemon({ endpoint: 'https://xray-fips.us-east-1.amazonaws.com' });
    expect(() => extend(fargateTask(stack), { collector })).toThrow(/reads `endpoint` only from a file.*use another collector/);
  });

  test.each<[string, (taskDefinition: ecs.TaskDefinition) => void, XRaySidecarProps, RegExp]>([
    ['another collector', (task) => task.addContainer('own', { image: ecs.ContainerImage.fromRegistry('amazon/aws-xray-daemon') }), {},
      /its container own receives segments already; remove that container, or the XRaySidecar/],
    ['a port that is taken', (task) => task.addContainer('old', { image: IMAGE, portMappings: [{ containerPort: 2000 }] }), {},
      /its container old listens on port 2000\/tcp, which the collector xray-daemon needs.*move the container to another port/],
    ['a port within a range', (task) => task.addContainer('old', { image: IMAGE, portMappings: [{ containerPort: 0, containerPortRange: '4000-4500' }] }),
      { collector: TraceCollector.adotCollector() }, /listens on port 4317\/tcp.*or use a collector without OTLP/],
    ['too little memory', (task) => task.addContainer('big', { image: IMAGE, memoryReservationMiB: 400 }), {},
      /its task has 512 MiB of memory, of which its containers reserve 400, and the collector needs 256; give the task at least 656 MiB of memory/],
  ])('at synthesis: %s', (_, add, props, message) => {
    const taskDefinition = fargateTask(stack);
    extend(taskDefinition, props);
    add(taskDefinition);
    expect(() => templateOf(stack)).toThrow(message);
  });

  test('too little CPU, where the CDK does not see it', () => {
    const taskDefinition = new ecs.FargateTaskDefinition(stack, 'TaskDef', { cpu: 256 });
    taskDefinition.addContainer('app', { image: IMAGE });
    (taskDefinition.node.defaultChild as ecs.CfnTaskDefinition).cpu = '16';
    extend(taskDefinition);
    expect(() => templateOf(stack)).toThrow(/its task has 16 CPU units, of which its containers reserve 0, and the collector needs 32/);
  });

  test('in network mode bridge an application may have the same ports', () => {
    const taskDefinition = ec2Task(stack);
    taskDefinition.addContainer('old', { image: IMAGE, memoryLimitMiB: 64, portMappings: [{ containerPort: 2000, protocol: ecs.Protocol.UDP }] });
    extend(taskDefinition);
    expect(() => templateOf(stack)).not.toThrow();
  });
});

test('enabling tracing besides changes nothing', () => {
  const define = (enable: boolean) => {
    const app = testApp();
    const own = new Stack(app, 'Stack');
    fargateTask(own).addExtension(new XRaySidecar());
    if (enable) { XRayTracing.of(app).enable(); }
    return templateOf(own);
  };
  expect(define(true)).toEqual(define(false));
});
