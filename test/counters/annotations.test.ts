import { type App, Aspects, Mixins, Stack } from 'aws-cdk-lib';
import { mixins, XRayTracing, XRayTracingAspect } from '../../src';
import { CONTRACT_APPS, type ContractApp } from '../support/contract-stacks';
import { cfnFunction, lambdaFunction } from '../support/contract-stacks/parts';
import { synthesize } from '../support/synthesis';

/** Each way to turn tracing on more than once. */
const WAYS: readonly [string, (app: App) => void][] = [
  ['enabled once', (app) => XRayTracing.of(app).enable()],
  ['enabled twice', (app) => ['first', 'second'].forEach(() => XRayTracing.of(app).enable())],
  ['App + every Stack + aspect + mixin', (app) => {
    Mixins.of(app).apply(new mixins.ResourceTracing());
    XRayTracing.of(app).enable();
    app.node.findAll().filter((construct) => Stack.isStack(construct)).forEach((stack) => XRayTracing.of(stack).enable());
    Aspects.of(app).add(new XRayTracingAspect());
  }],
];

/** Our warnings: the path of the construct and the id of each. */
function warnings(contractApp: ContractApp, prepare: (app: App) => void): string[] {
  return synthesize(contractApp, prepare, (app) => app.node.findAll().flatMap((construct) => construct.node.metadata
    .filter(({ type }) => type === 'aws:cdk:warning')
    .flatMap(({ data }) => /\[ack: (XRay::\w+)\]/.exec(String(data))?.[1] ?? [])
    .map((id) => `${id} on ${construct.node.path}`))).sort();
}

describe.each(CONTRACT_APPS)('$name', (contractApp) => {
  const expected = [...new Set(warnings(contractApp, WAYS[0][1]))];

  test.each(WAYS)('%s: one annotation for each resource and rule', (_, prepare) => {
    expect(warnings(contractApp, prepare)).toEqual(expected);
  });
});

test.each(WAYS)('%s: one XRay::RoleNotManaged for each role, however many resources share it', (_, prepare) => {
  const arns = ['first', 'second'].map((name) => `arn:aws:iam::111122223333:role/${name}`);
  const define = (app: App) => {
    const stack = new Stack(app, 'A');
    cfnFunction(stack, 'First', arns[0]);
    cfnFunction(stack, 'Second', arns[0]);
    cfnFunction(stack, 'Other', arns[1]);
    cfnFunction(new Stack(app, 'B'), 'Third', arns[0]);
    lambdaFunction(stack, 'Fine');
  };
  expect(warnings({ name: 'foreign roles', define }, prepare)).toEqual(['XRay::RoleNotManaged on A/First', 'XRay::RoleNotManaged on A/Other']);
});
