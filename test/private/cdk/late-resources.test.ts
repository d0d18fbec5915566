import { type App, aws_lambda as lambda, Aspects, CfnResource, Stack } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { XRayTracing, XRayTracingAspect } from '../../../src';
import { STABILIZATION, testApp } from '../../contract/apps';
import { lambdaFunction } from '../../support/contract-stacks/parts';
import { rendered } from '../../support/resources';

const PROVIDERS = { writer: 'Custom::CrossRegionExportWriterCustomResourceProvider', reader: 'Custom::CrossRegionExportReaderCustomResourceProvider' };

/** An app with a reference from region to region, and the functions that the CDK adds for it when it is synthesized. */
function crossRegionApp(turnOn: (app: App, consumer: Stack) => void, context = {}): { readonly app: App; readonly handlers: () => any[] } {
  const app = testApp(context);
  const [producer, consumer] = ['eu-west-1', 'us-east-1'].map((region) =>
    new Stack(app, `In-${region}`, { env: { account: '111122223333', region }, crossRegionReferences: true }));
  const fn = lambdaFunction(producer, 'Fn');
  new lambda.CfnUrl(consumer, 'Url', { authType: 'NONE', targetFunctionArn: fn.functionArn });
  turnOn(app, consumer);
  const handler = (stack: Stack, id: string) => stack.node.findChild(id).node.findChild('Handler') as CfnResource;
  const handlers = () => {
    app.synth();
    return [handler(producer, PROVIDERS.writer), handler(consumer, PROVIDERS.reader)].map(rendered);
  };
  return { app, handlers };
}

describe.each([true, false])('the functions behind references from region to region, with aspect stabilization %s', (stabilization) => {
  const context = { [STABILIZATION]: stabilization };

  test.each<[string, (app: App) => void]>([
    ['enable()', (app) => XRayTracing.of(app).enable()],
    ['the aspect', (app) => Aspects.of(app).add(new XRayTracingAspect())],
  ])('are traced by %s, and their roles may send', (_, turnOn) => {
    const { app, handlers } = crossRegionApp(turnOn, context);
    expect(handlers().map(({ Properties }) => Properties.TracingConfig)).toEqual([{ Mode: 'Active' }, { Mode: 'Active' }]);
    const roles = app.node.findAll().filter((each: IConstruct) => each.node.id === 'Role' && each.node.path.includes('CrossRegion')) as CfnResource[];
    expect(roles.map((role) => JSON.stringify(rendered(role)).includes('AWSXrayWriteOnlyAccess'))).toEqual([true, true]);
  });

  test('say why they are not traced', () => {
    const { handlers } = crossRegionApp((app, consumer) => {
      XRayTracing.of(app).enable({ frameworkFunctions: false });
      XRayTracing.of(consumer).exclude('retired in March');
    }, context);
    const [writer, reader] = handlers();
    expect([writer, reader].map(({ Properties }) => Properties.TracingConfig)).toEqual([undefined, undefined]);
    expect(writer.Metadata['cdk-xray'].excluded).toContain('frameworkFunctions');
    expect(reader.Metadata['cdk-xray'].excluded).toBe('retired in March');
  });

  test('leave the check nothing to find', () => {
    const { handlers } = crossRegionApp((app) => {
      XRayTracing.of(app).enable();
      XRayTracing.of(app).check({ minimumCoverage: 100 });
    }, context);
    expect(handlers).not.toThrow();
  });
});
