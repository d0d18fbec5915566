import { CfnResource } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { internalsOf } from './cfn-internals';
import { nestedBy, partIn } from './deployed-stack';
import { takenApart } from './fresh-resolver';
import { elementByLogicalId } from './logical-ids';
import { referencesIn } from '../template/references';

type Resources = ReadonlySet<CfnResource>;

/**
 * The resources of its stack that CloudFormation creates before a resource: those that it refers to or waits for, by whatever detour. For what is in a nested
 * stack, that is the nested stack, and a nested stack gets as parameters, which the CDK adds later, what its resources refer to.
 *
 * @param known what is before resources that were looked through already
 */
export function resourcesBefore(resource: CfnResource, known: ReadonlyMap<CfnResource, Resources>): Resources {
  const found = new Set<CfnResource>();
  const open = [resource];
  for (let next = open.pop(); next; next = open.pop()) {
    const all = known.get(next);
    for (const before of all ?? directlyBefore(next)) {
      if (found.has(before)) { continue; }
      found.add(before);
      if (!all) { open.push(before); }
    }
  }
  return found;
}

function directlyBefore(resource: CfnResource): CfnResource[] {
  return [...referredBy(resource), ...referredFromWithin(resource), ...awaitedBy(resource)];
}

function referredBy(resource: CfnResource): CfnResource[] {
  const { targets, rest } = takenApart(resource.stack, internalsOf(resource)._toCloudFormation());
  const find = (logicalId: string) => elementByLogicalId(resource.stack, logicalId, CfnResource.isCfnResource) ?? [];
  const named = referencesIn(rest).flatMap(({ logicalId }) => logicalId === undefined ? [] : find(logicalId));
  return partsOf([...targets, ...named], resource);
}

/** What the resources of a nested stack refer to outside of it. */
function referredFromWithin(nesting: CfnResource): CfnResource[] {
  const within = nestedBy(nesting)?.node.findAll().filter((each) => CfnResource.isCfnResource(each)) ?? [];
  return partsOf(within.flatMap((each) => takenApart(each.stack, internalsOf(each)._toCloudFormation()).targets), nesting);
}

/** What of the stack of a resource is created with some constructs. */
function partsOf(constructs: readonly IConstruct[], { stack }: CfnResource): CfnResource[] {
  return constructs.flatMap((each) => CfnResource.isCfnResource(each) ? partIn(stack, each) ?? [] : []);
}

/** What it waits for by `DependsOn`. The CDK turns dependencies between constructs into that when it is too late for us. */
function awaitedBy(resource: CfnResource): CfnResource[] {
  const dependencies = resource.node.scopes.flatMap((scope) => scope.node.dependencies).flatMap(({ node }) => node.findAll());
  return partsOf([...resource.obtainDependencies(), ...dependencies], resource);
}
