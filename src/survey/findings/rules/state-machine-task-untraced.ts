import { DEFINITION_PROPERTIES, STATE_MACHINE_TYPES } from '../../../private/template/state-machine-definition';
import { FUNCTIONS } from '../../lambda-functions';
import { calledAt } from '../../named-callees';
import { FindingSeverity } from '../../survey-finding';
import type { ModelResource } from '../../template-model';
import type { FindingRule, RuleContext, RuleMatch } from '../finding-rule';
import { isAnyUntraced, isTraced, isUntraced } from '../row-status';

const CALLED = [...FUNCTIONS, ...STATE_MACHINE_TYPES];

export const STATE_MACHINE_TASK_UNTRACED: FindingRule = {
  id: 'StateMachineTaskUntraced',
  severity: FindingSeverity.WARNING,
  title: 'The functions and state machines that a traced state machine calls are traced',
  cause: 'A task whose function, or nested state machine, sends no segments is a gap in the trace of the execution.',
  fix: 'trace what the task calls, too',
  url: 'https://docs.aws.amazon.com/step-functions/latest/dg/concepts-xray-tracing.html',
  find: (context) => isAnyUntraced(CALLED, context) ? tracedMachines(context).flatMap((machine) => untracedTasks(machine, context)) : [],
};

function tracedMachines(context: RuleContext): ModelResource[] {
  return context.model.ofType(...STATE_MACHINE_TYPES).filter((machine) => isTraced(machine, context));
}

function untracedTasks(machine: ModelResource, context: RuleContext): RuleMatch[] {
  const called = DEFINITION_PROPERTIES.flatMap((property) => calledAt(machine, property, context.model));
  return [...new Set(called)]
    .filter((target) => CALLED.includes(target.type) && isUntraced(target, context))
    .map((target) => ({
      at: target,
      message: `the traced state machine ${machine.name} calls this, which is not traced`,
      ways: [{ from: machine, to: target, relation: 'task' }],
    }));
}
