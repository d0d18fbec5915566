import { isObject } from './intrinsics';
import { withVariables } from './state-machine-definition';
import { templateText } from './template-text';

/** A state of a definition that calls something. */
export interface TaskState {
  /** Where it stands, such as `States.Pay`. */
  readonly path: string;
  readonly resource: any;
  readonly input: any;
}

/** What a distributed loop reads its items from, and writes its results to, in the form of tasks. */
const FILES = ['ItemReader', 'ResultWriter'];

/** How deep branches and loops are followed into each other: deeper than anybody writes them. */
const MAX_DEPTH = 100;

/** The states of a definition that call something, those of branches and loops too. */
export function taskStates(definition: any): TaskState[] {
  const found: TaskState[] = [];
  const visit = (machine: any, prefix: string, depth: number) => {
    if (depth > MAX_DEPTH) { return; }
    for (const [name, state] of Object.entries<any>(Object(Object(machine).States))) {
      if (!isObject(state)) { continue; }
      const path = `${prefix}States.${name}`;
      if (state.Type === 'Task') { found.push(taskState(path, state)); }
      for (const part of FILES) {
        if (isObject(state[part])) { found.push(taskState(`${path}.${part}`, state[part])); }
      }
      if (Array.isArray(state.Branches)) { state.Branches.forEach((branch: any, index: number) => visit(branch, `${path}.Branches.${index}.`, depth + 1)); }
      if (state.Iterator) { visit(state.Iterator, `${path}.Iterator.`, depth + 1); }
      if (state.ItemProcessor) { visit(state.ItemProcessor, `${path}.ItemProcessor.`, depth + 1); }
    }
  };
  visit(definition, '', 0);
  return found;
}

function taskState(path: string, { Resource, Arguments, Parameters }: any): TaskState {
  return { path, resource: Resource, input: Arguments ?? Parameters };
}

/** What a task calls of an integration, such as `lambda:invoke`, `ecs:runTask.sync` or, by the SDK, `sfn:startExecution`; undefined where it names a thing itself. */
export function integrationOf({ resource }: TaskState, variables: Readonly<Record<string, any>>): string | undefined {
  const name = (templateText(withVariables(resource, variables)) ?? '').replace(/AWS::/g, '');
  return /^arn:[^:]+:states:[^:]*:[^:]*:(?:aws-sdk:)?(.+)$/.exec(name)?.[1];
}
