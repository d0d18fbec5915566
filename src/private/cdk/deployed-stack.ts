import { type CfnResource, Stack } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/** The stack of a construct that is deployed by itself: the outermost of nested ones, which have no name of their own before the deployment. */
export function deployedStack(construct: IConstruct): Stack {
  let stack = Stack.of(construct);
  while (stack.nestedStackParent) { stack = stack.nestedStackParent; }
  return stack;
}

/** What of a stack a resource is deployed with: the resource itself, or the nested stack that it is in; undefined where the stack has neither. */
export function partIn(stack: Stack, resource: CfnResource): CfnResource | undefined {
  let part: CfnResource | undefined = resource;
  while (part && part.stack !== stack) { part = part.stack.nestedStackResource; }
  return part;
}

/** The stack that a resource nests. The CDK puts the resource beside that stack, within a construct of its own. */
export function nestedBy(resource: CfnResource): Stack | undefined {
  const beside = resource.cfnResourceType === 'AWS::CloudFormation::Stack' ? resource.node.scope?.node.scope?.node.children : undefined;
  return beside?.find((each): each is Stack => Stack.isStack(each) && each.nestedStackResource === resource);
}
