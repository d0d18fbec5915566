import { TraceCollector } from '../../../src';
import { type Connection, connected } from '../../../src/collectors/ecs/connection';
import { EcsTask } from '../../../src/private/ecs/task';
import { variablesOf } from '../../support/ecs';

const task = (ContainerName?: string) => new EcsTask((path) => path === 'ProxyConfiguration.ContainerName' ? ContainerName : undefined);
const DAEMON: Connection = { collector: TraceCollector.xrayDaemon(), host: '127.0.0.1', serviceName: 'orders', task: task() };
const NO_VALUE = { Ref: 'AWS::NoValue' };
const ADOT: Connection = { ...DAEMON, collector: TraceCollector.adotCollector() };

function told(container: Record<string, any>, connection = DAEMON): Record<string, any> {
  const [app] = connected([{ Name: 'app', Image: 'nginx', ...container }], connection);
  return variablesOf(app);
}

const environment = (variables: Record<string, any>) => ({ Environment: Object.entries(variables).map(([Name, Value]) => ({ Name, Value })) });

test.each<[string, any]>([
  ['as a template has it', { Name: 'xray-daemon', Image: 'acme/tools', PortMappings: [{ ContainerPort: 2000, Protocol: 'udp' }] }],
  ['as a construct has it', { name: 'xray-daemon', image: 'acme/tools', portMappings: [{ containerPort: 2000, protocol: 'udp' }] }],
])('a collector that is known by its port is told nothing, %s', (_, container) => {
  expect(connected([container], DAEMON)).toEqual([container]);
});

describe('what somebody has set stands', () => {
  test('a variable', () => {
    expect(told(environment({ AWS_XRAY_DAEMON_ADDRESS: '10.0.0.1:2000' }))).toEqual({
      AWS_XRAY_DAEMON_ADDRESS: '10.0.0.1:2000', AWS_XRAY_TRACING_NAME: 'orders', AWS_XRAY_CONTEXT_MISSING: 'LOG_ERROR',
    });
  });

  test('a secret', () => {
    expect(told({ Secrets: [{ Name: 'AWS_XRAY_TRACING_NAME', ValueFrom: 'arn' }] })).toEqual({
      AWS_XRAY_DAEMON_ADDRESS: '127.0.0.1:2000', AWS_XRAY_CONTEXT_MISSING: 'LOG_ERROR',
    });
  });

  test('whatever an environment file may set', () => {
    expect(told({ EnvironmentFiles: [{ Type: 's3', Value: 'arn' }] })).toEqual({});
  });

  test('an environment that only the deployment knows', () => {
    const app = { Name: 'app', Image: 'nginx', Environment: { 'Fn::If': ['IsProd', [], { 'Fn::Transform': {} }] } };
    expect(connected([app], DAEMON)).toEqual([app]);
  });
});

describe('where a condition decides among lists, each has', () => {
  const SIDECAR = { ...DAEMON, sidecar: 'xray-daemon', isLinked: true, startFirst: true };
  const either = (name: string, ...lists: any[]) => ({ [name]: { 'Fn::If': ['IsProd', ...lists] } });
  const listsIn = (container: any, name: string) => connected([container], SIDECAR)[0][name]['Fn::If'].slice(1);
  const namesIn = (lists: any[]) => lists.map((list) => list.map(({ Name }: any) => Name));

  test('the variables that it lacks', () => {
    const app = { Name: 'app', Image: 'nginx', ...either('Environment', [{ Name: 'AWS_XRAY_DAEMON_ADDRESS', Value: '10.0.0.1:2000' }], NO_VALUE) };
    const ALL = ['AWS_XRAY_DAEMON_ADDRESS', 'AWS_XRAY_TRACING_NAME', 'AWS_XRAY_CONTEXT_MISSING'];
    expect(namesIn(listsIn(app, 'Environment'))).toEqual([ALL, ALL]);
    expect(listsIn(app, 'Environment')[0][0].Value).toBe('10.0.0.1:2000');
  });

  test('no variable that a secret may be', () => {
    const secret = { Name: 'AWS_XRAY_TRACING_NAME', ValueFrom: 'arn' };
    expect(Object.keys(told(either('Secrets', [secret], NO_VALUE)))).toEqual(['AWS_XRAY_DAEMON_ADDRESS', 'AWS_XRAY_CONTEXT_MISSING']);
  });

  test('the link and the dependency', () => {
    const db = { ContainerName: 'db', Condition: 'START' };
    const app = { Name: 'app', Image: 'nginx', ...either('Links', ['db'], NO_VALUE), ...either('DependsOn', [db], [db]) };
    expect(listsIn(app, 'Links')).toEqual([['db', 'xray-daemon'], ['xray-daemon']]);
    expect(listsIn(app, 'DependsOn')).toEqual(Array(2).fill([db, { ContainerName: 'xray-daemon', Condition: 'START' }]));
  });

  test('CloudFormation\'s names, also in a container with those of the CDK', () => {
    const app = { name: 'app', image: 'nginx', ...either('environment', [{ Name: 'A', Value: 'b' }], NO_VALUE) };
    expect(namesIn(listsIn(app, 'environment'))).toEqual([expect.arrayContaining(['A', 'AWS_XRAY_TRACING_NAME']), expect.arrayContaining(['AWS_XRAY_TRACING_NAME'])]);
  });

  test('the same when connected once more', () => {
    const once = connected([{ Name: 'app', Image: 'nginx', ...either('Environment', [], NO_VALUE), ...either('Links', ['db'], []) }], SIDECAR);
    expect(connected(once, SIDECAR)).toEqual(once);
  });
});

