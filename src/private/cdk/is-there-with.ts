import type { CfnResource } from 'aws-cdk-lib';

/** Whether what a resource needs is there wherever the resource is: no condition may leave it out, but for the resource's own. */
export function isThereWith(resource: CfnResource, { cfnOptions: { condition } }: CfnResource): boolean {
  return condition === undefined || condition === resource.cfnOptions.condition;
}
