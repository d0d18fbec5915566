import { Stack, Token } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { deployedStack } from './deployed-stack';
import { misuse } from '../errors';
import { isInTree } from './in-tree';

/** Where the root of an app keeps who has claimed what. The symbol is registered, so that two copies of the library know of each other's claims. */
const CLAIMS = Symbol.for('cdk-xray.environment-claims');

/**
 * Claims something that X-Ray has once in each account and region, such as a setting or the name of a rule, for a construct.
 *
 * Stacks of the same account and region share one environment, whichever Stage they are in. Where either is known only at deployment, the stack,
 * with those nested in it, counts as an environment of its own: nobody can tell before.
 *
 * @param environment a construct in the environment, by default the claimant
 * @returns the construct that has claimed it before; undefined where the construct is the first, and has it now
 */
export function claimInEnvironment(claimant: IConstruct, what: string, environment = claimant): IConstruct | undefined {
  const root = claimant.node.root as IConstruct & { [CLAIMS]?: Map<string, IConstruct> };
  const claims = root[CLAIMS] ??= new Map();
  const key = JSON.stringify([what, environmentKey(environment)]);
  const holder = claims.get(key);
  // One that was removed has lost its claim.
  if (holder && holder !== claimant && isInTree(holder)) { return holder; }
  claims.set(key, claimant);
  return undefined;
}

/**
 * Claims a setting that X-Ray has once in each account and region for a construct.
 *
 * @throws when another construct of the app has it, naming both
 */
export function claimSetting(claimant: IConstruct, constructName: string): void {
  const holder = claimInEnvironment(claimant, constructName);
  if (!holder) { return; }
  throw misuse(`\`${constructName}\` must be defined once in an account and region, got a second one for ${environmentText(claimant)}: `
    + `[${holder.node.path}] sets the same setting; remove one of the two`, claimant);
}

/** The environment of a construct as a text for people. */
export function environmentText(construct: IConstruct): string {
  const { account, region } = Stack.of(construct);
  return isKnown(account, region)
    ? `account ${account} and region ${region}`
    : `the account and region that the stack ${deployedStack(construct).node.path} is deployed to`;
}

/** Whether two constructs are surely deployed to the same account and region. */
export function isSameEnvironment(one: IConstruct, other: IConstruct): boolean {
  return environmentKey(one) === environmentKey(other);
}

function environmentKey(construct: IConstruct): string {
  const { account, region } = Stack.of(construct);
  return isKnown(account, region) ? `${account}/${region}` : `stack ${deployedStack(construct).node.path}`;
}

function isKnown(account: string, region: string): boolean {
  return !Token.isUnresolved(account) && !Token.isUnresolved(region);
}
