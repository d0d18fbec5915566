import { arn, edgesOf, inner, mapOfSources, ref, resource, traced } from './maps';
import { source } from '../templates';

describe('a service that others call by a host name', () => {
  const namespace = (Name: any, kind = 'PrivateDns') => resource(`AWS::ServiceDiscovery::${kind}Namespace`, { Name });
  const registry = (Name: any, id = 'Namespace') => resource('AWS::ServiceDiscovery::Service', { Name, DnsConfig: { NamespaceId: arn(id, 'Id') } });
  const ecs = (task: string, properties: any = {}) => resource('AWS::ECS::Service', { TaskDefinition: ref(task), ...properties });
  const registered = (task: string, id = 'Registry') => ecs(task, { ServiceRegistries: [{ RegistryArn: arn(id) }] });
  const task = (...values: any[]) => resource('AWS::ECS::TaskDefinition', { ContainerDefinitions: [{ Environment: values.map((Value) => ({ Name: 'URL', Value })) }] });
  const called = (resources: any) => inner(resources).filter((edge) => edge.includes('calls'));

  const shop = { Namespace: namespace('shop.local'), Registry: registry('back'), Back: registered('BackTask'), BackTask: task() };

  test.each<[any, boolean]>([
    ['http://back.shop.local:80', true],
    ['http://Back.shop.local', true],
    ['back.shop.local', true],
    ['redis://user:pass@back.shop.local:6379/0', true],
    ['a.example.com:1,back.shop.local:9092', true],
    [{ 'Fn::Sub': 'http://back.shop.local:${Port}/${AWS::StackName}' }, true],
    [{ 'Fn::If': ['IsProd', 'http://back.shop.local', 'http://localhost'] }, true],
    ['http://feedback.shop.local', false],
    ['http://back.shop.local.example.com', false],
    ['http://back.shop', false],
    ['http://back', false],
    [{ 'Fn::Sub': '${Stage}back.shop.local' }, false],
    ['x'.repeat(3000) + ' back.shop.local', false],
    [7, false],
    [{ 'Fn::GetAtt': 'X' }, false],
  ])('in Cloud Map: %j', (value, isCalled) => {
    expect(called({ ...shop, Front: task(value) })).toEqual(isCalled ? ['Front > Back: calls, unknown'] : []);
  });

  test('from a function, too', () => {
    expect(called({ ...shop, Fn: traced({ Environment: { Variables: { URL: 'http://back.shop.local' } } }) })).toEqual(['Fn > Back: calls, continues']);
  });

  test.each(['AWS_XRAY_DAEMON_ADDRESS', 'OTEL_EXPORTER_OTLP_ENDPOINT', 'OTEL_EXPORTER_OTLP_TRACES_ENDPOINT', 'OTEL_EXPORTER_OTLP_METRICS_ENDPOINT', 'OTEL_TRACES_SAMPLER_ARG'])(
    'but not to send spans there: %s', (Name) => {
      const Front = resource('AWS::ECS::TaskDefinition', { ContainerDefinitions: [{ Environment: [{ Name, Value: 'http://back.shop.local:4317' }] }] });
      const Fn = traced({ Environment: { Variables: { [Name]: 'endpoint=http://back.shop.local:2000' } } });
      expect(called({ ...shop, Front, Fn })).toEqual([]);
    });

  test('but not where its own code is told how it is called', () => {
    expect(called({ ...shop, BackTask: task('back.shop.local') })).toEqual([]);
  });

  test.each<[string, any]>([
    ['of a namespace without DNS', { Namespace: namespace('shop.local', 'Http') }],
    ['of a namespace elsewhere', { Registry: resource('AWS::ServiceDiscovery::Service', { Name: 'back', NamespaceId: 'ns-1' }) }],
    ['with a name of which nobody can tell', { Registry: registry({ 'Fn::Select': [0, ref('Names')] }) }],
    ['where nothing is registered', { Back: ecs('BackTask') }],
    ['where two have it', { Second: registry('back', 'SecondNamespace'), SecondNamespace: namespace('shop.local'), Other: registered('BackTask', 'Second') }],
  ])('not %s', (_, more) => {
    expect(called({ ...shop, ...more, Front: task('http://back.shop.local') })).toEqual([]);
  });

  test('by a name that both compose in the same way', () => {
    const name = { 'Fn::Sub': '${Stage}.local' };
    expect(called({ ...shop, Namespace: namespace(name), Front: task({ 'Fn::Sub': 'http://back.${Stage}.local:80' }) })).toEqual(['Front > Back: calls, unknown']);
  });

  const connect = (services: any[], Namespace: any = 'shop.local') => ({ ServiceConnectConfiguration: { Enabled: true, Namespace, Services: services } });
  const api = { PortName: 'http', DiscoveryName: 'sc', ClientAliases: [{ Port: 80, DnsName: 'sc-api' }] };
  const connected = { Back: ecs('BackTask', connect([api])), BackTask: task(), Front: ecs('FrontTask', connect([])) };

  test.each<[string, any, any, boolean]>([
    ['an alias', {}, 'http://sc-api:80', true],
    ['an alias without a scheme', {}, 'sc-api:80', true],
    ['a word that is no address', {}, 'sc-api', false],
    ['the name that an alias has by default', { Back: ecs('BackTask', connect([{ ...api, ClientAliases: [{ Port: 80 }] }])) }, 'http://sc.shop.local', true],
    ['the port\'s name, where there is no other', { Back: ecs('BackTask', connect([{ PortName: 'http', ClientAliases: [{ Port: 80 }] }])) }, 'http.shop.local', true],
    ['a service without an alias', { Back: ecs('BackTask', connect([{ PortName: 'http' }])) }, 'http.shop.local', false],
    ['an alias without any name', { Back: ecs('BackTask', connect([{ ClientAliases: [{ Port: 80 }] }])) }, 'http.shop.local', false],
    ['a namespace of the template', { Back: ecs('BackTask', connect([api], arn('Namespace'))), Namespace: namespace('shop.local', 'Http') }, 'http://sc-api', true],
    ['the same namespace', {
      Back: ecs('BackTask', connect([api], arn('Namespace'))), Front: ecs('FrontTask', connect([], arn('Namespace'))), Namespace: namespace('shop.local', 'Http'),
    }, 'http://sc-api', true],
    ['the namespace of the cluster', {
      Back: ecs('BackTask', { Cluster: ref('Cluster'), ServiceConnectConfiguration: { Enabled: true, Services: [api] } }),
      Cluster: resource('AWS::ECS::Cluster', { ServiceConnectDefaults: { Namespace: 'shop.local' } }),
    }, 'http://sc-api', true],
    ['a namespace of which nobody can tell', { Back: ecs('BackTask', { ServiceConnectConfiguration: { Enabled: true, Services: [api] } }) }, 'http://sc-api', false],
    ['a caller in another namespace', { Front: ecs('FrontTask', connect([], 'other.local')) }, 'http://sc-api', false],
    ['a caller without Service Connect', { Front: ecs('FrontTask') }, 'http://sc-api', false],
    ['a caller with Service Connect turned off', { Front: ecs('FrontTask', { ServiceConnectConfiguration: { Enabled: false } }) }, 'http://sc-api', false],
    ['a caller that no service runs', { Front: ecs('Elsewhere') }, 'http://sc-api', false],
  ])('in Service Connect: %s', (_, more, value, isCalled) => {
    expect(called({ ...connected, ...more, FrontTask: task(value) })).toEqual(isCalled ? ['FrontTask > Back: calls, unknown'] : []);
  });

  test('of several Stages, the one of its own stack', () => {
    const resources = (value: any) => ({ ...shop, Front: task(value) });
    const map = mapOfSources([source(resources('http://back.shop.local'), { name: 'Dev' }), source(resources('http://back.shop.local'), { name: 'Prod' })]);
    expect(edgesOf(map).filter((edge) => edge.includes('calls'))).toEqual(['Dev/Front > Dev/Back: calls, unknown', 'Prod/Front > Prod/Back: calls, unknown']);
  });
});
