import type { FindingRule } from './finding-rule';
import { functionBehind, isFunction, isTraced, isUntraced } from './neighbours';
import { FindingSeverity } from '../survey-finding';

const TYPES = ['AWS::StepFunctions::StateMachine', 'AWS::Serverless::StateMachine'];
const DEFINITIONS = ['DefinitionString', 'Definition', 'DefinitionSubstitutions'];

export const STATE_MACHINE_TASK_UNTRACED: FindingRule = {
  id: 'StateMachineTaskUntraced',
  severity: FindingSeverity.WARNING,
  title: 'The functions and state machines that a traced state machine calls are traced',
  cause: 'A task whose function, or nested state machine, sends no segments is a gap in the trace of the execution.',
  fix: 'trace what the task calls, too',
  url: 'https://docs.aws.amazon.com/step-functions/latest/dg/concepts-xray-tracing.html',
  find: (context) => context.model.ofType(...TYPES).filter((machine) => isTraced(machine, context)).flatMap((machine) => {
    const called = DEFINITIONS.flatMap((property) => context.model.targets(machine, property)).flatMap((target) => functionBehind(target, context));
    return [...new Set(called)]
      .filter((target) => (isFunction(target) || TYPES.includes(target.type)) && isUntraced(target, context))
      .map((target) => ({
        at: target,
        message: `the traced state machine ${machine.name} calls this, which is not traced`,
        ways: [{ from: machine, to: target, relation: 'task' }],
      }));
  }),
};
