import type { CfnResource } from 'aws-cdk-lib';

/** By this transform CloudFormation lets AWS CodeDeploy carry out deployments itself. */
const BLUE_GREEN_HOOK = 'AWS::CodeDeployBlueGreen';

const BY_OTHERS = 'A service with the deployment controller CODE_DEPLOY or EXTERNAL runs these tasks. CloudFormation does not give it new '
  + 'revisions of the task definition, such as this one with the collector: deploy this revision the way you deploy the others of the service, for example by AWS CodeDeploy.';

const BY_HOOK = `The stack has the transform ${BLUE_GREEN_HOOK}: CloudFormation refuses an update that changes a task definition and other resources at once, such as the log `
  + 'group and the policy that the collector needs. Add them in an update of their own, without the task definition, or leave the transform and the hooks out of the update '
  + 'that turns tracing on.';

/** Whether CloudFormation carries out the blue/green deployments of a resource's stack. */
export function isDeployedByHook({ stack }: CfnResource): boolean {
  return stack.templateOptions.transforms?.includes(BLUE_GREEN_HOOK) ?? false;
}

/** What is in the way of a new revision of a task definition; undefined where nothing is. */
export function notDeployed(taskDefinition: CfnResource, isDeployedByOthers: (resource: CfnResource) => boolean): string | undefined {
  if (isDeployedByHook(taskDefinition)) { return BY_HOOK; }
  return isDeployedByOthers(taskDefinition) ? BY_OTHERS : undefined;
}
