import { coversAction } from './statement-matching';
import { MANAGED_POLICY } from './types';
import type { CfnView } from '../cdk/cfn-view';

/**
 * The policy of the app that is the permissions boundary of a role, where it surely keeps the role from some action, whatever its other policies allow.
 *
 * @param holder the role, or a resource of SAM which says what boundary its role gets
 */
export function forbiddingBoundary(holder: CfnView, actions: readonly string[]): CfnView | undefined {
  if (holder.effective(['PermissionsBoundary']) === undefined) { return undefined; }
  const boundary = holder.follow(['PermissionsBoundary']);
  if (boundary?.resourceType !== MANAGED_POLICY) { return undefined; }
  const statements = boundary.statements(['PolicyDocument']);
  const mayAllow = (action: string) => statements.some((statement) => statement.Effect !== 'Deny' && coversAction(statement, action) !== 'no');
  return statements.length > 0 && !actions.every(mayAllow) ? boundary : undefined;
}
