import type { Certainty } from '../certainty';
import { listed } from '../listed';

const OPPOSITE: Readonly<Record<Certainty, Certainty>> = { surely: 'no', perhaps: 'perhaps', no: 'surely' };

/** Whether an action is among those that a normalized statement is about, whatever its resources and conditions. */
export function coversAction({ Action, NotAction }: any, action: string): Certainty {
  return NotAction === undefined ? isAmong(listed(Action), action) : OPPOSITE[isAmong(listed(NotAction), action)];
}

function isAmong(patterns: readonly unknown[], action: string): Certainty {
  if (patterns.some((pattern) => matchesAction(pattern, action))) { return 'surely'; }
  return patterns.some(isHidden) ? 'perhaps' : 'no';
}

/** A pattern with a token, be it one of a text or of a list, or an intrinsic function is known later. */
function isHidden(pattern: unknown): boolean {
  return typeof pattern !== 'string' || /[$#]\{/.test(pattern);
}

/** Whether a normalized statement is about every resource. X-Ray's sending actions know no resources: one about particular ones is not about them. */
export function coversEveryResource({ Resource, NotResource }: any): boolean {
  return NotResource === undefined ? listed(Resource).includes('*') : !listed(NotResource).includes('*');
}

/**
 * Whether a normalized statement surely allows an action on every resource without a condition.
 *
 * One that excepts resources is left aside, as it is where policies are only looked through for those about all: a grant too many does no harm.
 */
export function allows(statement: any, action: string): boolean {
  return statement.Effect === 'Allow'
    && statement.Condition === undefined
    && listed(statement.Resource).includes('*')
    && coversAction(statement, action) === 'surely';
}

/**
 * Whether a normalized statement allows an action on every resource, as far as anybody can tell: a condition may hold. What is no statement, such as a
 * condition that decides about one, may allow anything.
 */
export function mayAllow(statement: any, action: string): boolean {
  const { Action, Effect, NotAction, Resource } = Object(statement);
  if (Action === undefined && NotAction === undefined) { return true; }
  return Effect !== 'Deny' && (coversEveryResource(statement) || listed(Resource).some(isHidden)) && coversAction(statement, action) !== 'no';
}

/** Whether a normalized statement surely denies an action on every resource. */
export function denies(statement: any, action: string): boolean {
  const { Condition, Effect } = Object(statement);
  return Effect === 'Deny' && Condition === undefined && coversEveryResource(statement) && coversAction(statement, action) === 'surely';
}

/** Whether a pattern of a policy, with its wildcards, matches an action. */
export function matchesAction(pattern: unknown, action: string): boolean {
  return typeof pattern === 'string' && matchesWildcards(pattern.toLowerCase(), action.toLowerCase());
}

/** Whether a text is what a policy says with its wildcards. */
export function matchesWildcards(pattern: string, text: string): boolean {
  if (!/[*?]/.test(pattern)) { return pattern === text; }
  const expression = pattern.replace(/[.+^${}()|[\]\\]/g, '\\$&').replace(/\*/g, '.*').replace(/\?/g, '.');
  return new RegExp(`^${expression}$`).test(text);
}
