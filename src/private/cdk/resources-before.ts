import { CfnResource } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { internalsOf } from './cfn-internals';
import { freshlyResolved } from './fresh-resolver';
import type { LogicalIds } from './logical-ids';
import { referencesIn } from '../template/references';

/** The resources of its stack that CloudFormation creates before a resource: those that it refers to or waits for, by whatever detour. */
export function resourcesBefore(resource: CfnResource, logicalIds: LogicalIds): Set<CfnResource> {
  const found = new Set<CfnResource>();
  const open = [resource];
  for (let next = open.pop(); next; next = open.pop()) {
    for (const before of [...referredBy(next, logicalIds), ...awaitedBy(next)]) {
      if (!found.has(before)) {
        found.add(before);
        open.push(before);
      }
    }
  }
  return found;
}

function referredBy(resource: CfnResource, logicalIds: LogicalIds): CfnResource[] {
  const entry = freshlyResolved(resource.stack, internalsOf(resource)._toCloudFormation());
  return referencesIn(entry).flatMap(({ logicalId }) => {
    const target = logicalId === undefined ? undefined : logicalIds.find(resource.stack, logicalId);
    return target && CfnResource.isCfnResource(target) ? [target] : [];
  });
}

/** What it waits for by `DependsOn`. The CDK turns dependencies between constructs into that when it is too late for us. */
function awaitedBy(resource: CfnResource): CfnResource[] {
  const dependencies = resource.node.scopes.flatMap((scope) => scope.node.dependencies).flatMap(resourcesIn);
  return [...resource.obtainDependencies().filter((each) => CfnResource.isCfnResource(each)), ...dependencies]
    .filter(({ stack }) => stack === resource.stack);
}

function resourcesIn(scope: IConstruct): CfnResource[] {
  return scope.node.findAll().filter((each) => CfnResource.isCfnResource(each));
}
