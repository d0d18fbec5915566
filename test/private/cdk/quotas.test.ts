import { App, Stack, Stage } from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import type { IConstruct } from 'constructs';
import { TraceFilter, TraceGroup } from '../../../src';

const filter = TraceFilter.fault();

function groups(stack: Stack, count: number): void {
  for (let index = 0; index < count; index++) { new TraceGroup(stack, `Group${index}`, { filter }); }
}

test('the app is searched once, however many environments it has', () => {
  const app = new App();
  for (let index = 0; index < 20; index++) { groups(new Stack(app, `Stack${index}`), 2); }
  const findAll = jest.spyOn(app.node, 'findAll');
  const validated: IConstruct[] = Array.from(app.node.findAll());
  findAll.mockClear();
  validated.forEach(({ node }) => node.validate());
  expect(findAll).toHaveBeenCalledTimes(1);
});

test('each environment with too many is told of, in whichever Stage', () => {
  const app = new App();
  const stacks = [new Stack(app, 'One'), new Stack(app, 'Two'), new Stack(new Stage(app, 'Prod'), 'Three'), new Stack(app, 'Few')];
  stacks.slice(0, 3).forEach((stack) => groups(stack, 26));
  groups(stacks[3], 25);
  app.synth();
  const told = stacks.map((stack) => Annotations.fromStack(stack).findWarning('*', Match.stringLikeRegexp('has 26 X-Ray groups')).length);
  expect(told).toEqual([1, 1, 1, 0]);
});
