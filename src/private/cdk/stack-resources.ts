import { CfnResource, type Stack } from 'aws-cdk-lib';

/** The resources of a CloudFormation type in a stack, without those of nested ones. All constructs are looked at, so this is for what few apps have. */
export function resourcesOfType(stack: Stack, type: string): CfnResource[] {
  return stack.node.findAll().filter((construct): construct is CfnResource =>
    CfnResource.isCfnResource(construct) && construct.cfnResourceType === type && construct.stack === stack);
}
