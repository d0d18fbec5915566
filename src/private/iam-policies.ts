import { listed } from './policy-documents';

/** The actions of all that sends segments. */
export const ALL_WRITE_ACTIONS = [
  'xray:PutTraceSegments',
  'xray:PutTelemetryRecords',
  'xray:GetSamplingRules',
  'xray:GetSamplingTargets',
  'xray:GetSamplingStatisticSummaries',
];

/** Whether a normalized statement allows an action on every resource without a condition. */
export function allows(statement: any, action: string): boolean {
  return statement.Effect === 'Allow'
    && statement.Condition === undefined
    && listed(statement.Resource).includes('*')
    && (statement.NotAction === undefined
      ? listed(statement.Action).some((pattern) => matchesAction(pattern, action))
      : !mayExcept(listed(statement.NotAction), action));
}

/** Whether an action is among those that a statement is not about, or may be: a pattern with a token or an intrinsic function is known later. */
function mayExcept(patterns: readonly unknown[], action: string): boolean {
  return patterns.some((pattern) => typeof pattern !== 'string' || pattern.includes('${') || matchesAction(pattern, action));
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
