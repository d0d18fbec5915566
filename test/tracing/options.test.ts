import { App, Aspects, AspectPriority, aws_lambda as lambda, aws_rum as rum, aws_s3 as s3, aws_sns as sns, aws_synthetics as synthetics, type CfnResource, Mixins, RemovalPolicy, Stack, Token } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { mixins, type TracingOptions, XRayPermissions, XRayTracing, XRayTracingAspect } from '../../src';
import { STABILIZATION, testApp, warningsOf } from '../contract/apps';
import { cfnFunction, ENV, lambdaFunction } from '../support/contract-stacks/parts';
import { rendered } from '../support/resources';

function enabledStack(options: TracingOptions, app = testApp()): Stack {
  XRayTracing.of(app).enable(options);
  return new Stack(app, 'Stack', { env: ENV });
}

const isTraced = (construct: Construct) => JSON.stringify(rendered(construct).Properties ?? {}).includes('"Active"');

describe.each([true, false])('with aspect stabilization %s', (stabilization) => {
  const stackWith = (options: TracingOptions) => enabledStack(options, testApp({ [STABILIZATION]: stabilization }));

  test('`resourceTypes` names what is traced', () => {
    const stack = stackWith({ resourceTypes: ['AWS::SNS::Topic'] });
    expect([new sns.Topic(stack, 'Topic'), lambdaFunction(stack, 'Fn')].map(isTraced)).toEqual([true, false]);
  });

  test.each<[TracingOptions, boolean[]]>([
    [{ includePaths: ['Stack/Orders/**'] }, [true, true, false]],
    [{ includePaths: ['Stack/Orders/A/*', 'Stack/Other/**'] }, [true, false, true]],
    [{ includePaths: ['**/B/Resource'] }, [false, true, false]],
    [{ excludePaths: ['Stack/Orders/**'] }, [false, false, true]],
    [{ excludePaths: [] }, [true, true, true]],
    [{ includePaths: ['Stack/Orders/**'], excludePaths: ['**/A/**'] }, [false, true, false]],
    [{ includePaths: ['Orders/**'] }, [false, false, false]],
    [{ includePaths: ['Stack/Orders/A'] }, [true, false, false]],
    [{ excludePaths: ['Stack/Orders/A'] }, [false, true, true]],
    [{ includePaths: ['!Stack/Orders/**'] }, [false, false, true]],
    [{ includePaths: ['!Stack/Orders'] }, [false, false, true]],
    [{ includePaths: ['!!Stack/Orders'] }, [true, true, false]],
    [{ excludePaths: ['!Stack/Orders/**'] }, [true, true, false]],
    [{ excludePaths: ['!{Stack/Orders/A,Stack/Other}/**'] }, [true, false, true]],
  ])('%j', (options, expected) => {
    const stack = stackWith(options);
    const orders = new Construct(stack, 'Orders');
    const functions = [lambdaFunction(orders, 'A'), lambdaFunction(orders, 'B'), lambdaFunction(new Construct(stack, 'Other'), 'C')];
    expect(functions.map(isTraced)).toEqual(expected);
  });

  test.each([[undefined, true], [true, true], [false, false]])('`frameworkFunctions` %s: those of the CDK are traced %s', (frameworkFunctions, expected) => {
    const stack = stackWith({ frameworkFunctions });
    new s3.Bucket(stack, 'Bucket', { autoDeleteObjects: true, removalPolicy: RemovalPolicy.DESTROY });
    const own = lambdaFunction(stack, 'Own');
    const handler = stack.node.findChild('Custom::S3AutoDeleteObjectsCustomResourceProvider').node.findChild('Handler') as Construct;
    expect([isTraced(own), isTraced(handler)]).toEqual([true, expected]);
  });

  test('`frameworkFunctions: false` excludes those of the CDK, unless somebody else traces them', () => {
    const stack = stackWith({ frameworkFunctions: false });
    new s3.Bucket(stack, 'Bucket', { autoDeleteObjects: true, removalPolicy: RemovalPolicy.DESTROY });
    const handler = stack.node.findChild('Custom::S3AutoDeleteObjectsCustomResourceProvider').node.findChild('Handler') as CfnResource;
    expect(rendered(handler).Metadata['cdk-xray']).toEqual({ excluded: expect.stringMatching(/^the CDK adds it.*frameworkFunctions/) });

    const other = stackWith({ frameworkFunctions: false });
    XRayTracing.of(other).enable();
    new s3.Bucket(other, 'Bucket', { autoDeleteObjects: true, removalPolicy: RemovalPolicy.DESTROY });
    const traced = other.node.findChild('Custom::S3AutoDeleteObjectsCustomResourceProvider').node.findChild('Handler') as CfnResource;
    expect([isTraced(traced), rendered(traced).Metadata?.['cdk-xray']]).toEqual([true, undefined]);
  });

  test.each([[undefined, false], [false, false], [true, true]])('`overrideExplicitSettings` %s: explicit settings are overridden %s', (overrideExplicitSettings, expected) => {
    const stack = stackWith({ overrideExplicitSettings });
    const rendersOther = cfnFunction(stack, 'Other', 'r', { tracingConfig: { mode: 'PassThrough' } });
    const deleted = cfnFunction(stack, 'Deleted', 'r');
    deleted.addPropertyDeletionOverride('TracingConfig');
    const overridden = cfnFunction(stack, 'Overridden', 'r');
    overridden.addPropertyOverride('TracingConfig.Mode', 'PassThrough');
    const hidden = cfnFunction(stack, 'Hidden', 'r', { tracingConfig: { mode: Token.asString({ Ref: 'AWS::StackName' }) } });
    expect([rendersOther, deleted, overridden, hidden].map(isTraced)).toEqual([expected, expected, expected, expected]);
  });

  test('what an override removes says so in its metadata, because its properties do not, unless somebody else traces it', () => {
    const metadataOf = (...more: TracingOptions[]) => {
      const stack = stackWith({});
      more.forEach((options) => XRayTracing.of(stack).enable(options));
      const fn = cfnFunction(stack, 'Fn', 'r');
      fn.addPropertyDeletionOverride('TracingConfig');
      return rendered(fn).Metadata?.['cdk-xray'];
    };
    expect(metadataOf()).toEqual({ excluded: 'an override removes `TracingConfig.Mode`' });
    expect(metadataOf({})).toEqual({ excluded: 'an override removes `TracingConfig.Mode`' });
    expect(metadataOf({ overrideExplicitSettings: true })).toBeUndefined();
  });

  test.each([[undefined, false], [[], false], [['AWS::RUM::AppMonitor'], true]])('`optInResourceTypes` %j: RUM is traced %s', (optInResourceTypes, expected) => {
    const stack = stackWith({ optInResourceTypes });
    const monitor = new rum.CfnAppMonitor(stack, 'Monitor', { name: 'm', domain: 'example.com' });
    const fn = lambdaFunction(stack, 'Fn');
    expect(rendered(monitor).Properties.AppMonitorConfiguration).toEqual(expected ? { EnableXRay: true } : undefined);
    expect(isTraced(fn)).toBe(true);
  });
});

