import { App, aws_apprunner as apprunner, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { TracingStatus, XRayTracing } from '../../src';
import { warningsOf } from '../contract/apps';
import { propertyContract } from '../contract/tracer-contract';
import { inspectedStatus } from '../support/inspect';

const SOURCE = { ImageRepository: { ImageIdentifier: 'public.ecr.aws/orders/web:1', ImageRepositoryType: 'ECR_PUBLIC' } };
const SOURCE_PROPS = { imageRepository: { imageIdentifier: 'public.ecr.aws/orders/web:1', imageRepositoryType: 'ECR_PUBLIC' } };
const CONFIGURATION_ARN = 'arn:aws:apprunner:eu-west-1:123456789012:observabilityconfiguration/x/1/y';

propertyContract({
  resourceType: 'AWS::AppRunner::Service',
  property: 'ObservabilityConfiguration.ObservabilityEnabled',
  on: true,
  off: false,
  properties: { SourceConfiguration: SOURCE },
  besides: { 'ObservabilityConfiguration.ObservabilityConfigurationArn': CONFIGURATION_ARN },
  l1: (scope, id, instanceRoleArn) => new apprunner.CfnService(scope, id, {
    sourceConfiguration: SOURCE_PROPS,
    instanceConfiguration: { cpu: '1 vCPU', instanceRoleArn },
  }),
  service: 'tasks.apprunner.amazonaws.com',
  companions: ['AWS::AppRunner::ObservabilityConfiguration'],
});

function service(stack: Stack, id: string, configuration?: apprunner.CfnService.ServiceObservabilityConfigurationProperty): apprunner.CfnService {
  return new apprunner.CfnService(stack, id, { sourceConfiguration: SOURCE_PROPS, observabilityConfiguration: configuration });
}

test('the services of a stack share one observability configuration', () => {
  const app = new App();
  const stack = new Stack(app, 'Stack');
  const services = [service(stack, 'Orders'), service(stack, 'Payments')];
  XRayTracing.of(app).enable();

  const template = Template.fromStack(stack);
  const configurations = template.findResources('AWS::AppRunner::ObservabilityConfiguration', { Properties: { TraceConfiguration: { Vendor: 'AWSXRAY' } } });
  expect(Object.keys(configurations)).toHaveLength(1);
  for (const each of services) {
    expect(template.toJSON().Resources[stack.resolve(each.logicalId)].Properties.ObservabilityConfiguration).toEqual({
      ObservabilityEnabled: true,
      ObservabilityConfigurationArn: { 'Fn::GetAtt': [Object.keys(configurations)[0], 'ObservabilityConfigurationArn'] },
    });
  }
});

test('a service keeps the configuration that it names, and that one gets the vendor', () => {
  const app = new App();
  const stack = new Stack(app, 'Stack');
  const own = new apprunner.CfnObservabilityConfiguration(stack, 'Own', { observabilityConfigurationName: 'own' });
  service(stack, 'Orders', { observabilityEnabled: true, observabilityConfigurationArn: own.attrObservabilityConfigurationArn });
  XRayTracing.of(app).enable();

  const template = Template.fromStack(stack);
  template.resourceCountIs('AWS::AppRunner::ObservabilityConfiguration', 1);
  template.hasResourceProperties('AWS::AppRunner::ObservabilityConfiguration', {
    ObservabilityConfigurationName: 'own',
    TraceConfiguration: { Vendor: 'AWSXRAY' },
  });
});

test('a service of which an override removes the configuration gets that of the stack', () => {
  const app = new App();
  const stack = new Stack(app, 'Stack');
  service(stack, 'Orders', { observabilityEnabled: true, observabilityConfigurationArn: CONFIGURATION_ARN })
    .addPropertyDeletionOverride('ObservabilityConfiguration.ObservabilityConfigurationArn');
  XRayTracing.of(app).enable();
  Template.fromStack(stack).hasResourceProperties('AWS::AppRunner::Service', {
    ObservabilityConfiguration: { ObservabilityEnabled: true, ObservabilityConfigurationArn: { 'Fn::GetAtt': Match.arrayWith(['ObservabilityConfigurationArn']) } },
  });
});

test('a service without an instance role is warned of', () => {
  const app = new App();
  const stack = new Stack(app, 'Stack');
  service(stack, 'Orders');
  XRayTracing.of(app).enable();
  expect(warningsOf(stack)).toEqual([
    { path: '/Stack/Orders', text: expect.stringMatching(/^`InstanceConfiguration.InstanceRoleArn` is not set.*"xray:PutTraceSegments".*\[ack: XRay::RoleNotManaged\]$/) },
  ]);
});

test.each([
  ['enabled with a configuration elsewhere', { ObservabilityEnabled: true, ObservabilityConfigurationArn: CONFIGURATION_ARN }, TracingStatus.TRACED],
  ['enabled with a configuration here', { ObservabilityEnabled: true, ObservabilityConfigurationArn: { 'Fn::GetAtt': ['Traced', 'Arn'] } }, TracingStatus.TRACED],
  ['enabled with a configuration that names no vendor', { ObservabilityEnabled: true, ObservabilityConfigurationArn: { 'Fn::GetAtt': ['Untraced', 'Arn'] } }, TracingStatus.UNTRACED],
  ['enabled without a configuration', { ObservabilityEnabled: true }, TracingStatus.UNTRACED],
])('%s', (_, configuration, status) => {
  const Resources = {
    Traced: { Type: 'AWS::AppRunner::ObservabilityConfiguration', Properties: { TraceConfiguration: { Vendor: 'AWSXRAY' } } },
    Untraced: { Type: 'AWS::AppRunner::ObservabilityConfiguration' },
  };
  const resource = { Type: 'AWS::AppRunner::Service', Properties: { SourceConfiguration: SOURCE, ObservabilityConfiguration: configuration } };
  expect(inspectedStatus(resource, { Resources })).toBe(status);
});
