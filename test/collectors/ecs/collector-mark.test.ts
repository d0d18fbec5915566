import { type App, aws_ec2 as ec2, aws_ecs as ecs, Stack } from 'aws-cdk-lib';
import { CoverageReport, TraceCollector, type TracingOptions, XRayDaemonService, XRaySidecar, XRayTracing } from '../../../src';
import { templateOf, testApp, warningsOf } from '../../contract/apps';
import { ec2Task, fargateTask, taskIn } from '../../support/ecs';

/** A collector of which neither image nor name tells what it is. */
const collector = () => new TraceCollector({ name: 'relay', container: { image: 'registry.example.com/trace-relay:1' } });

let app: App;
let stack: Stack;

beforeEach(() => {
  app = testApp();
  stack = new Stack(app, 'Stack');
});

const enable = (scope: App | Stack = app, options: TracingOptions = { collector: collector() }) => XRayTracing.of(scope).enable(options);
const containers = () => taskIn(templateOf(stack)).ContainerDefinitions.map(({ Name }: any) => Name);
const metadata = () => Object.values<any>(templateOf(stack).Resources).find(({ Type }) => Type === 'AWS::ECS::TaskDefinition').Metadata;

describe('a collector that the user describes', () => {
  test('is known again from the template alone', () => {
    fargateTask(stack);
    enable();
    expect(metadata()).toEqual({ 'cdk-xray': { collector: 'relay' } });
    expect(CoverageReport.fromTemplate(templateOf(stack)).coverage).toMatchObject({ traced: 1, untraced: 0 });
  });

  test.each<[string, () => void]>([
    ['the App and the Stack', () => {
      fargateTask(stack);
      enable();
      enable(stack);
    }],
    ['a sidecar, and with the same collector', () => {
      fargateTask(stack).addExtension(new XRaySidecar({ collector: collector() }));
      enable();
    }],
    ['a sidecar in a network of its own, and with another collector', () => {
      ec2Task(stack).addExtension(new XRaySidecar({ collector: collector() }));
      enable(app, {});
    }],
  ])('is there once where tracing is enabled by %s', (_, define) => {
    define();
    expect(containers()).toEqual(['app', 'relay']);
    expect(warningsOf(stack)).toEqual([]);
  });

  test('gets none beside it where it is a service', () => {
    const cluster = new ecs.Cluster(stack, 'Cluster', { vpc: new ec2.Vpc(stack, 'Vpc', { natGateways: 0 }) });
    cluster.addCapacity('Capacity', { instanceType: new ec2.InstanceType('t3.micro') });
    new XRayDaemonService(stack, 'Daemon', { cluster, collector: collector() });
    enable();
    expect(containers()).toEqual(['relay']);
  });
});

test.each([TraceCollector.xrayDaemon(), TraceCollector.cloudWatchAgent(), TraceCollector.adotCollector()])('$name needs no mark', (each) => {
  fargateTask(stack);
  enable(app, { collector: each });
  expect(metadata()).toBeUndefined();
});

test.each([['relay'], [{ collector: 1 }]])('metadata that is something else says nothing: %j', (entry) => {
  const template = { Resources: { Task: { Type: 'AWS::ECS::TaskDefinition', Metadata: { 'cdk-xray': entry }, Properties: { ContainerDefinitions: [{ Name: 'relay', Image: 'x' }] } } } };
  expect(CoverageReport.fromTemplate(template).coverage).toMatchObject({ traced: 0, untraced: 1 });
});
