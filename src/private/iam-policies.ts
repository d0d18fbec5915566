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
    && listed(statement.Action).some((pattern) => matchesAction(pattern, action));
}

/** Whether a pattern of a policy, with its wildcards, matches an action. */
export function matchesAction(pattern: unknown, action: string): boolean {
  if (typeof pattern !== 'string') { return false; }
  if (!/[*?]/.test(pattern)) { return pattern.toLowerCase() === action.toLowerCase(); }
  const expression = pattern.replace(/[.+^${}()|[\]\\]/g, '\\$&').replace(/\*/g, '.*').replace(/\?/g, '.');
  return new RegExp(`^${expression}$`, 'i').test(action);
}