test.each([{ Environment: NO_VALUE }, { EnvironmentFiles: [] }, { EnvironmentFiles: NO_VALUE }])('%j: a list that is set to nothing keeps nothing away', (container) => {
  expect(Object.keys(told(container))).toContain('AWS_XRAY_DAEMON_ADDRESS');
});

describe('variables of OpenTelemetry', () => {
  const NAMES = ['OTEL_EXPORTER_OTLP_ENDPOINT', 'OTEL_EXPORTER_OTLP_PROTOCOL', 'OTEL_SERVICE_NAME'];
  const set = (variables: Record<string, any>) => Object.keys(told(environment(variables), ADOT)).filter((name) => NAMES.includes(name)).sort();

  test('are set where nothing is', () => {
    expect(set({})).toEqual(NAMES);
  });

  test.each(['OTEL_EXPORTER_OTLP_ENDPOINT', 'OTEL_EXPORTER_OTLP_METRICS_ENDPOINT'])('none where there is an endpoint of its own in %s', (name) => {
    expect(set({ [name]: 'http://gateway:4318' }).filter((each) => each !== name)).toEqual([]);
  });

  test.each<[Record<string, any>, Connection | undefined, string | undefined]>([
    [{ OTEL_TRACES_SAMPLER: 'xray' }, ADOT, 'endpoint=http://127.0.0.1:2000'],
    [{ OTEL_TRACES_SAMPLER: 'xray', OTEL_TRACES_SAMPLER_ARG: 'polling_interval=60' }, ADOT, 'polling_interval=60'],
    [{ OTEL_TRACES_SAMPLER: 'xray' }, undefined, undefined],
    [{ OTEL_TRACES_SAMPLER: 'always_on' }, ADOT, undefined],
    [{ OTEL_TRACES_SAMPLER: { Ref: 'Sampler' } }, ADOT, undefined],
    [{}, ADOT, undefined],
  ])('%j: where the sampling rules are asked for', (variables, collector, argument) => {
    expect(told(environment(variables), collector).OTEL_TRACES_SAMPLER_ARG).toEqual(argument);
  });

  test.each([['grpc', 4317], ['http/json', 4318], ['http/protobuf', 4318]])('the endpoint is that of the protocol %s, where somebody has set it', (protocol, port) => {
    expect(told(environment({ OTEL_EXPORTER_OTLP_PROTOCOL: protocol }), ADOT)).toMatchObject({
      OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${port}`, OTEL_EXPORTER_OTLP_PROTOCOL: protocol,
    });
  });

  test.each([
    ['a protocol that only the deployment knows', { OTEL_EXPORTER_OTLP_PROTOCOL: { Ref: 'Protocol' } }],
    ['headers for another receiver', { OTEL_EXPORTER_OTLP_HEADERS: 'api-key=x' }],
  ])('none, not even of metrics, where there is %s', (_, variables) => {
    const before = Object.keys(variables);
    expect(Object.keys(told(environment(variables), ADOT)).filter((name) => name.startsWith('OTEL_') && !before.includes(name))).toEqual([]);
  });

  test.each<[string, any, boolean]>([
    ['service.name=shop', 'service.name=shop', false],
    ['something else', 'team=shop', true],
    ['what only the deployment knows', { Ref: 'Attributes' }, false],
  ])('the service where the attributes name %s', (_, value, isNamed) => {
    expect(set({ OTEL_RESOURCE_ATTRIBUTES: value }).includes('OTEL_SERVICE_NAME')).toBe(isNamed);
  });
});

describe('containers', () => {
  test('that help the application are left as they are', () => {
    const helpers = [
      { Name: 'router', Image: 'x', FirelensConfiguration: { Type: 'fluentbit' } },
      { Name: 'datadog', Image: 'gcr.io/datadoghq/agent:latest' },
      { Name: 'datadog-cws', Image: 'datadog/cws-instrumentation:latest' },
      { Name: 'fluent', Image: 'public.ecr.aws/aws-observability/aws-for-fluent-bit:stable' },
      { Name: 'init', Image: 'public.ecr.aws/aws-observability/adot-autoinstrumentation-python:v0.12.0' },
      { Name: 'java', Image: '111122223333.dkr.ecr.eu-west-1.amazonaws.com/ecr-public/aws-observability/adot-autoinstrumentation-java@sha256:1' },
      { Name: 'proxy', Image: 'x' },
      { Name: 'daemon', Image: 'amazon/aws-xray-daemon' },
    ];
    expect(connected(helpers, { ...DAEMON, task: task('proxy') })).toEqual(helpers);
  });

  test('with the names of the CDK get such names', () => {
    const sidecar = { ...DAEMON, sidecar: 'xray-daemon', isLinked: true, startFirst: true };
    const [app] = connected([{ name: 'app', image: 'nginx', environment: [{ name: 'A', value: 'b' }], links: [] }], sidecar);
    expect(app).toMatchObject({
      environment: expect.arrayContaining([{ name: 'A', value: 'b' }, { name: 'AWS_XRAY_TRACING_NAME', value: 'orders' }]),
      links: ['xray-daemon'],
      dependsOn: [{ containerName: 'xray-daemon', condition: 'START' }],
    });
    expect(Object.keys(app).filter((key) => /^[A-Z]/.test(key))).toEqual([]);
  });

  test('connected twice are connected once', () => {
    const sidecar = { ...ADOT, sidecar: 'xray-daemon', isLinked: true, startFirst: true };
    const once = connected([{ Name: 'app', Image: 'nginx' }], sidecar);
    expect(connected(once, sidecar)).toEqual(once);
  });
});
