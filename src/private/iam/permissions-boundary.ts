import { coversAction, coversEveryResource } from './statement-matching';
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
  const isForbidden = (action: string) => !statements.some((each) => mayAllow(each, action)) || statements.some((each) => denies(each, action));
  return statements.length > 0 && actions.some(isForbidden) ? boundary : undefined;
}

/** What is no statement, such as a condition that decides about one, may allow anything. */
function mayAllow(statement: any, action: string): boolean {
  const { Action, Effect, NotAction } = Object(statement);
  return (Action === undefined && NotAction === undefined) || (Effect !== 'Deny' && coversAction(statement, action) !== 'no');
}

function denies(statement: any, action: string): boolean {
  const { Condition, Effect } = Object(statement);
  return Effect === 'Deny' && Condition === undefined && coversEveryResource(statement) && coversAction(statement, action) === 'surely';
}