test('`overrideExplicitSettings` does not turn on what AWS may reject: a canary of another runtime', () => {
  const stack = enabledStack({ overrideExplicitSettings: true });
  const canary = new synthetics.CfnCanary(stack, 'Canary', {
    name: 'c', runtimeVersion: 'syn-python-selenium-4.1', executionRoleArn: 'r', artifactS3Location: 's3://b', code: { handler: 'h' }, schedule: { expression: 'rate(1 hour)' },
  });
  expect(rendered(canary).Properties.RunConfig).toBeUndefined();
});

test('`overrideExplicitSettings` does not opt in', () => {
  const stack = enabledStack({ overrideExplicitSettings: true });
  expect(rendered(new rum.CfnAppMonitor(stack, 'Monitor', { name: 'm', domain: 'example.com' })).Properties.AppMonitorConfiguration).toBeUndefined();
});

test('calls with different options add up', () => {
  const app = testApp();
  const stack = enabledStack({ resourceTypes: ['AWS::SNS::Topic'] }, app);
  XRayTracing.of(app).enable({ resourceTypes: ['AWS::Lambda::Function'] });
  expect([new sns.Topic(stack, 'Topic'), lambdaFunction(stack, 'Fn')].map(isTraced)).toEqual([true, true]);
});

test('what an option leaves out is not warned of', () => {
  const stack = enabledStack({ resourceTypes: ['AWS::SNS::Topic'] });
  cfnFunction(stack, 'Fn', 'arn:aws:iam::111122223333:role/r', { tracingConfig: { mode: Token.asString({ Ref: 'AWS::StackName' }) } });
  expect(warningsOf(stack)).toEqual([]);
});

