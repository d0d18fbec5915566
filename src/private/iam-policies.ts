import { listed } from './policy-documents';

/** The actions of all that sends segments. */
export const ALL_WRITE_ACTIONS = [
  'xray:PutTraceSegments',
  'xray:PutTelemetryRecords',
  'xray:GetSamplingRules',
  'xray:GetSamplingTargets',
  'xray:GetSamplingStatisticSummaries',
];

/** Those of policies that allow `xray:*`: what X-Ray's OTLP endpoint asks for is in no other managed policy. */
const EVERY_ACTION = [...ALL_WRITE_ACTIONS, 'xray:PutSpans', 'xray:PutSpansForIndexing'];

/**
 * AWS managed policies that allow what a sender needs.
 * @see https://docs.aws.amazon.com/aws-managed-policy/latest/reference/policy-list.html
 */
const AWS_MANAGED: Readonly<Record<string, readonly string[]>> = {
  AdministratorAccess: EVERY_ACTION,
  AWSElasticBeanstalkWebTier: ALL_WRITE_ACTIONS,
  AWSElasticBeanstalkWorkerTier: ALL_WRITE_ACTIONS,
  AWSXRayDaemonWriteAccess: ALL_WRITE_ACTIONS,
  AWSXrayFullAccess: EVERY_ACTION,
  AWSXrayWriteOnlyAccess: ALL_WRITE_ACTIONS,
  CloudWatchAgentServerPolicy: ALL_WRITE_ACTIONS,
  CloudWatchLambdaApplicationSignalsExecutionRolePolicy: ['xray:PutTraceSegments'],
  PowerUserAccess: EVERY_ACTION,
};

/** The AWS managed policy that lets a role send, in a region that is known or not. */
export function sendingPolicyName(region: string): string {
  return /^(cn|us-gov)-/.test(region) ? 'AWSXRayDaemonWriteAccess' : 'AWSXrayWriteOnlyAccess';
}

/** The X-Ray actions that an AWS managed policy allows. */
export function actionsOfAwsManaged(policyName: string): readonly string[] {
  return Object.hasOwn(AWS_MANAGED, policyName) ? AWS_MANAGED[policyName] : [];
}

/** The name in the ARN of an AWS managed policy, in whichever form it is written: the name is what follows the last slash of its text. */
export function awsManagedPolicyName(arn: any): string | undefined {
  const text = typeof arn === 'string' ? arn : JSON.stringify(arn) ?? '';
  return /:iam::aws:policy\/(?:[\w-]+\/)*([\w-]+)/.exec(text)?.[1];
}

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
