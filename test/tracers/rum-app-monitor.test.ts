import { App, aws_rum as rum, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { TracingStatus, XRayTracing } from '../../src';
import { warningsOf } from '../contract/apps';
import { propertyContract } from '../contract/tracer-contract';
import { inspected } from '../support/inspect';

const TYPE = 'AWS::RUM::AppMonitor';

propertyContract({
  resourceType: TYPE,
  isOptIn: true,
  property: 'AppMonitorConfiguration.EnableXRay',
  on: true,
  off: false,
  properties: { Name: 'shop', Domain: 'example.com' },
  l1: (scope, id) => new rum.CfnAppMonitor(scope, id, { name: 'shop', domain: 'example.com' }),
});

function appWithMonitor(configuration?: rum.CfnAppMonitor.AppMonitorConfigurationProperty): { app: App; stack: Stack } {
  const app = new App();
  const stack = new Stack(app, 'Stack');
  new rum.CfnAppMonitor(stack, 'Monitor', { name: 'shop', domain: 'example.com', appMonitorConfiguration: configuration });
  return { app, stack };
}

test('is left alone, without a warning, unless it is asked for', () => {
  const { app, stack } = appWithMonitor();
  XRayTracing.of(app).enable({ overrideExplicitSettings: true });
  Template.fromStack(stack).hasResourceProperties(TYPE, { AppMonitorConfiguration: Match.absent() });
  expect(warningsOf(stack)).toEqual([]);
});

test('is traced where it is asked for, and keeps the rest of its configuration', () => {
  const { app, stack } = appWithMonitor({ sessionSampleRate: 0.5 });
  XRayTracing.of(app).enable({ optInResourceTypes: [TYPE] });
  Template.fromStack(stack).hasResourceProperties(TYPE, { AppMonitorConfiguration: { EnableXRay: true, SessionSampleRate: 0.5 } });
});

test('an explicit false stands where it is asked for', () => {
  const { app, stack } = appWithMonitor({ enableXRay: false });
  XRayTracing.of(app).enable({ optInResourceTypes: [TYPE] });
  Template.fromStack(stack).hasResourceProperties(TYPE, { AppMonitorConfiguration: { EnableXRay: false } });
});

test.each([
  [undefined, TracingStatus.EXCLUDED, true],
  [false, TracingStatus.EXCLUDED, false],
  [true, TracingStatus.TRACED, false],
  [{ Ref: 'Enable' }, TracingStatus.UNKNOWN, false],
])('EnableXRay %p', (value, status, isOptIn) => {
  const configuration = value === undefined ? {} : { EnableXRay: value };
  expect(inspected({ Type: TYPE, Properties: { Name: 'shop', AppMonitorConfiguration: configuration } })).toMatchObject({ status, isOptIn });
});
