import type { ModelResource } from './template-model';
import { actionsOfAwsManaged } from '../private/iam/aws-managed-policies';
import { documentJson, statementsOf } from '../private/iam/policy-documents';
import { listed } from '../private/listed';
import { branchesOf, isIntrinsic, isNoValue } from '../private/template/intrinsics';

/** A policy document among those of a role, or what stands in its place. */
export interface PolicySource {
  readonly statements: readonly any[];
  /** Actions of AWS's managed policy. */
  readonly awsManaged?: readonly string[];
  /** Why the statements are not known. */
  readonly hidden?: string;
  /** Whether it is a managed policy that is not in the templates. */
  readonly isPolicyElsewhere?: boolean;
  /** The policy, where it is a resource of its own that a condition of its template may leave out. */
  readonly conditional?: ModelResource;
}

/** What a policy of AWS allows; undefined where it says nothing of X-Ray. */
export function awsManagedPolicy(name: string): PolicySource | undefined {
  const actions = actionsOfAwsManaged(name);
  if (!actions) { return hidden(`what its AWS managed policy ${name} allows is not known to cdk-xray`); }
  return actions.length === 0 ? undefined : { statements: [], awsManaged: actions };
}

/** A policy of a role's own list; undefined where it says nothing of X-Ray. */
export function inlinePolicy(policy: any): PolicySource | undefined {
  return isIntrinsic(policy) ? hidden('one of its inline policies is decided at deployment') : policySource(policy?.PolicyDocument);
}

/**
 * The policies in a list, where the list or an item may be decided by conditions.
 *
 * @param sourceOf makes one of an item; undefined where the item says nothing of X-Ray
 * @param whereHidden why nothing is known of a list that is decided otherwise
 */
export function sourcesIn(policies: any, sourceOf: (policy: any) => PolicySource | undefined, whereHidden: string): PolicySource[] {
  if (policies === undefined || isNoValue(policies)) { return []; }
  const sourcesOfItem = (item: any) => decidedByCondition(item, (branch) => listed(sourceOf(branch))) ?? sourceOf(item) ?? [];
  return decidedByCondition(policies, (branch) => sourcesIn(branch, sourceOf, whereHidden))
    ?? (isIntrinsic(policies) ? [hidden(whereHidden)] : listed(policies).filter((item) => !isNoValue(item)).flatMap(sourcesOfItem));
}

/** What an `Fn::If` decides, which matters only where one of its branches may say something of X-Ray; undefined for any other value. */
function decidedByCondition(value: any, sourcesOf: (branch: any) => PolicySource[]): PolicySource[] | undefined {
  const branches = branchesOf(value);
  if (!branches) { return undefined; }
  return branches.flatMap(sourcesOf).length === 0 ? [] : [hidden('a condition decides which policies it carries')];
}

/** The statements of a policy document that may be about X-Ray; undefined where none is. Most are not, and taking each apart would cost more than all else. */
export function policySource(document: any): PolicySource | undefined {
  const relevant = listed(Object(documentJson(document)).Statement).filter(mayConcernXRay);
  return relevant.length === 0 && !isIntrinsic(document)
    ? undefined
    : { statements: statementsOf({ Statement: relevant }), hidden: hiddenPart(document, relevant) };
}

/** Whether a statement may be about X-Ray. One that the deployment decides, an intrinsic function, has no actions and may be about anything. */
function mayConcernXRay(statement: any): boolean {
  const actions = statement?.Action;
  return actions === undefined || (Array.isArray(actions) ? actions.some(mayMatchXRay) : mayMatchXRay(actions));
}

function mayMatchXRay(pattern: unknown): boolean {
  return typeof pattern !== 'string' || 'xX*?'.includes(pattern[0]);
}

function hiddenPart(document: any, statements: readonly any[]): string | undefined {
  return isIntrinsic(document) || statements.some(isIntrinsic) ? 'one of its policies is decided at deployment' : undefined;
}

/** A policy of which nothing is known. */
export function hidden(reason: string): PolicySource {
  return { statements: [], hidden: reason };
}

/** The policies, where what stands in those that a condition may leave out holds perhaps, unless one of some resources is there under the same condition. */
export function asFarAsCertain(sources: readonly PolicySource[], resources: readonly ModelResource[]): readonly PolicySource[] {
  return sources.map((source) => {
    const { conditional } = source;
    return conditional === undefined || resources.some((resource) => isUnderCondition(resource, conditional)) ? source : perhaps(source);
  });
}

function isUnderCondition(resource: ModelResource, { stack, entry: { Condition } }: ModelResource): boolean {
  return resource.stack === stack && resource.entry.Condition === Condition;
}

/** A policy that holds perhaps. */
export function perhaps(source: PolicySource): PolicySource {
  return { ...source, statements: source.statements.map((statement) => ({ Condition: {}, ...statement })) };
}

