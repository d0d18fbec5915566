import type { CfnResource } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import type { XRayTracingAspectProps } from './tracing-options';

/** One call of `enable()`. */
export interface Enabling {
  readonly scope: IConstruct;
  readonly options: XRayTracingAspectProps;
  /** Whether the options let it trace a resource at all. */
  readonly reaches: (resource: CfnResource) => boolean;
}

/** Where a construct keeps the calls for it, the first one first. The symbol is registered, so that two copies of the library know of each other's calls. */
const ENABLINGS = Symbol.for('cdk-xray.enablings');

/** Where the root of an app keeps how many calls there are, so that where there is one, nothing need be searched. */
const COUNT = Symbol.for('cdk-xray.enabling-count');

type MaybeEnabled = IConstruct & { [ENABLINGS]?: Enabling[]; [COUNT]?: number };

/** Notes a call of `enable()`. */
export function addEnabling(enabling: Enabling): void {
  const { scope }: { scope: MaybeEnabled } = enabling;
  const root: MaybeEnabled = scope.node.root;
  (scope[ENABLINGS] ??= []).push(enabling);
  root[COUNT] = (root[COUNT] ?? 0) + 1;
}

/**
 * Whether a call is the one by whose options a resource is traced: of those that reach it, the call for the nearest scope and, of two for the same scope,
 * the last one. Calls with the same options are as good as one.
 */
export function decides(enabling: Enabling, resource: CfnResource): boolean {
  if ((enabling.scope.node.root as MaybeEnabled)[COUNT] === 1) { return true; }
  const deciding = nearestEnabling(resource);
  return deciding === undefined || deciding === enabling || haveSameOptions(deciding, enabling);
}

function nearestEnabling(resource: CfnResource): Enabling | undefined {
  for (let scope: MaybeEnabled | undefined = resource; scope; scope = scope.node.scope) {
    const found = scope[ENABLINGS]?.filter(({ reaches }) => reaches(resource)).pop();
    if (found) { return found; }
  }
  return undefined;
}

function haveSameOptions({ options: one }: Enabling, { options: other }: Enabling): boolean {
  const names = new Set([...Object.keys(one), ...Object.keys(other)]) as Set<keyof XRayTracingAspectProps>;
  return [...names].every((name) => one[name] === other[name]);
}
