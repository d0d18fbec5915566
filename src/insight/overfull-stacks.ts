import { CfnOutput, type CfnResource, Stack } from 'aws-cdk-lib';

/** How many outputs CloudFormation takes in a template. */
export const MAX_OUTPUTS = 200;

/**
 * The stacks with more outputs than CloudFormation takes, and how many they have, among those of resources that another stack refers to: each reference
 * needs an output, in each stack, too, that theirs is nested in. It can be told once the CDK has resolved the references.
 */
export function overfullStacks(resources: readonly CfnResource[], referrer: Stack): (readonly [Stack, number])[] {
  const own = withParents(referrer);
  const others = new Set(resources.flatMap((resource) => withParents(Stack.of(resource))).filter((stack) => !own.includes(stack)));
  return [...others].map((stack) => [stack, outputsOf(stack)] as const).filter(([, count]) => count > MAX_OUTPUTS);
}

function withParents(stack: Stack): Stack[] {
  return stack.nestedStackParent ? [stack, ...withParents(stack.nestedStackParent)] : [stack];
}

function outputsOf(stack: Stack): number {
  return stack.node.findAll().filter((construct) => construct instanceof CfnOutput && construct.stack === stack).length;
}
