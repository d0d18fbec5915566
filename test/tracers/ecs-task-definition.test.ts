import { aws_ecs as ecs } from 'aws-cdk-lib';
import { InspectedResource, TracerRegistry, TracingStatus } from '../../src';
import { tracerContract } from '../contract/tracer-contract';
import { inspectedStatus } from '../support/inspect';

const TYPE = 'AWS::ECS::TaskDefinition';
const APP = { Name: 'app', Image: 'public.ecr.aws/nginx/nginx:1.29' };
const DAEMON = { Name: 'daemon', Image: 'public.ecr.aws/xray/aws-xray-daemon:3.6.6' };

const FARGATE = { RequiresCompatibilities: ['FARGATE'], NetworkMode: 'awsvpc', Cpu: '256', Memory: '512' };

tracerContract({
  resourceType: TYPE,
  properties: { ...FARGATE, ContainerDefinitions: [APP] },
  l1: (scope, id, sender) => new ecs.CfnTaskDefinition(scope, id, {
    requiresCompatibilities: ['FARGATE'],
    networkMode: 'awsvpc',
    cpu: '256',
    memory: '512',
    containerDefinitions: [{ name: 'app', image: APP.Image }],
    taskRoleArn: sender,
  }),
  traced: { ContainerDefinitions: [APP, DAEMON] },
  hidden: { NetworkMode: { Ref: 'AWS::StackName' } },
  changes: ['ContainerDefinitions', 'ExecutionRoleArn'],
  service: 'ecs-tasks.amazonaws.com',
  companions: ['AWS::IAM::Policy', 'AWS::IAM::Role', 'AWS::Logs::LogGroup'],
});

function inspect(properties: Record<string, any>) {
  const template = { Resources: { TaskDef: { Type: TYPE, Properties: properties } } };
  return TracerRegistry.builtIn().inspect(InspectedResource.fromTemplate(template, 'TaskDef'));
}

const withContainers = (...containers: any[]) => inspect({ ...FARGATE, ContainerDefinitions: containers });
const withImage = (image: any, name = 'sidecar') => withContainers(APP, { Name: name, Image: image });
const withVariable = (name: string, value: any, properties: Record<string, any> = {}) =>
  inspect({ ...FARGATE, ...properties, ContainerDefinitions: [{ ...APP, Environment: [{ Name: name, Value: value }] }] });

test('a container that is AWS::NoValue is none, and one of another function is not known', () => {
  expect(withContainers(APP, { Ref: 'AWS::NoValue' })).toMatchObject({ status: TracingStatus.UNTRACED });
  expect(withContainers(APP, { Ref: 'More' })).toMatchObject({ status: TracingStatus.UNKNOWN });
});

