import type { CfnResource } from 'aws-cdk-lib';
import { isDeployedByHook } from './not-deployed';
import { tasksOfService } from './service-task';
import { CfnView } from '../cdk/cfn-view';
import type { StackIndexes } from '../cdk/stack-index';

/** The deployment controllers by which CloudFormation leaves it to others to give a service new revisions of its task definition. */
const OTHERS = ['CODE_DEPLOY', 'EXTERNAL'];

/** The task definition of a service that does not get its new revisions from CloudFormation; empty for any other service. */
export function taskDeployedByOthers(service: CfnResource, indexes: StackIndexes): CfnResource[] {
  const view = new CfnView(service);
  const isByOthers = OTHERS.includes(view.value(['DeploymentController', 'Type'])) && !isDeployedByHook(service);
  return isByOthers ? tasksOfService(view, indexes) : [];
}
