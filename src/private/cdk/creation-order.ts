import type { CfnResource, Stack } from 'aws-cdk-lib';
import { resourcesBefore } from './resources-before';

/**
 * The order in which CloudFormation creates resources. Many may wait for the same one, so each is looked through once.
 */
export class CreationOrder {
  /** The resources before others, in each stack. */
  private readonly before = new Map<Stack, Map<CfnResource, ReadonlySet<CfnResource>>>();

  /** Whether a resource is created before another one, which refers to it or waits for it, by whatever detour. */
  public isBefore(resource: CfnResource, later: CfnResource): boolean {
    return this.resourcesBefore(later).has(resource);
  }

  /** Makes a resource wait for another one of its stack. What comes after the resource comes after that as well, and has to be looked through again. */
  public wait(resource: CfnResource, awaited: CfnResource): void {
    resource.addResourceDependency(awaited);
    const before = this.before.get(resource.stack);
    before?.forEach((resources, later) => {
      if (resources.has(resource)) { before.delete(later); }
    });
  }

  private resourcesBefore(later: CfnResource): ReadonlySet<CfnResource> {
    const before = this.before.get(later.stack) ?? new Map<CfnResource, ReadonlySet<CfnResource>>();
    this.before.set(later.stack, before);
    let resources = before.get(later);
    if (!resources) { before.set(later, resources = resourcesBefore(later, before)); }
    return resources;
  }
}
