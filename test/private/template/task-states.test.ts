import { taskStates } from '../../../src/private/template/task-states';

const TASK = { Type: 'Task', Resource: 'arn' };

/** A definition with loops in loops. */
function nested(depth: number): any {
  let machine: any = { States: { Work: TASK } };
  for (let i = 0; i < depth; i++) { machine = { States: { Loop: { Type: 'Map', ItemProcessor: machine } } }; }
  return machine;
}

test('states within branches and loops are found', () => {
  const definition = { States: { Both: { Type: 'Parallel', Branches: [{ States: { A: TASK } }, nested(2)] } } };
  expect(taskStates(definition).map(({ path }) => path)).toEqual([
    'States.Both.Branches.0.States.A', 'States.Both.Branches.1.States.Loop.ItemProcessor.States.Loop.ItemProcessor.States.Work',
  ]);
});

test('loops in loops beyond all measure are left alone', () => {
  expect(taskStates(nested(10_000))).toEqual([]);
});
