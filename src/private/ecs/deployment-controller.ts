import { type aws_ecs as ecs, CfnResource } from 'aws-cdk-lib';
import { CfnView } from '../cfn-view';

/** The deployment controllers by which CloudFormation leaves it to others to give a service new revisions of its task definition. */
const OTHERS = ['CODE_DEPLOY', 'EXTERNAL'];

/** By this transform CloudFormation lets AWS CodeDeploy carry out deployments itself. */
const BLUE_GREEN_HOOK = 'AWS::CodeDeployBlueGreen';

/** The task definition of a service that does not get its new revisions from CloudFormation; empty for any other service. */
export function taskDeployedByOthers(service: CfnResource): CfnResource[] {
  const view = new CfnView(service);
  if (!OTHERS.includes(view.value(['DeploymentController', 'Type'])) || service.stack.templateOptions.transforms?.includes(BLUE_GREEN_HOOK)) { return []; }
  const task = taskOfL2(service) ?? view.follow(['TaskDefinition'])?.resource;
  return task ? [task] : [];
}

/** The L2 names the family only, or nothing at all, so that CloudFormation does not try. Somebody's own construct may have anything under that name. */
function taskOfL2(service: CfnResource): CfnResource | undefined {
  const task = (service.node.scope as Partial<ecs.BaseService> | undefined)?.taskDefinition?.node?.defaultChild;
  return task && CfnResource.isCfnResource(task) ? task : undefined;
}