describe('misuse is told at once, naming property, value, rule and next step:', () => {
  const TYPES_HINT = 'the types are listed in https://github.com/cdk-xray/cdk-xray/blob/main/docs/TRACERS.md, and `XRayTracing.of(scope).registerTracer()` adds one';

  test.each<[TracingOptions, string]>([
    [{ resourceTypes: [] }, '`resourceTypes` must name at least one element, got: []; leave it out to trace all of them'],
    [{ includePaths: [] }, '`includePaths` must name at least one element, got: []; leave it out to trace all of them'],
    [{ resourceTypes: ['AWS::SNS::Topic', ''] }, '`resourceTypes` must be a list of CloudFormation types such as ["AWS::Lambda::Function"], got: ["AWS::SNS::Topic",""]'],
    [{ includePaths: 'A/**' as any }, '`includePaths` must be a list of globs of construct paths such as ["Orders/**"], got: "A/**"'],
    [{ includePaths: ['A/**', ''] }, '`includePaths` must be a list of globs of construct paths such as ["Orders/**"], got: ["A/**",""]'],
    [{ excludePaths: [' '] }, '`excludePaths` must be a list of globs of construct paths such as ["Orders/**"], got: [" "]'],
    [{ includePaths: ['A/**', '/B/**'] }, '`includePaths` must have no slash before the first element, as construct paths have none, got: "/B/**"; leave it out: "B/**"'],
    [{ excludePaths: ['/B/**'] }, '`excludePaths` must have no slash before the first element, as construct paths have none, got: "/B/**"; leave it out: "B/**"'],
    [{ excludePaths: ['!/B/**'] }, '`excludePaths` must have no slash before the first element, as construct paths have none, got: "!/B/**"; leave it out: "!B/**"'],
    [{ excludePaths: ['!'] }, '`excludePaths` must be a list of globs of construct paths such as ["Orders/**"], got: ["!"]'],
    [{ excludePaths: [null as any] }, '`excludePaths` must be a list of globs of construct paths such as ["Orders/**"], got: [null]'],
  ])('%j', (options, message) => {
    expect(() => XRayTracing.of(new App()).enable(options)).toThrow(new Error(message));
    expect(() => new XRayTracingAspect(options)).toThrow(new Error(message));
  });

  test.each<[TracingOptions, string]>([
    [{ resourceTypes: ['AWS::Nothing::Here'] }, `\`resourceTypes\` must name types that have a tracer, got: "AWS::Nothing::Here"; ${TYPES_HINT}`],
    [{ resourceTypes: ['aws::sns::topic'] }, '`resourceTypes` must name types that have a tracer, got: "aws::sns::topic"; did you mean AWS::SNS::Topic?'],
    [{ resourceTypes: ['AWS::StepFunctions::Activity'] }, '`resourceTypes` must name types that have a tracer, got: "AWS::StepFunctions::Activity"; did you mean AWS::StepFunctions::StateMachine?'],
    [{ optInResourceTypes: ['AWS::RUM::Monitor'] }, '`optInResourceTypes` must name types that have a tracer, got: "AWS::RUM::Monitor"; did you mean AWS::RUM::AppMonitor?'],
  ])('%j', (options, message) => {
    expect(() => XRayTracing.of(new App()).enable(options)).toThrow(new Error(message));
    expect(() => XRayTracing.of(new Stack(new App(), 'Stack')).enable(options)).toThrow(new Error(`[Stack] ${message}`));
    const app = testApp();
    Aspects.of(app).add(new XRayTracingAspect(options), { priority: AspectPriority.MUTATING });
    expect(() => app.synth()).toThrow(message);
  });

  test.each<[string, any, string]>([
    ['a factory that was not called', XRayPermissions.inline, '.*'],
    ['a name', 'inline', '"inline"'],
    ['an object', {}, '\\{\\}'],
    ['null', null, 'null'],
  ])('`permissions` that are none, which would grant nothing in silence: %s', (_, permissions, shown) => {
    const message = new RegExp(`^\`permissions\` must be made by \`XRayPermissions\`, for example \`XRayPermissions\\.inline\\(\\)\`, got: ${shown}`);
    expect(() => XRayTracing.of(new App()).enable({ permissions })).toThrow(message);
    expect(() => new XRayTracingAspect({ permissions })).toThrow(message);
    expect(() => new mixins.ResourceTracing({ permissions })).toThrow(message);
  });

  test('a mixin with types that no tracer is about, once it is applied', () => {
    const mixin = new mixins.ResourceTracing({ optInResourceTypes: ['AWS::RUM::Monitor'] });
    const message = '`optInResourceTypes` must name types that have a tracer, got: "AWS::RUM::Monitor"; did you mean AWS::RUM::AppMonitor?';
    const stack = new Stack(new App(), 'Stack');
    expect(() => new rum.CfnAppMonitor(stack, 'Monitor', { name: 'm', domain: 'example.com' }).with(mixin)).toThrow(message);
    expect(() => Mixins.of(stack).apply(mixin)).toThrow(message);
  });

  test.each([undefined, null, 'app', {}, 42])('of(%j)', (scope: any) => {
    const shown = scope === undefined ? 'undefined' : JSON.stringify(scope);
    expect(() => XRayTracing.of(scope)).toThrow(new Error(`\`scope\` must be a construct, for example the App, got: ${shown}`));
  });

  test('of(app.node), which refers to itself', () => {
    expect(() => XRayTracing.of(new App().node as any)).toThrow(/^`scope` must be a construct, for example the App, got: /);
  });
});

test('a Lambda function with `tracing: DISABLED` is traced: the L2 leaves no trace of it', () => {
  expect(isTraced(lambdaFunction(enabledStack({}), 'Fn', { tracing: lambda.Tracing.DISABLED }))).toBe(true);
});
