import type { ModelResource, ModelStack } from '../template-model';

/** Resources by the account and region that they are deployed to. A stack of which either is not known counts as an environment of its own. */
export function byEnvironment(resources: readonly ModelResource[]): Map<string, ModelResource[]> {
  const groups = new Map<string, ModelResource[]>();
  for (const resource of resources) {
    const key = environmentOf(resource.stack);
    const group = groups.get(key);
    if (group) { group.push(resource); } else { groups.set(key, [resource]); }
  }
  return groups;
}

/** What identifies the environment of a stack. */
export function environmentOf(stack: ModelStack): string {
  const { account, region } = stack.source;
  return account !== undefined && region !== undefined ? `account ${account} and region ${region}` : `the environment of ${deployedStack(stack).source.name}`;
}

function deployedStack(stack: ModelStack): ModelStack {
  return stack.parent ? deployedStack(stack.parent.stack) : stack;
}
