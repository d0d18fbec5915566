import { App, Stack, Stage } from 'aws-cdk-lib';
import { countPasses } from './passes';
import { XRayPermissions, XRayTracing } from '../../src';
import { CONTRACT_APPS } from '../support/contract-stacks';
import { lambdaFunction } from '../support/contract-stacks/parts';
import { fargateTask } from '../support/ecs';

function newApp(context: Record<string, any> = {}): App {
  return new App({ context, analyticsReporting: false, treeMetadata: false });
}

test('the CDK itself walks an app without aspects twice', () => {
  const app = newApp();
  lambdaFunction(new Stack(app, 'Stack'), 'Function');
  expect(countPasses(app)).toEqual({ '': 2 });
});

test('tracing that adds no construct needs no further walk', () => {
  const app = newApp();
  lambdaFunction(new Stack(app, 'Stack'), 'Function');
  XRayTracing.of(app).enable();
  expect(countPasses(app)).toEqual({ '': 2 });
});

test('stacks that each need a role, which brings an aspect of its own, need three walks together', () => {
  const app = newApp();
  ['A', 'B', 'C', 'D'].forEach((id) => fargateTask(new Stack(app, id)));
  XRayTracing.of(app).enable();
  expect(countPasses(app)).toEqual({ '': 3 });
});

test('with stabilization off the aspects are walked once', () => {
  const app = newApp({ '@aws-cdk/core:aspectStabilization': false });
  lambdaFunction(new Stack(app, 'Stack'), 'Function');
  XRayTracing.of(app).enable();
  expect(countPasses(app)).toEqual({ '': 1 });
});

/** How many constructs each scope has, those of the Stages within it apart. */
function sizes(app: App): Record<string, number> {
  const scopes = app.node.findAll().filter((construct) => Stage.isStage(construct));
  return Object.fromEntries(scopes.map((scope) => [
    scope.node.path,
    app.node.findAll().filter((construct) => construct !== scope && Stage.of(construct.node.scope ?? app) === scope).length,
  ]));
}

describe.each(CONTRACT_APPS)('$name', ({ context, define }) => {
  test.each([
    ['awsManaged()', XRayPermissions.awsManaged()],
    ['inline()', XRayPermissions.inline()],
  ])('needs two walks, or three where %s adds constructs', (_, permissions) => {
    const app = newApp(context);
    define(app);
    XRayTracing.of(app).enable({ permissions });
    const before = sizes(app);
    const passes = countPasses(app);
    const after = sizes(app);
    expect(Object.keys(passes).filter((path) => passes[path] > (after[path] > before[path] ? 3 : 2))).toEqual([]);
  });
});
