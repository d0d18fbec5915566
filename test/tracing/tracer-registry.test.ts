import { App, CfnResource, Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { type IResourceTracer, InspectedResource, type TracerContext, TracerRegistry, TracingFinding, TracingStatus, XRayAccess, XRayTracing, XRayTracingAspect } from '../../src';
import { testApp } from '../contract/apps';
import { ENV, lambdaFunction } from '../support/contract-stacks/parts';
import { rendered } from '../support/resources';

const TYPE = 'Test::Service::Resource';

/** A tracer that turns tracing on by writing its name. */
function tracerOf(name: string, props: Partial<IResourceTracer> = {}): IResourceTracer {
  return {
    resourceType: TYPE,
    ruleId: 'TestTracing',
    access: XRayAccess.NONE,
    inspect: (resource: InspectedResource) => TracingFinding.ofProperty(resource, 'Tracing', name),
    enable: (context: TracerContext) => context.set('Tracing', name),
    ...props,
  };
}

function resourceIn(scope: Construct, id = 'R', type = TYPE): CfnResource {
  return new CfnResource(scope, id, { type });
}

describe('the built-in table', () => {
  const registry = TracerRegistry.builtIn();

  test('has sorted types, each with its row', () => {
    const types = registry.resourceTypes;
    expect(types).toEqual([...types].sort());
    expect(types.map((type) => registry.find(type)?.resourceType)).toEqual(types);
  });

  test('cannot be changed by those who read it', () => {
    registry.resourceTypes.push('x');
    expect(TracerRegistry.builtIn().resourceTypes).not.toContain('x');
  });

  test.each(['AWS::SSM::Parameter', '', 'constructor'])('has no row for %j', (type) => {
    expect(registry.find(type)).toBeUndefined();
    expect(registry.inspect(InspectedResource.fromTemplate({ Resources: { R: { Type: type } } }, 'R'))).toBeUndefined();
  });

  test('inspects a resource by the row of its type', () => {
    const template = { Resources: { R: { Type: 'AWS::SNS::Topic', Properties: { TracingConfig: 'Active' } } } };
    expect(registry.inspect(InspectedResource.fromTemplate(template, 'R'))?.status).toBe(TracingStatus.TRACED);
  });

  test('knows an exclusion by its metadata, and nothing else by metadata that looks like it', () => {
    const status = (metadata: any) => registry.inspect(InspectedResource.fromTemplate(
      { Resources: { R: { Type: 'AWS::SNS::Topic', Metadata: { 'cdk-xray': metadata } } } }, 'R'))?.status;
    expect([{ excluded: 'retired' }, { excluded: true }, 'excluded', null].map(status)).toEqual(
      [TracingStatus.EXCLUDED, TracingStatus.UNTRACED, TracingStatus.UNTRACED, TracingStatus.UNTRACED]);
  });
});

describe('a registered tracer', () => {
  const tracingOf = (resource: CfnResource) => rendered(resource).Properties?.Tracing;

  test('holds for its scope and all below it, and nowhere else', () => {
    const app = testApp();
    const [inside, outside] = ['A', 'B'].map((id) => new Stack(app, id, { env: ENV }));
    XRayTracing.of(inside).registerTracer(tracerOf('ours'));
    XRayTracing.of(app).enable();
    const resources = [inside, new Construct(inside, 'Deep'), outside].map((scope) => resourceIn(scope));
    expect(resources.map(tracingOf)).toEqual(['ours', 'ours', undefined]);
  });

  test('may come after enable()', () => {
    const app = testApp();
    XRayTracing.of(app).enable();
    XRayTracing.of(app).registerTracer(tracerOf('ours'));
    expect(tracingOf(resourceIn(new Stack(app, 'Stack')))).toBe('ours');
  });

  test('of the nearest scope wins', () => {
    const app = testApp();
    const stack = new Stack(app, 'Stack', { env: ENV });
    const near = new Construct(stack, 'Near');
    const [far, nearer, nearest] = [resourceIn(stack), resourceIn(near, 'Nearer'), resourceIn(near, 'Nearest')];
    XRayTracing.of(app).registerTracer(tracerOf('far'));
    XRayTracing.of(near).registerTracer(tracerOf('near'));
    XRayTracing.of(nearest).registerTracer(tracerOf('nearest'));
    XRayTracing.of(app).enable();
    expect([far, nearer, nearest].map(tracingOf)).toEqual(['far', 'near', 'nearest']);
  });

  test('wins over the built-in row', () => {
    const stack = new Stack(testApp(), 'Stack', { env: ENV });
    XRayTracing.of(stack).registerTracer(tracerOf('ours', { resourceType: 'AWS::Lambda::Function' }));
    XRayTracing.of(stack).enable();
    const { Properties } = rendered(lambdaFunction(stack, 'Fn'));
    expect([Properties.Tracing, Properties.TracingConfig]).toEqual(['ours', undefined]);
  });

  test('leaves the built-in table as it is', () => {
    XRayTracing.of(new App()).registerTracer(tracerOf('ours'));
    expect(TracerRegistry.builtIn().find(TYPE)).toBeUndefined();
  });

  test('may be one of several, each for a type of its own', () => {
    const stack = new Stack(testApp(), 'Stack', { env: ENV });
    for (const type of [TYPE, 'Test::Service::Other']) { XRayTracing.of(stack).registerTracer(tracerOf('ours', { resourceType: type })); }
    XRayTracing.of(stack).enable();
    const resources = [resourceIn(stack), resourceIn(stack, 'Other', 'Test::Service::Other')];
    expect(resources.map(tracingOf)).toEqual(['ours', 'ours']);
  });

  test.each([[true, ['ours']], [undefined, []]])('with `addsConstructs` %s has enabled %j once the stack of its resource is visited', (addsConstructs, expected) => {
    const stack = new Stack(testApp(), 'Stack', { env: ENV });
    const enabled: string[] = [];
    XRayTracing.of(stack).registerTracer(tracerOf('ours', { addsConstructs, enable: () => void enabled.push('ours') }));
    resourceIn(stack);
    new XRayTracingAspect().visit(stack);
    expect(enabled).toEqual(expected);
  });

  test('excludes count before what it finds', () => {
    const stack = new Stack(testApp(), 'Stack', { env: ENV });
    XRayTracing.of(stack).registerTracer(tracerOf('ours'));
    XRayTracing.of(stack).enable();
    const resource = resourceIn(stack);
    XRayTracing.of(resource).exclude('retired');
    expect([tracingOf(resource), rendered(resource).Metadata]).toEqual([undefined, { 'cdk-xray': { excluded: 'retired' } }]);
  });

  test('makes its type known to `resourceTypes`, from above, at and below the scope', () => {
    const app = testApp();
    const stack = new Stack(app, 'Stack');
    XRayTracing.of(stack).registerTracer(tracerOf('ours'));
    for (const scope of [app, stack, new Construct(stack, 'Below')]) {
      expect(() => XRayTracing.of(scope).enable({ resourceTypes: [TYPE] })).not.toThrow();
    }
    expect(() => XRayTracing.of(new Stack(app, 'Beside')).enable({ resourceTypes: [TYPE] })).toThrow(/`resourceTypes` must name types that have a tracer/);
  });
});

describe('misuse', () => {
  test('two tracers for one type in one scope', () => {
    const stack = new Stack(new App(), 'Stack');
    XRayTracing.of(stack).registerTracer(tracerOf('one'));
    expect(() => XRayTracing.of(stack).registerTracer(tracerOf('two'))).toThrow(new Error(
      `[Stack] a tracer for \`resourceType\` "${TYPE}" is registered in this scope already; register one for each type and scope`));
  });

  test.each(['', 'Lambda', 'AWS:Lambda', 'AWS::Lambda::', 'AWS::Lambda::Function::A::B', 'AWS::Lambda::Function ', '::A', undefined])('the type %j', (resourceType: any) => {
    const shown = resourceType === undefined ? 'undefined' : JSON.stringify(resourceType);
    expect(() => XRayTracing.of(new App()).registerTracer(tracerOf('x', { resourceType }))).toThrow(new Error(
      `\`resourceType\` must be a CloudFormation type such as "AWS::Lambda::Function", got: ${shown}`));
  });

  test.each(['', 'XRay::Rule', 'with space', '1st', undefined])('the rule id %j', (ruleId: any) => {
    const shown = ruleId === undefined ? 'undefined' : JSON.stringify(ruleId);
    expect(() => XRayTracing.of(new App()).registerTracer(tracerOf('x', { ruleId }))).toThrow(new Error(
      `\`ruleId\` must be letters and digits without the "XRay::" prefix, such as "LambdaFunctionTracing", got: ${shown}`));
  });

  test.each(['xray:*', '', 7, undefined])('the access %j', (access: any) => {
    const shown = access === undefined ? 'undefined' : JSON.stringify(access);
    expect(() => XRayTracing.of(new App()).registerTracer(tracerOf('x', { access }))).toThrow(new Error(
      `\`access\` must be one of ${Object.values(XRayAccess).join(', ')}, got: ${shown}`));
  });

  test.each(['inspect', 'enable'])('no %s()', (method) => {
    expect(() => XRayTracing.of(new App()).registerTracer(tracerOf('x', { [method]: undefined }))).toThrow(new Error(
      `\`${method}\` must be a method of the tracer, got: undefined`));
  });

  test('no tracer at all', () => {
    expect(() => XRayTracing.of(new App()).registerTracer(undefined as any)).toThrow(/^`resourceType` must be a CloudFormation type/);
  });

  test.each(['AWS::A::B', 'Custom::Thing', 'Custom::Thing_of-ours@2', 'Alexa::ASK::Skill', 'Org::Team::Thing::MODULE'])('but the type %j is fine', (resourceType) => {
    expect(() => XRayTracing.of(new App()).registerTracer(tracerOf('x', { resourceType }))).not.toThrow();
  });
});
