import { addTo } from '../../private/add-to';
import { mayBeIn } from '../places';
import type { ModelResource, ModelStack } from '../template-model';

/** Resources that surely exist together in one account and region. */
export interface EnvironmentGroup {
  /** What identifies the environment, in words. */
  readonly environment: string;
  readonly resources: readonly ModelResource[];
}

/**
 * Resources by the account and region that they are deployed to. A stack of which either is not known counts as an environment of its own, and those that
 * exist under a condition only are together with others under the same one.
 */
export function byEnvironment(resources: readonly ModelResource[]): EnvironmentGroup[] {
  const groups = new Map<string, ModelResource[]>();
  for (const resource of resources) {
    const { stack, entry: { Condition: condition } } = resource;
    const environment = environmentOf(stack);
    const key = condition === undefined ? environment : `${environment}\0${stack.source.name}\0${condition}`;
    addTo(groups, key, resource);
  }
  return [...groups.values()].map((group) => ({ environment: environmentOf(group[0].stack), resources: group }));
}

/** What identifies the environment of a stack. */
export function environmentOf(stack: ModelStack): string {
  const { account, region } = stack.source;
  return account !== undefined && region !== undefined ? `account ${account} and region ${region}` : `the environment of ${deployedStack(stack).source.name}`;
}

/** Whether two stacks may be deployed to the same account and region. */
export function mayShareEnvironment(one: ModelStack, { source }: ModelStack): boolean {
  return mayBeIn(one, source);
}

function deployedStack(stack: ModelStack): ModelStack {
  return stack.parent ? deployedStack(stack.parent.stack) : stack;
}
