import { type aws_ecs as ecs, CfnResource } from 'aws-cdk-lib';
import { familyNamed, oneOfFamily } from './family';
import { CfnView } from '../cdk/cfn-view';
import { templateText } from '../template/template-text';

/**
 * The task definition that a service runs: the one that it refers to, that of its L2, or the one whose family it names.
 *
 * @param taskDefinitions those among which a family is looked for
 */
export function taskOfService(service: CfnView, taskDefinitions: () => readonly CfnResource[]): CfnResource | undefined {
  return service.follow(['TaskDefinition'])?.resource ?? taskOfL2(service.resource) ?? taskOfFamily(service, taskDefinitions);
}

/** The L2 names the family only, or nothing at all, where others than CloudFormation deploy. Somebody's own construct may have anything under that name. */
function taskOfL2(service: CfnResource): CfnResource | undefined {
  const task = (service.node.scope as Partial<ecs.BaseService> | undefined)?.taskDefinition?.node?.defaultChild;
  return task && CfnResource.isCfnResource(task) ? task : undefined;
}

function taskOfFamily(service: CfnView, taskDefinitions: () => readonly CfnResource[]): CfnResource | undefined {
  const family = familyNamed(service.value(['TaskDefinition']));
  if (family === undefined) { return undefined; }
  const sameFamily = taskDefinitions().filter((each) => templateText(new CfnView(each).value(['Family'])) === family);
  return oneOfFamily(family, sameFamily, ({ stack }) => stack === service.resource.stack);
}
