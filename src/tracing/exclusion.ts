import type { CfnResource } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import type { InspectedResource } from './inspected-resource';
import { note } from './note';
import { METADATA_KEY } from '../private/ids';
import { isObject } from '../private/template/intrinsics';

/** The symbol is registered, so that two copies of the library in one app know of each other's exclusions. */
const EXCLUSION = Symbol.for('cdk-xray.exclusion');

/** Marks the root of an app in which something is excluded, so that the others need not be searched. */
const HAS_EXCLUSIONS = Symbol.for('cdk-xray.has-exclusions');

type MaybeExcluded = IConstruct & { [EXCLUSION]?: string; [HAS_EXCLUSIONS]?: boolean };

/** Marks a construct, and with it all below it, as left out of tracing. */
export function markExcluded(scope: IConstruct, reason: string): void {
  (scope as MaybeExcluded)[EXCLUSION] = reason;
  (scope.node.root as MaybeExcluded)[HAS_EXCLUSIONS] = true;
}

/** Whether anything is excluded in the app with this root. */
export function hasExclusions(root: IConstruct): boolean {
  return (root as MaybeExcluded)[HAS_EXCLUSIONS] === true;
}

/** The reason why a construct is left out: that of the nearest exclusion at or above it. */
export function exclusionReason(construct: IConstruct): string | undefined {
  for (let scope: IConstruct | undefined = construct; scope; scope = scope.node.scope) {
    const reason = (scope as MaybeExcluded)[EXCLUSION];
    if (reason !== undefined) { return reason; }
  }
  return undefined;
}

/** The reason that a template gives for the exclusion of one of its resources. */
export function exclusionInTemplate(resource: InspectedResource): string | undefined {
  const entry = resource.metadata[METADATA_KEY];
  return entry !== undefined && isObject(entry) && typeof entry.excluded === 'string' ? entry.excluded : undefined;
}

/** Why a template says that what the CDK itself adds to an app is not traced. */
const FRAMEWORK_EXCLUSION = 'the CDK adds it to the app, and `frameworkFunctions: false` leaves that alone';

/** Writes to the template metadata of a resource that an option leaves it alone, because it belongs to the CDK. It stands until somebody else traces it. */
export function excludeFrameworkResource(resource: CfnResource): void {
  excludeForNow(resource, FRAMEWORK_EXCLUSION);
}

/** Writes to the template metadata of a resource why it is left alone, which its properties do not tell. It stands until somebody else traces it. */
export function excludeForNow(resource: CfnResource, reason: string): void {
  note(resource, { excluded: reason });
}
