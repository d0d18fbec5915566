import { actionsOfAwsManaged, awsManagedPolicyName } from './aws-managed-policies';
import { denies, mayAllow } from './statement-matching';
import { MANAGED_POLICY } from './types';
import type { CfnView } from '../cdk/cfn-view';
import { isNoValue, plainText } from '../template/intrinsics';
import { inheritedBy, isOfSam } from '../template/sam-inheritance';
import { templateText } from '../template/template-text';

const BOUNDARY = ['PermissionsBoundary'];

/** What the permissions boundary of a role does to some actions. */
export interface BoundaryLimit {
  /** The policy that is the boundary: its construct path where it is in the app, its name where it is an AWS managed one, and its ARN elsewhere. */
  readonly name: string;
  /** Whether it surely keeps the role from some action, whatever its other policies allow. Otherwise nothing is known of it. */
  readonly isCertain: boolean;
}

/**
 * What the permissions boundary of a role does to some actions; undefined where there is none, or where it may well allow them.
 *
 * @param holder the role, or a resource of SAM which says what boundary its role gets
 */
export function limitByBoundary(holder: CfnView, actions: readonly string[]): BoundaryLimit | undefined {
  const value = holder.stated(BOUNDARY) ?? inheritedBoundary(holder);
  if (value === undefined) { return undefined; }
  const targets = holder.targetsOf(value);
  const [policy] = targets;
  if (targets.length === 1 && policy?.resourceType === MANAGED_POLICY) {
    return isForbidding(policy, actions) ? { name: policy.resource.node.path, isCertain: true } : undefined;
  }
  const resolved = holder.resource.stack.resolve(value);
  return isNoValue(resolved) ? undefined : limitElsewhere(resolved, actions);
}

/** SAM gives the role that it makes for a resource the boundary in the `Globals` of the template, where the resource has none. */
function inheritedBoundary(holder: CfnView): any {
  return isOfSam(holder.resourceType) ? inheritedBy(holder.resourceType, holder.globals).PermissionsBoundary : undefined;
}

function isForbidding(boundary: CfnView, actions: readonly string[]): boolean {
  const statements = boundary.statements(['PolicyDocument']);
  const isForbidden = (action: string) => !statements.some((each) => mayAllow(each, action)) || statements.some((each) => denies(each, action));
  return statements.length > 0 && actions.some(isForbidden);
}

function limitElsewhere(arn: any, actions: readonly string[]): BoundaryLimit | undefined {
  const name = awsManagedPolicyName(arn);
  const allowed = name === undefined ? undefined : actionsOfAwsManaged(name);
  const isAllowed = allowed !== undefined && actions.every((action) => allowed.includes(action));
  return isAllowed ? undefined : { name: name ?? templateText(arn) ?? plainText(arn), isCertain: allowed !== undefined };
}
