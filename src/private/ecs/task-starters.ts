import { isObject, itemsIn, plainText, valueAt } from '../template/intrinsics';
import { pathOf } from '../template/property-path';
import { definitionIn, withVariables } from '../template/state-machine-definition';
import { integrationOf, taskStates } from '../template/task-states';

/** Where a resource says which tasks it starts, and in which network: the paths of properties. */
export interface TaskStart {
  readonly taskDefinition: string;
  /** What has the subnets and the security groups, and says whether the tasks get a public address. */
  readonly network: string;
}

/** A state of a state machine that starts tasks, with values of the template. */
export interface StartingState {
  /** Where it stands in the properties. */
  readonly path: string;
  readonly taskDefinition: any;
  /** What the path `network` leads to elsewhere. */
  readonly network: any;
}

/** How a type says it: in its properties, or in each item of a list of them. */
interface Starter extends TaskStart {
  readonly list?: string;
}

const STARTERS: Readonly<Record<string, Starter>> = {
  'AWS::ECS::Service': { taskDefinition: 'TaskDefinition', network: 'NetworkConfiguration.AwsvpcConfiguration' },
  'AWS::ECS::TaskSet': { taskDefinition: 'TaskDefinition', network: 'NetworkConfiguration.AwsVpcConfiguration' },
  'AWS::Events::Rule': { list: 'Targets', ...startBelow('EcsParameters', 'AwsVpcConfiguration') },
  'AWS::Pipes::Pipe': startBelow('TargetParameters.EcsTaskParameters', 'AwsvpcConfiguration'),
  'AWS::Scheduler::Schedule': startBelow('Target.EcsParameters', 'AwsvpcConfiguration'),
};

function startBelow(parameters: string, configuration: string): TaskStart {
  return { taskDefinition: `${parameters}.TaskDefinitionArn`, network: `${parameters}.NetworkConfiguration.${configuration}` };
}

/** The types of what starts tasks. */
export const TASK_STARTERS: readonly string[] = Object.keys(STARTERS);

/**
 * Where a resource of one of these types starts tasks.
 *
 * @param read gives the value of a property
 */
export function taskStartsIn(type: string, read: (property: string) => any): TaskStart[] {
  const { list, ...start } = STARTERS[type];
  if (list === undefined) { return [start]; }
  return itemsIn(read(list)).flatMap((item, index) => valueAt(item, pathOf(start.taskDefinition)) === undefined ? [] : [{
    taskDefinition: `${list}[${index}].${start.taskDefinition}`,
    network: `${list}[${index}].${start.network}`,
  }]);
}

/** The states of a state machine that start tasks of which the definition and the network are known before an execution. */
export function startingStatesIn(properties: Record<string, any>): StartingState[] {
  const definition = plainText(properties).includes(RUN_TASK) ? definitionIn(properties) : undefined;
  if (!definition) { return []; }
  const { content, property, variables } = definition;
  const starting = taskStates(content).filter((state) => isObject(state.input) && integrationOf(state, variables)?.startsWith(RUN_TASK));
  return starting.map(({ path, input }) => ({
    path: `${property}.${path}`,
    taskDefinition: withVariables(input.TaskDefinition, variables),
    network: withVariables(valueAt(input, NETWORK), variables),
  }));
}

/** The integration of a state that starts tasks, whether or not it waits for their end. */
const RUN_TASK = 'ecs:runTask';

const NETWORK = ['NetworkConfiguration', 'AwsvpcConfiguration'];
