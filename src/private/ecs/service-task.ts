import { type aws_ecs as ecs, CfnResource } from 'aws-cdk-lib';
import { familyNamed, oneOfFamily } from './family';
import { CfnView } from '../cdk/cfn-view';
import type { StackIndexes } from '../cdk/stack-index';
import { templateText } from '../template/template-text';

/**
 * The task definition that a service runs: the one that it refers to, that of its L2, or the one whose family it names.
 *
 * @param taskDefinitions those among which a family is looked for
 */
export function taskOfService(service: CfnView, taskDefinitions: () => readonly CfnResource[]): CfnResource | undefined {
  return taskAt(service, ['TaskDefinition'], taskDefinitions);
}

/** The same, none or one, where a family is looked for in the service's own stack. */
export function tasksOfService(service: CfnView, indexes: StackIndexes): CfnResource[] {
  const task = taskOfService(service, () => indexes.of(service.resource.stack).resources.get('AWS::ECS::TaskDefinition') ?? []);
  return task ? [task] : [];
}

/** The task definition that a property of a service, or of whatever else starts tasks, stands for. */
export function taskAt(starter: CfnView, path: readonly string[], taskDefinitions: () => readonly CfnResource[]): CfnResource | undefined {
  return starter.follow(path)?.resource ?? taskOfL2(starter) ?? taskOfFamily(starter, starter.value(path), taskDefinitions);
}

/** The task definition that a resolved value in what starts tasks stands for. */
export function taskIn(starter: CfnView, value: any, taskDefinitions: () => readonly CfnResource[]): CfnResource | undefined {
  const [target, ...others] = starter.targetsOf(value);
  return target && others.length === 0 ? target.resource : taskOfFamily(starter, value, taskDefinitions);
}

/** The L2 names the family only, or nothing at all, where others than CloudFormation deploy. Somebody's own construct may have anything under that name. */
function taskOfL2({ resource, resourceType }: CfnView): CfnResource | undefined {
  const service = resourceType === 'AWS::ECS::Service' ? resource.node.scope as Partial<ecs.BaseService> | undefined : undefined;
  const task = service?.taskDefinition?.node?.defaultChild;
  return task && CfnResource.isCfnResource(task) ? task : undefined;
}

function taskOfFamily(starter: CfnView, value: any, taskDefinitions: () => readonly CfnResource[]): CfnResource | undefined {
  const family = familyNamed(value);
  if (family === undefined) { return undefined; }
  const sameFamily = taskDefinitions().filter((each) => templateText(new CfnView(each).value(['Family'])) === family);
  return oneOfFamily(family, sameFamily, ({ stack }) => stack === starter.resource.stack);
}
