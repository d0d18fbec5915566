import type { PolicySource } from './policy-sources';
import { allOf, anyOf, type Certainty } from '../private/certainty';
import { coversAction, coversEveryResource } from '../private/iam/statement-matching';
import { listed } from '../private/listed';
import { branchesOf, isIntrinsic, isObject } from '../private/template/intrinsics';
import { HIDDEN, searchableText } from '../private/template/template-text';

/** What the templates tell of whether a role may do something. */
export enum RoleVerdict {
  /** Its policies allow it. */
  ALLOWED = 'ALLOWED',
  /** Nothing allows it. */
  NOT_ALLOWED = 'NOT_ALLOWED',
  /** A statement denies it. */
  DENIED = 'DENIED',
  /** The role, or one of its policies, is not in the templates, or a condition decides. */
  UNKNOWN = 'UNKNOWN',
}

/** What policies say of some actions. */
export interface Answer {
  readonly verdict: RoleVerdict;
  /** The actions that are not allowed, or are denied, or cannot be told. */
  readonly actions: readonly string[];
  /** What hides the answer, where the verdict is UNKNOWN. */
  readonly reason?: string;
  /** Whether it is hidden by a managed policy that is not in the templates. */
  readonly isPolicyElsewhere?: boolean;
  /** Whether it is hidden by a statement that denies, against which no other one helps. */
  readonly isPerhapsDenied?: boolean;
}

const BEST_FIRST = [RoleVerdict.ALLOWED, RoleVerdict.UNKNOWN, RoleVerdict.NOT_ALLOWED, RoleVerdict.DENIED];

/** The first of the worst answers. */
export function worst<T extends Answer>(answers: readonly T[]): T | undefined {
  return [...answers].sort((a, b) => BEST_FIRST.indexOf(b.verdict) - BEST_FIRST.indexOf(a.verdict))[0];
}

/** What some policies together say of some actions. A denial goes before all else, as at IAM. */
export function verdictOf(sources: readonly PolicySource[], actions: readonly string[]): Answer {
  if (sources.length === 0 && actions.length > 0) { return { verdict: RoleVerdict.NOT_ALLOWED, actions }; }
  const statements = sources.flatMap((source) => source.statements);
  return denialIn(statements, actions) ?? permissionIn(sources, statements, actions);
}

function denialIn(statements: readonly any[], actions: readonly string[]): Answer | undefined {
  const denied = actionsWith('Deny', 'surely', statements, actions);
  if (denied.length > 0) { return { verdict: RoleVerdict.DENIED, actions: denied }; }
  const maybeDenied = actionsWith('Deny', 'perhaps', statements, actions);
  return maybeDenied.length > 0
    ? { verdict: RoleVerdict.UNKNOWN, actions: maybeDenied, reason: 'a statement denies it in some cases', isPerhapsDenied: true }
    : undefined;
}

function permissionIn(sources: readonly PolicySource[], statements: readonly any[], actions: readonly string[]): Answer {
  const allowed = new Set([...sources.flatMap((source) => source.awsManaged ?? []), ...actionsWith('Allow', 'surely', statements, actions)]);
  const open = actions.filter((action) => !allowed.has(action));
  if (open.length === 0) { return { verdict: RoleVerdict.ALLOWED, actions: [] }; }
  const hidden = sources.find((source) => source.hidden !== undefined);
  if (hidden) { return { verdict: RoleVerdict.UNKNOWN, actions: open, reason: hidden.hidden, isPolicyElsewhere: hidden.isPolicyElsewhere }; }
  const isConditional = actionsWith('Allow', 'perhaps', statements, open).length === open.length;
  return isConditional ? { verdict: RoleVerdict.UNKNOWN, actions: open, reason: 'a condition or the deployment decides' } : { verdict: RoleVerdict.NOT_ALLOWED, actions: open };
}

/** The actions on which a statement has the effect. */
function actionsWith(effect: 'Allow' | 'Deny', certainty: Certainty, statements: readonly any[], actions: readonly string[]): string[] {
  return actions.filter((action) => statements.some((statement) => applies(statement, effect, action) === certainty));
}

/** Whether a statement has the effect on an action. X-Ray's sending actions know no resources: a statement about particular ones is not about them. */
function applies(statement: any, effect: 'Allow' | 'Deny', action: string): Certainty {
  if (isIntrinsic(statement.Effect)) { return 'perhaps'; }
  if (statement.Effect !== effect) { return 'no'; }
  const covers = allOf([coversEveryResource(statement) ? 'surely' : namesEveryResource(statement.Resource), coversAction(statement, action)]);
  return covers === 'surely' && statement.Condition !== undefined ? 'perhaps' : covers;
}

/** Whether a resource, or a list of them, is every one in the end. */
function namesEveryResource(resources: any): Certainty {
  return anyOf(listed(resources).map((resource) => {
    const branches = branchesOf(resource);
    if (branches) { return inEachBranch(branches.map(namesEveryResource)); }
    return resource === '*' ? 'surely' : isUnknownText(resource) ? 'perhaps' : 'no';
  }));
}

function inEachBranch(answers: readonly Certainty[]): Certainty {
  return answers.every((answer) => answer === answers[0]) ? answers[0] : 'perhaps';
}

/** Whether nothing is known of a text. An attribute is the ARN of one resource. */
function isUnknownText(value: any): boolean {
  return isObject(value) && !('Fn::GetAtt' in value) && searchableText(value).replaceAll(HIDDEN, '') === '';
}
