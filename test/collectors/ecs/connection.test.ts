import { TraceCollector } from '../../../src';
import { type Connection, connected } from '../../../src/collectors/ecs/connection';
import { EcsTask } from '../../../src/private/ecs/task';
import { variablesOf } from '../../support/ecs';

const task = (ContainerName?: string) => new EcsTask((path) => path === 'ProxyConfiguration.ContainerName' ? ContainerName : undefined);
const DAEMON: Connection = { collector: TraceCollector.xrayDaemon(), host: '127.0.0.1', serviceName: 'orders', task: task() };
const ADOT: Connection = { ...DAEMON, collector: TraceCollector.adotCollector() };

function told(container: Record<string, any>, connection = DAEMON): Record<string, any> {
  const [app] = connected([{ Name: 'app', Image: 'nginx', ...container }], connection);
  return variablesOf(app);
}

const environment = (variables: Record<string, any>) => ({ Environment: Object.entries(variables).map(([Name, Value]) => ({ Name, Value })) });

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
    const app = { Name: 'app', Image: 'nginx', Environment: { 'Fn::If': ['IsProd', [], []] } };
    expect(connected([app], DAEMON)).toEqual([app]);
  });
});

describe('variables of OpenTelemetry', () => {
  const NAMES = ['OTEL_EXPORTER_OTLP_ENDPOINT', 'OTEL_EXPORTER_OTLP_PROTOCOL', 'OTEL_SERVICE_NAME', 'OTEL_TRACES_SAMPLER', 'OTEL_TRACES_SAMPLER_ARG'];
  const set = (variables: Record<string, any>) => Object.keys(told(environment(variables), ADOT)).filter((name) => NAMES.includes(name)).sort();

  test('are set where nothing is', () => {
    expect(set({})).toEqual(NAMES);
  });

  test.each(['OTEL_EXPORTER_OTLP_ENDPOINT', 'OTEL_EXPORTER_OTLP_METRICS_ENDPOINT'])('none where there is an endpoint of its own in %s', (name) => {
    expect(set({ [name]: 'http://gateway:4318' }).filter((each) => each !== name)).toEqual([]);
  });

  test('the sampler and its argument belong together', () => {
    expect(set({ OTEL_TRACES_SAMPLER: 'always_on' })).not.toContain('OTEL_TRACES_SAMPLER_ARG');
  });

  test.each([['grpc', 4317], ['http/json', 4318], ['http/protobuf', 4318]])('the endpoint is that of the protocol %s, where somebody has set it', (protocol, port) => {
    expect(told(environment({ OTEL_EXPORTER_OTLP_PROTOCOL: protocol }), ADOT)).toMatchObject({
      OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${port}`, OTEL_EXPORTER_OTLP_PROTOCOL: protocol, OTEL_TRACES_SAMPLER: 'xray',
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
