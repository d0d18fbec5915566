import { type App, aws_ecs as ecs, type CfnResource, Stack, Stage } from 'aws-cdk-lib';
import { TraceCollector, type TracingOptions, XRayPermissions, XRayTracing } from '../../src';
import { STABILIZATION, testApp } from '../contract/apps';
import { lambdaFunction, lambdaRole } from '../support/contract-stacks/parts';
import { IMAGE } from '../support/ecs';

const CLOUDWATCH_AGENT = { collector: TraceCollector.cloudWatchAgent() };

/** The resources of a stack by their types. */
function resourcesOf(stack: Stack): Map<string, any> {
  const assembly = Stage.of(stack)!.synth();
  const resources = Object.values<any>(assembly.getStackArtifact(stack.artifactId).template.Resources);
  return new Map(resources.map((resource) => [resource.Type, resource.Properties]));
}

function collectorOf(stack: Stack): string {
  return resourcesOf(stack).get('AWS::ECS::TaskDefinition').ContainerDefinitions[1].Name;
}

function defineTask(stack: Stack): void {
  new ecs.FargateTaskDefinition(stack, 'Task', { cpu: 512, memoryLimitMiB: 1024 }).addContainer('app', { image: IMAGE });
}

describe.each([true, false])('with aspect stabilization %s', (stabilization) => {
  let app: App;
  let stage: Stage;
  let stack: Stack;

  beforeEach(() => {
    app = testApp({ [STABILIZATION]: stabilization });
    stage = new Stage(app, 'Prod');
    stack = new Stack(stage, 'Stack');
  });

  test.each<[string, () => [Stage | Stack | App, TracingOptions?][], string]>([
    ['a stack before its App', () => [[stack, CLOUDWATCH_AGENT], [app]], 'cloudwatch-agent'],
    ['a stack after its App', () => [[app], [stack, CLOUDWATCH_AGENT]], 'cloudwatch-agent'],
    ['a Stage before its App', () => [[stage, CLOUDWATCH_AGENT], [app]], 'cloudwatch-agent'],
    ['a Stage after its App', () => [[app], [stage, CLOUDWATCH_AGENT]], 'cloudwatch-agent'],
    ['a stack that has none, in a Stage that has', () => [[stack], [stage, CLOUDWATCH_AGENT]], 'xray-daemon'],
    ['the last of two for one scope', () => [[app], [app, CLOUDWATCH_AGENT]], 'cloudwatch-agent'],
    ['the last that reaches it', () => [[app, CLOUDWATCH_AGENT], [app, { includePaths: ['Elsewhere/**'] }]], 'cloudwatch-agent'],
    ['the nearest that reaches it', () => [[app, CLOUDWATCH_AGENT], [stack, { resourceTypes: ['AWS::Lambda::Function'] }]], 'cloudwatch-agent'],
  ])('the options of %s hold', (_, calls, expected) => {
    defineTask(stack);
    calls().forEach(([scope, options]) => XRayTracing.of(scope).enable(options));
    expect(collectorOf(stack)).toBe(expected);
  });

  test('a nearer call without permissions leaves the roles alone', () => {
    lambdaFunction(stack, 'Fn', { role: lambdaRole(stack, 'Role') });
    XRayTracing.of(app).enable({ permissions: XRayPermissions.inline() });
    XRayTracing.of(stack).enable({ permissions: XRayPermissions.none() });
    const resources = resourcesOf(stack);
    expect([resources.get('AWS::Lambda::Function').TracingConfig, resources.get('AWS::IAM::Policy')]).toEqual([{ Mode: 'Active' }, undefined]);
  });

  test('what a farther call leaves out by a path is traced by a nearer one', () => {
    const fn = lambdaFunction(stack, 'Fn', { role: lambdaRole(stack, 'Role') });
    XRayTracing.of(app).enable({ excludePaths: ['Prod/Stack/Fn'] });
    XRayTracing.of(stack).enable();
    expect(resourcesOf(stack).get((fn.node.defaultChild as CfnResource).cfnResourceType).TracingConfig).toEqual({ Mode: 'Active' });
  });

  test('constructs beside the nearer scope are traced by the farther call', () => {
    const other = new Stack(stage, 'Other');
    [stack, other].forEach(defineTask);
    XRayTracing.of(stack).enable(CLOUDWATCH_AGENT);
    XRayTracing.of(app).enable();
    expect([stack, other].map(collectorOf)).toEqual(['cloudwatch-agent', 'xray-daemon']);
  });
});