describe('a collector is recognised', () => {
  test.each([
    ['the daemon', 'public.ecr.aws/xray/aws-xray-daemon:3.x'],
    ['the daemon on Docker Hub', 'amazon/aws-xray-daemon'],
    ['the daemon by digest', `public.ecr.aws/xray/aws-xray-daemon@sha256:${'0'.repeat(64)}`],
    ['a mirror with a port', 'registry.example.com:5000/mirror/xray-daemon:1'],
    ['a pull-through cache', '111122223333.dkr.ecr.eu-west-1.amazonaws.com/ecr-public/xray/aws-xray-daemon:3.6.6'],
    ['the agent', 'public.ecr.aws/cloudwatch-agent/cloudwatch-agent:latest'],
    ['the ADOT collector', 'public.ecr.aws/aws-observability/aws-otel-collector:v0.49.0'],
    ['the OpenTelemetry collector', 'otel/opentelemetry-collector-contrib:0.140.0'],
    ['a variable of Fn::Sub itself', { 'Fn::Sub': ['${Image}:${Version}', { Image: 'amazon/aws-xray-daemon' }] }],
    ['a registry of the account', { 'Fn::Sub': '${AWS::AccountId}.dkr.ecr.${AWS::Region}.${AWS::URLSuffix}/xray/aws-xray-daemon:${Version}' }],
    ['an image that is composed', { 'Fn::Join': ['', [{ Ref: 'AWS::AccountId' }, '.dkr.ecr.eu-west-1.amazonaws.com/aws-xray-daemon:', { Ref: 'Tag' }]] }],
    ['an image with variables', { 'Fn::Sub': ['${Registry}/aws-xray-daemon', { Registry: 'x' }] }],
  ])('%s', (_, image) => {
    expect(withImage(image)?.status).toBe(TracingStatus.TRACED);
  });

  test.each([
    ['a parameter', { Ref: 'Image' }],
    ['an asset of the CDK', { 'Fn::Sub': '${AWS::AccountId}.dkr.ecr.eu-west-1.${AWS::URLSuffix}/cdk-hnb659fds-container-assets-1-eu-west-1:abc' }],
    ['a repository of the template', { 'Fn::Join': ['', ['x/', { Ref: 'Repository' }, ':latest']] }],
  ])('by its name, where its image is %s', (_, image) => {
    expect(withImage(image, 'xray-daemon')?.status).toBe(TracingStatus.TRACED);
    expect(withImage(image, 'worker')?.status).toBe(TracingStatus.UNTRACED);
  });

  const byParameter = (Image: any, parameter: any, Name = 'sidecar') => inspectedStatus(
    { Type: TYPE, Properties: { ...FARGATE, ContainerDefinitions: [{ Name, Image }, APP] } },
    { Parameters: { Image: parameter } },
  );

  test.each<[string, any, any]>([
    ['a collector', { Ref: 'Image' }, { Type: 'String', Default: 'public.ecr.aws/aws-observability/aws-otel-collector:v0.43.1' }],
    ['a collector, in a substitution', { 'Fn::Sub': '${Image}' }, { Type: 'String', Default: 'amazon/aws-xray-daemon' }],
  ])('by the default of the parameter that is its image: %s', (_, image, parameter) => {
    expect(byParameter(image, parameter)).toBe(TracingStatus.TRACED);
  });

  test.each<[string, any]>([
    ['another image', { Type: 'String', Default: 'nginx' }],
    ['the name of a parameter elsewhere', { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/images/aws-xray-daemon' }],
    ['nothing', { Type: 'String', Default: '' }],
    ['no text', { Type: 'String', Default: ['aws-xray-daemon'] }],
    ['unknown', null],
  ])('not by a parameter whose default is %s, but by its name all the same', (_, parameter) => {
    expect(byParameter({ Ref: 'Image' }, parameter)).toBe(TracingStatus.UNTRACED);
    expect(byParameter({ Ref: 'Image' }, parameter, 'xray-daemon')).toBe(TracingStatus.TRACED);
  });

  test.each<[string, any, TracingStatus]>([
    ['with the daemon\'s port', [{ ContainerPort: 2000, Protocol: 'udp' }], TracingStatus.TRACED],
    ['with the daemon\'s port as a text', [{ ContainerPort: '2000', Protocol: 'udp' }], TracingStatus.TRACED],
    ['with another port', [{ ContainerPort: 443, Protocol: 'tcp' }], TracingStatus.UNTRACED],
    ['without a port', undefined, TracingStatus.UNTRACED],
  ])('by its port, where its image is called just xray, as a proxy is: %s', (_, PortMappings, expected) => {
    expect(withContainers(APP, { Name: 'sidecar', Image: 'registry.example.com/xray:1', PortMappings })?.status).toBe(expected);
  });

  test.each([
    ['its tag', 'sidecar', '111122223333.dkr.ecr.eu-west-1.amazonaws.com/base-images:aws-xray-daemon-3.x'],
    ['its tag, in a registry with a port', 'sidecar', 'registry.example.com:5000/base-images:xray-daemon'],
    ['its name', 'xray-daemon', '111122223333.dkr.ecr.eu-west-1.amazonaws.com/my-xray:1'],
    ['another name', 'XRayDaemon', 'registry.example.com/base:1'],
    ['a short name', 'xray', { 'Fn::Sub': 'registry.example.com/base:${Tag}' }],
  ])('by the daemon\'s port and %s', (_, Name, Image) => {
    const statusWith = (PortMappings: any) => withContainers(APP, { Name, Image, PortMappings })?.status;
    expect(statusWith([{ ContainerPort: 2000, Protocol: 'udp' }])).toBe(TracingStatus.TRACED);
    expect(statusWith([{ ContainerPort: 2000 }])).toBe(TracingStatus.UNTRACED);
    expect(statusWith(undefined)).toBe(TracingStatus.UNTRACED);
  });

  test.each([
    ['xray-demo', 'registry.example.com/shop:without-xray'],
    ['app', 'registry.example.com/xray-sample:1'],
    ['app', 'registry.example.com:2000/shop'],
  ])('not by the daemon\'s port alone: %s, %s', (Name, Image) => {
    expect(withContainers({ Name, Image, PortMappings: [{ ContainerPort: 2000, Protocol: 'udp' }] })?.status).toBe(TracingStatus.UNTRACED);
  });

  test.each([
    ['another image', 'public.ecr.aws/nginx/nginx:1.29'],
    ['an image that has the name in its path', 'example.com/aws-xray-daemon/tools:1'],
    ['the instrumentation of ADOT', 'public.ecr.aws/aws-observability/adot-autoinstrumentation-java:v2'],
  ])('not %s', (_, image) => {
    expect(withImage(image, 'xray-daemon')?.status).toBe(TracingStatus.UNTRACED);
  });
});

test.each<[string | undefined, TracingStatus | undefined]>([
  ['public.ecr.aws/aws-observability/aws-for-fluent-bit:stable', undefined],
  [undefined, TracingStatus.UNTRACED],
])('a helper is recognised by the default of the parameter that is its image: %s', (Default, expected) => {
  const task = { Type: TYPE, Properties: { ...FARGATE, ContainerDefinitions: [{ Name: 'router', Image: { Ref: 'Image' } }] } };
  expect(inspectedStatus(task, { Parameters: { Image: { Type: 'String', Default } } })).toBe(expected);
});

const METRICS_AGENT = {
  Name: 'cwagent', Image: 'public.ecr.aws/cloudwatch-agent/cloudwatch-agent:latest', Environment: [{ Name: 'CW_CONFIG_CONTENT', Value: '{"metrics":{}}' }],
};

describe('a CloudWatch agent', () => {
  const agent = (Value: any) => withContainers(APP, { ...METRICS_AGENT, Environment: [{ Name: 'CW_CONFIG_CONTENT', Value }] });

  test.each([
    ['a text', '{"metrics":{}}'],
    ['a text with names that only the deployment knows', { 'Fn::Sub': ['{ "metrics": { "namespace": "${Space}", "metrics_collected": {} } }', { Space: { Ref: 'Name' } }] }],
    ['a text with numbers that only the deployment knows', { 'Fn::Sub': '{"agent":{"metrics_collection_interval":${Seconds}},"metrics":{}}' }],
  ])('that collects metrics only receives no traces, and says so: %s', (_, value) => {
    expect(agent(value)).toMatchObject({
      status: TracingStatus.UNTRACED, reason: 'its collector takes metrics only, no traces',
    });
  });

  test.each([
    ['a section for traces', '{"traces":{"traces_collected":{"xray":{}}}}'],
    ['a section for OpenTelemetry', '{"opentelemetry":{"collect":{"otlp":{}}}}'],
    ['a configuration that only the deployment knows', { Ref: 'Config' }],
    ['a section that only the deployment knows', { 'Fn::Sub': '{"metrics":{},${Sections}}' }],
    ['a section whose name only the deployment knows', { 'Fn::Sub': '{"${Section}":{}}' }],
    ['a section for traces, and a region that only the deployment knows', { 'Fn::Sub': '{"agent":{"region":"${AWS::Region}"},"traces":{}}' }],
  ])('receives traces with %s', (_, value) => {
    expect(agent(value)?.status).toBe(TracingStatus.TRACED);
  });
});

describe('a CloudWatch agent with other variables', () => {
  const agent = (variables: Record<string, any>) =>
    withContainers(APP, { ...METRICS_AGENT, Environment: Object.entries(variables).map(([Name, Value]) => ({ Name, Value })) });
  const [METRICS, TRACES] = ['metrics', 'traces/xray'].map((pipeline) => `service:\n  pipelines:\n    ${pipeline}:\n      receivers: [otlp]\n`);

  test.each<[string, Record<string, any>]>([
    ['its default', { USE_DEFAULT_CONFIG: 'True' }],
    ['pipelines of OpenTelemetry besides', { CW_CONFIG_CONTENT: '{"metrics":{}}', CW_OTEL_CONFIG_CONTENT: METRICS }],
  ])('takes metrics only by %s', (_, variables) => {
    expect(agent(variables)).toMatchObject({ status: TracingStatus.UNTRACED, reason: 'its collector takes metrics only, no traces' });
  });

  test.each<[string, Record<string, any>]>([
    ['a pipeline of OpenTelemetry besides', { CW_CONFIG_CONTENT: '{"metrics":{}}', CW_OTEL_CONFIG_CONTENT: TRACES }],
    ['a pipeline of OpenTelemetry besides its default', { USE_DEFAULT_CONFIG: 'True', CW_OTEL_CONFIG_CONTENT: TRACES }],
    ['its own configuration, which goes before the default', { USE_DEFAULT_CONFIG: 'True', CW_CONFIG_CONTENT: '{"traces":{}}' }],
    ['what may be anything', {}],
  ])('receives traces by %s', (_, variables) => {
    expect(agent(variables)?.status).toBe(TracingStatus.TRACED);
  });
});

describe('a CloudWatch agent that is configured by a secret', () => {
  const statusWith = (ValueFrom: any, beside: Record<string, any>) => inspectedStatus(
    {
      Type: 'AWS::ECS::TaskDefinition',
      Properties: { NetworkMode: 'awsvpc', ContainerDefinitions: [APP, { ...METRICS_AGENT, Environment: [], Secrets: [{ Name: 'CW_CONFIG_CONTENT', ValueFrom }] }] },
    },
    { Resources: beside },
  );
  const parameter = (Value: any) => ({ Config: { Type: 'AWS::SSM::Parameter', Properties: { Name: 'ecs-cwagent', Value } } });
  const secret = (SecretString: any) => ({ Config: { Type: 'AWS::SecretsManager::Secret', Properties: { SecretString } } });

  test.each<[string, any, any]>([
    ['a parameter', { Ref: 'Config' }, parameter('{"logs":{"metrics_collected":{"emf":{}}}}')],
    ['the ARN of a parameter', { 'Fn::Join': ['', ['arn:aws:ssm:eu-west-1:111122223333:parameter/', { Ref: 'Config' }]] }, parameter('{"metrics":{}}')],
    ['the name of a parameter', 'ecs-cwagent', parameter('{"metrics":{}}')],
    ['a secret', { Ref: 'Config' }, secret('{"metrics":{}}')],
  ])('and takes metrics only by %s', (_, valueFrom, beside) => {
    expect(statusWith(valueFrom, beside)).toBe(TracingStatus.UNTRACED);
  });

  test.each<[string, any, any]>([
    ['takes traces', { Ref: 'Config' }, parameter('{"traces":{"traces_collected":{"xray":{}}}}')],
    ['may take them', { Ref: 'Config' }, parameter({ Ref: 'Text' })],
    ['may take them, as a secret that is made at the deployment', { Ref: 'Config' }, secret(undefined)],
    ['may take them, as a parameter elsewhere', 'AmazonCloudWatch-agent', parameter('{"metrics":{}}')],
  ])('and %s', (_, valueFrom, beside) => {
    expect(statusWith(valueFrom, beside)).toBe(TracingStatus.TRACED);
  });
});

describe('a collector of ADOT', () => {
  const adot = (properties: any) => withContainers(APP, { Name: 'adot', Image: 'public.ecr.aws/aws-observability/aws-otel-collector:v0.49.0', ...properties });
  const configured = (Value: any) => adot({ Environment: [{ Name: 'AOT_CONFIG_CONTENT', Value }] });
  const METRICS = 'receivers:\n  otlp:\nservice:\n  pipelines:\n    metrics:\n      receivers: [otlp]\n';

  test.each<[string, any]>([
    ['a file of its image', adot({ Command: ['--config=/etc/ecs/ecs-cloudwatch.yaml'] })],
    ['the file of its image for container instances', adot({ Command: ['--config=/etc/ecs/otel-instance-metrics-config.yaml'] })],
    ['another file of its image', adot({ Command: ['--config=/etc/ecs/ecs-amp-prometheus.yaml'] })],
    ['its own configuration', configured(METRICS)],
    ['its own configuration, of which the deployment knows values', configured({ 'Fn::Sub': `exporters:\n  awsemf:\n    region: '\${AWS::Region}'\n    log_group_name: "/metrics/\${Cluster}"\n${METRICS}` })],
    ['its own configuration, which goes before the file', adot({ Command: ['--config=/etc/ecs/ecs-xray.yaml'], Environment: [{ Name: 'AOT_CONFIG_CONTENT', Value: METRICS }] })],
  ])('takes metrics only by %s', (_, finding) => {
    expect(finding).toMatchObject({ status: TracingStatus.UNTRACED, reason: 'its collector takes metrics only, no traces' });
  });

  test.each<[string, any]>([
    ['nothing', adot({})],
    ['a file of its image', adot({ Command: ['--config=/etc/ecs/ecs-cloudwatch-xray.yaml'] })],
    ['another file', adot({ Command: ['--config=/etc/own.yaml'] })],
    ['its own configuration', configured(`${METRICS}    traces/2:\n      receivers: [awsxray]\n`)],
    ['its own configuration in JSON', configured('{"service":{"pipelines":{"traces":{}}}}')],
    ['what only the deployment knows', configured({ 'Fn::Sub': '${Pipelines}' })],
    ['pipelines that only the deployment knows', configured({ 'Fn::Sub': `${METRICS}    \${Pipelines}` })],
    ['pipelines whose names only the deployment knows', configured({ 'Fn::Sub': '{"service":{"pipelines":{"metrics":{}, "${Pipeline}": {}}}}' })],
  ])('takes traces by %s', (_, finding) => {
    expect(finding?.status).toBe(TracingStatus.TRACED);
  });
});

describe('a task without room for a collector says so:', () => {
  const task = (properties: any) => inspect({ NetworkMode: 'awsvpc', RequiresCompatibilities: ['FARGATE'], ...properties });

  test.each<[string, any, string | undefined, string | undefined]>([
    ['by its memory', { Cpu: 256, Memory: '512', ContainerDefinitions: [{ ...APP, Memory: 512 }] },
      'its task has 512 MiB of memory, of which its containers reserve 512, and the collector needs 256',
      'give the task at least 768 MiB of memory (AWS Fargate has certain sizes only), or reserve less for its containers'],
    ['by memory of which a collector could take less', { Cpu: 256, Memory: '512', ContainerDefinitions: [{ ...APP, Memory: 506 }] },
      'its task has 512 MiB of memory, of which its containers reserve 506, and the collector needs 256',
      'give the task at least 762 MiB of memory (AWS Fargate has certain sizes only), reserve less for its containers, or set `memoryReservationMiB` of the collector'],
    ['although it runs a CloudWatch agent for metrics', { Cpu: '256', Memory: '1024', ContainerDefinitions: [{ ...APP, Cpu: 256 }, METRICS_AGENT] },
      'its task has 256 CPU units, of which its containers reserve 256, and the collector needs 32', 'give the task at least 288 CPU units'],
    ['by its CPU', { Cpu: '256', Memory: '1024', ContainerDefinitions: [{ ...APP, Cpu: 256 }] },
      'its task has 256 CPU units, of which its containers reserve 256, and the collector needs 32', 'give the task at least 288 CPU units'],
    ['by a size that only the deployment knows, and that one container has all of', { Cpu: { Ref: 'Cpu' }, Memory: { Ref: 'Memory' }, ContainerDefinitions: [{ ...APP, Memory: { Ref: 'Memory' } }] },
      'its container app reserves as much as the whole task has, ${Memory} MiB of memory, and the collector needs 256',
      'give the task at least 256 MiB of memory more than its containers reserve'],
    ['but none where one container has another size that only the deployment knows', { Memory: { Ref: 'Memory' }, ContainerDefinitions: [{ ...APP, Memory: { Ref: 'AppMemory' } }] }, undefined, undefined],
    ['by the number of its containers', { ContainerDefinitions: [...Array(10).keys()].map((index) => ({ ...APP, Name: `app${index}` })) },
      'it has 10 containers, and Amazon ECS takes no more than 10', 'move a container to another task definition'],
    ['by the port of another container', { ContainerDefinitions: [{ ...APP, PortMappings: [{ ContainerPort: 2000, Protocol: 'udp' }] }] },
      'its container app listens on port 2000/udp, which the collector xray-daemon needs, and all containers of the task share their ports',
      'move the container to another port'],
    ['by the port of a container whose name only the deployment knows',
      { ContainerDefinitions: [{ ...APP, Name: { Ref: 'Name' }, PortMappings: [{ ContainerPort: 2000, Protocol: 'udp' }] }] },
      'its container ${Name} listens on port 2000/udp, which the collector xray-daemon needs, and all containers of the task share their ports',
      'move the container to another port'],
    ['but none that has room', { Cpu: '256', Memory: '512', ContainerDefinitions: [APP] }, undefined, undefined],
  ])('%s', (_, properties, reason, advice) => {
    expect(task(properties)).toMatchObject({ status: TracingStatus.UNTRACED, reason, advice: advice && expect.stringContaining(advice) });
  });
});

describe('containers that are told to send elsewhere', () => {
  test.each([
    ['AWS_XRAY_DAEMON_ADDRESS', '169.254.172.2:2000'],
    ['AWS_XRAY_DAEMON_ADDRESS', { Ref: 'Address' }],
    ['OTEL_EXPORTER_OTLP_ENDPOINT', 'http://gateway.internal:4318'],
    ['OTEL_EXPORTER_OTLP_TRACES_ENDPOINT', 'https://xray.eu-west-1.amazonaws.com/v1/traces'],
  ])('by %s, %s', (name, value) => {
    expect(withVariable(name, value)?.status).toBe(TracingStatus.TRACED);
  });

  test('by each list among which a condition decides, and not by one of them', () => {
    const told = [{ Name: 'AWS_XRAY_DAEMON_ADDRESS', Value: '10.0.0.1:2000' }];
    const statusWith = (...lists: any[]) => withContainers({ ...APP, Environment: { 'Fn::If': ['IsProd', ...lists] } })?.status;
    expect(statusWith(told, told)).toBe(TracingStatus.TRACED);
    expect(statusWith(told, { Ref: 'AWS::NoValue' })).toBe(TracingStatus.UNTRACED);
  });

  test('by a secret', () => {
    expect(withContainers({ ...APP, Secrets: [{ Name: 'AWS_XRAY_DAEMON_ADDRESS', ValueFrom: 'arn' }] })?.status).toBe(TracingStatus.TRACED);
  });

  test.each(['127.0.0.1:2000', 'localhost:2000', 'tcp:127.0.0.1:2000 udp:127.0.0.1:2000'])('not by %s, which is the task itself', (address) => {
    expect(withVariable('AWS_XRAY_DAEMON_ADDRESS', address)?.status).toBe(TracingStatus.UNTRACED);
  });

  test('in network mode host 127.0.0.1 is the container instance', () => {
    expect(withVariable('AWS_XRAY_DAEMON_ADDRESS', '127.0.0.1:2000', { RequiresCompatibilities: ['EC2'], NetworkMode: 'host' })?.status)
      .toBe(TracingStatus.TRACED);
  });

  test('all of them must be; helpers do not count', () => {
    const told = { ...APP, Environment: [{ Name: 'AWS_XRAY_DAEMON_ADDRESS', Value: '10.0.0.1:2000' }] };
    const router = { Name: 'router', Image: 'x', FirelensConfiguration: { Type: 'fluentbit' } };
    expect(withContainers(told, { ...APP, Name: 'other' })?.status).toBe(TracingStatus.UNTRACED);
    expect(withContainers(told, router)?.status).toBe(TracingStatus.TRACED);
  });
});

describe('what cannot be traced, or cannot be told', () => {
  const task = (properties: Record<string, any>) => inspect({ ContainerDefinitions: [APP], ...properties });

  test.each([
    ['Windows', { RuntimePlatform: { OperatingSystemFamily: 'WINDOWS_SERVER_2022_CORE' } }, /run on Windows/, /install a collector on the container instances/],
    ['Windows on Fargate, which has no container instances', {
      RuntimePlatform: { OperatingSystemFamily: 'WINDOWS_SERVER_2022_CORE' }, RequiresCompatibilities: ['FARGATE'],
    }, /run on Windows/, /^run a collector outside of the task and give .*, or let the application send OpenTelemetry spans/],
    ['network mode nat, which is that of Windows', { NetworkMode: 'nat' }, /run on Windows/, /./],
    ['network mode none', { NetworkMode: 'none' }, /have no network/, /use network mode awsvpc, bridge or host/],
  ])('%s', (_, properties, reason, advice) => {
    const finding = task(properties);
    expect(finding?.status).toBe(TracingStatus.UNSUPPORTED);
    expect(finding?.reason).toMatch(reason);
    expect(finding?.advice).toMatch(advice);
  });

  test.each([
    ['the list of containers', { ContainerDefinitions: { 'Fn::If': ['IsProd', [APP], []] } }],
    ['one of the containers', { ContainerDefinitions: [APP, { 'Fn::If': ['IsProd', DAEMON, { Ref: 'AWS::NoValue' }] }] }],
    ['the network mode', { NetworkMode: { Ref: 'Mode' } }],
    ['the operating system', { RuntimePlatform: { OperatingSystemFamily: { Ref: 'Family' } } }],
  ])('%s that only the deployment knows', (_, properties) => {
    expect(task(properties)?.status).toBe(TracingStatus.UNKNOWN);
  });

  test.each<[string, any[], TracingStatus]>([
    ['without a collector', [], TracingStatus.UNTRACED],
    ['with a collector', [DAEMON], TracingStatus.TRACED],
  ])('Envoy that is to trace is the application of a gateway %s', (_, collectors, expected) => {
    const envoy = { Name: 'envoy', Image: 'public.ecr.aws/appmesh/aws-appmesh-envoy:v1', Environment: [{ Name: 'ENABLE_ENVOY_XRAY_TRACING', Value: '1' }] };
    const router = { Name: 'router', Image: 'x', FirelensConfiguration: {} };
    expect(withContainers(envoy, router, ...collectors)?.status).toBe(expected);
  });

  test.each([
    ['no containers', {}],
    ['an empty list', { ContainerDefinitions: [] }],
    ['a log router alone', { ContainerDefinitions: [{ Name: 'router', Image: 'x', FirelensConfiguration: {} }] }],
    ['the agent of another vendor alone', { ContainerDefinitions: [{ Name: 'agent', Image: 'public.ecr.aws/datadog/agent:7' }] }],
    ['the collector of another vendor alone', { ContainerDefinitions: [{ Name: 'agent', Image: 'signoz/signoz-otel-collector@sha256:0' }] }],
    ['Envoy alone', { ContainerDefinitions: [{ Name: 'envoy', Image: 'public.ecr.aws/appmesh/aws-appmesh-envoy:v1' }] }],
    ['Envoy alone that is not to trace', {
      ContainerDefinitions: [{ Name: 'envoy', Image: 'public.ecr.aws/appmesh/aws-appmesh-envoy:v1', Environment: [{ Name: 'ENABLE_ENVOY_XRAY_TRACING', Value: '0' }] }],
    }],
  ])('nothing is said of a task definition with %s', (_, properties) => {
    expect(inspect(properties)).toBeUndefined();
  });
});
