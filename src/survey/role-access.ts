import type { ModelResource, ModelStack, TemplateModel } from './template-model';
import { actionsOfAwsManaged, awsManagedPolicyName } from '../private/aws-managed-policies';
import { matchesAction } from '../private/iam-policies';
import { branchesOf, isIntrinsic, isNoValue, isObject, plainText, valueAt } from '../private/intrinsics';
import { documentJson, listed, statementsOf } from '../private/policy-documents';
import { pathOf } from '../private/property-path';

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

/** Whether the role of a resource may do what it needs. */
export interface RoleAccess {
  readonly verdict: RoleVerdict;
  /** The role, where the templates have it. */
  readonly role?: ModelResource;
  /** The role as a text for people. */
  readonly roleName: string;
  /** The actions that are not allowed, or are denied, or cannot be told. */
  readonly actions: readonly string[];
  /** What hides the answer, where the verdict is UNKNOWN. */
  readonly reason?: string;
}

/** A policy document among those of a role, or what stands in its place. */
interface PolicySource {
  readonly statements: readonly any[];
  /** Actions of AWS's managed policy. */
  readonly awsManaged?: readonly string[];
  /** Why the statements are not known. */
  readonly hidden?: string;
  /** The policy, where it is a resource of its own that a condition of its template may leave out. */
  readonly conditional?: ModelResource;
}

const ROLE = 'AWS::IAM::Role';
const INSTANCE_PROFILE = 'AWS::IAM::InstanceProfile';
const POLICY_TYPES = ['AWS::IAM::Policy', 'AWS::IAM::ManagedPolicy', 'AWS::IAM::RolePolicy'];

/** What the roles of some templates may do. */
export class RoleAccesses {
  /** Policies that name the roles they are for, by role, or by the name of a role that the templates do not have. */
  private readonly attached = new Map<ModelResource | string, PolicySource[]>();

  private named?: Map<unknown, ModelResource>;

  constructor(private readonly model: TemplateModel) {
    for (const policy of model.ofType(...POLICY_TYPES)) { this.attach(policy); }
  }

  /** Whether the role that a property of a resource names may do all of some actions; undefined where the property is absent. */
  public of(resource: ModelResource, roleProperty: string, actions: readonly string[]): RoleAccess | undefined {
    return this.ofValue(resource, valueAt(resource.properties, pathOf(roleProperty)), actions);
  }

  /** Where a condition decides which role it is, the worst that one of them would do. */
  private ofValue(resource: ModelResource, value: any, actions: readonly string[]): RoleAccess | undefined {
    if (value === undefined || value === null || isNoValue(value)) { return undefined; }
    const branches = branchesOf(value);
    if (branches) { return worst(branches.flatMap((branch) => this.ofValue(resource, branch, actions) ?? [])); }
    const role = this.roleIn(resource.stack, value);
    return role ? this.ofRole(role, resource, actions) : this.ofForeignRole(value, resource, actions);
  }

  private roleIn(stack: ModelStack, value: any): ModelResource | undefined {
    const named = typeof value === 'string' ? this.resourceByName(value) : undefined;
    const targets = named ? [named] : this.model.targetsIn(stack, value);
    if (targets.length === 1 && targets[0].type === ROLE) { return targets[0]; }
    const roles = targets.flatMap((target) => target.type === INSTANCE_PROFILE ? this.model.targets(target, 'Roles') : target)
      .filter((target) => target.type === ROLE);
    return roles.length === 1 ? roles[0] : undefined;
  }

  private ofRole(role: ModelResource, resource: ModelResource, actions: readonly string[]): RoleAccess {
    const answer = verdictOf(asFarAsCertain(this.policiesOf(role), [role, resource]), actions);
    const boundary = answer.verdict === RoleVerdict.ALLOWED ? valueAt(role.properties, ['PermissionsBoundary']) : undefined;
    const bounded = boundary === undefined ? answer : verdictOf(listed(this.managedPolicy(role.stack, boundary, 'permissions boundary')), actions);
    return { ...bounded, role, roleName: role.name };
  }

  /** A role of another account or app: policies of these templates may be attached to it by its name. */
  private ofForeignRole(value: any, resource: ModelResource, actions: readonly string[]): RoleAccess {
    const text = plainText(value);
    const name = /:role\/(?:[^"]*\/)?([\w+=,.@-]+)/.exec(text)?.[1] ?? text;
    const attached = asFarAsCertain(this.attached.get(name) ?? [], [resource]);
    const answer = verdictOf([hidden('the role is not in these templates'), ...attached], actions);
    return { ...answer, roleName: text };
  }

  private attach(policy: ModelResource): void {
    const said = policySource(policy.properties.PolicyDocument);
    if (!said) { return; }
    const source = policy.entry.Condition === undefined ? said : { ...said, conditional: policy };
    for (const name of listed(policy.type === 'AWS::IAM::RolePolicy' ? policy.properties.RoleName : policy.properties.Roles)) {
      const sourceForRole = branchesOf(name) ? perhaps(source) : source;
      for (const role of this.rolesNamed(policy, name)) { this.attached.set(role, [...this.attached.get(role) ?? [], sourceForRole]); }
    }
  }

  private rolesNamed(policy: ModelResource, name: any): (ModelResource | string)[] {
    return typeof name === 'string' ? [this.resourceByName(name) ?? name] : this.model.targetsIn(policy.stack, name);
  }

  /** The role, or the instance profile, to which somebody gave a name. */
  private resourceByName(name: string): ModelResource | undefined {
    this.named ??= new Map(this.model.ofType(ROLE, INSTANCE_PROFILE)
      .map((resource) => [resource.properties.RoleName ?? resource.properties.InstanceProfileName, resource]));
    return this.named.get(name);
  }

  /** The policies of a role that may say something of X-Ray. */
  private policiesOf(role: ModelResource): PolicySource[] {
    const { ManagedPolicyArns, Policies } = role.properties;
    return sourcesIn(ManagedPolicyArns, (arn) => this.managedPolicy(role.stack, arn), 'its managed policies are decided at deployment')
      .concat(sourcesIn(Policies, inlinePolicy, 'its inline policies are decided at deployment'), this.attached.get(role) ?? []);
  }

  private managedPolicy(stack: ModelStack, arn: any, kind = 'managed policy'): PolicySource | undefined {
    const name = awsManagedPolicyName(arn);
    if (name !== undefined) { return awsManagedPolicy(name); }
    const [policy] = this.model.targetsIn(stack, arn).filter((target) => target.type === 'AWS::IAM::ManagedPolicy');
    return policy
      ? policySource(policy.properties.PolicyDocument)
      : hidden(`its ${kind} ${plainText(arn)} is not in these templates`);
  }
}

const BEST_FIRST = [RoleVerdict.ALLOWED, RoleVerdict.UNKNOWN, RoleVerdict.NOT_ALLOWED, RoleVerdict.DENIED];

function worst(accesses: readonly RoleAccess[]): RoleAccess | undefined {
  return [...accesses].sort((a, b) => BEST_FIRST.indexOf(b.verdict) - BEST_FIRST.indexOf(a.verdict))[0];
}

function awsManagedPolicy(name: string): PolicySource | undefined {
  const actions = actionsOfAwsManaged(name);
  if (!actions) { return hidden(`what its AWS managed policy ${name} allows is not known to cdk-xray`); }
  return actions.length === 0 ? undefined : { statements: [], awsManaged: actions };
}

function inlinePolicy(policy: any): PolicySource | undefined {
  return isIntrinsic(policy) ? hidden('one of its inline policies is decided at deployment') : policySource(policy?.PolicyDocument);
}

/**
 * The policies in a list, where the list or an item may be decided by conditions.
 *
 * @param sourceOf makes one of an item; undefined where the item says nothing of X-Ray
 * @param whereHidden why nothing is known of a list that is decided otherwise
 */
function sourcesIn(policies: any, sourceOf: (policy: any) => PolicySource | undefined, whereHidden: string): PolicySource[] {
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
function policySource(document: any): PolicySource | undefined {
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

function hidden(reason: string): PolicySource {
  return { statements: [], hidden: reason };
}

/** The policies, where what stands in those that a condition may leave out holds perhaps, unless one of some resources is there under the same condition. */
function asFarAsCertain(sources: readonly PolicySource[], resources: readonly ModelResource[]): readonly PolicySource[] {
  return sources.map((source) => {
    const { conditional } = source;
    return conditional === undefined || resources.some((resource) => isUnderCondition(resource, conditional)) ? source : perhaps(source);
  });
}

function isUnderCondition(resource: ModelResource, { stack, entry: { Condition } }: ModelResource): boolean {
  return resource.stack === stack && resource.entry.Condition === Condition;
}

function perhaps(source: PolicySource): PolicySource {
  return { ...source, statements: source.statements.map((statement) => ({ Condition: {}, ...statement })) };
}

type Answer = Pick<RoleAccess, 'verdict' | 'actions' | 'reason'>;

/** What some policies together say of some actions. A denial goes before all else, as at IAM. */
function verdictOf(sources: readonly PolicySource[], actions: readonly string[]): Answer {
  if (sources.length === 0 && actions.length > 0) { return { verdict: RoleVerdict.NOT_ALLOWED, actions }; }
  const statements = sources.flatMap((source) => source.statements);
  const managed = new Set(sources.flatMap((source) => source.awsManaged ?? []));
  const denied = actions.filter((action) => statements.some((statement) => applies(statement, 'Deny', action) === 'surely'));
  if (denied.length > 0) { return { verdict: RoleVerdict.DENIED, actions: denied }; }
  const maybeDenied = actions.filter((action) => statements.some((statement) => applies(statement, 'Deny', action) === 'perhaps'));
  if (maybeDenied.length > 0) { return { verdict: RoleVerdict.UNKNOWN, actions: maybeDenied, reason: 'a statement denies it under a condition' }; }
  const open = actions.filter((action) => !managed.has(action) && !statements.some((statement) => applies(statement, 'Allow', action) === 'surely'));
  if (open.length === 0) { return { verdict: RoleVerdict.ALLOWED, actions: [] }; }
  const reason = sources.find((source) => source.hidden !== undefined)?.hidden
    ?? (open.every((action) => statements.some((statement) => applies(statement, 'Allow', action) === 'perhaps')) ? 'a condition decides' : undefined);
  return { verdict: reason === undefined ? RoleVerdict.NOT_ALLOWED : RoleVerdict.UNKNOWN, actions: open, reason };
}

/** Whether a statement has the effect on an action: surely, perhaps (a condition or the deployment decides), or not. */
function applies(statement: any, effect: 'Allow' | 'Deny', action: string): 'surely' | 'perhaps' | 'no' {
  if (isIntrinsic(statement.Effect)) { return 'perhaps'; }
  if (statement.Effect !== effect || !coversEveryResource(statement)) { return 'no'; }
  const patterns = [...listed(statement.Action), ...listed(statement.NotAction)];
  const isCovered = statement.NotAction === undefined
    ? listed(statement.Action).some((pattern) => matchesAction(pattern, action))
    : !listed(statement.NotAction).some((pattern) => matchesAction(pattern, action));
  if (patterns.some(isObject) && (isCovered === (statement.NotAction !== undefined))) { return 'perhaps'; }
  if (!isCovered) { return 'no'; }
  return statement.Condition === undefined ? 'surely' : 'perhaps';
}

/** X-Ray's sending actions know no resources: a statement about particular ones is not about them. */
function coversEveryResource(statement: any): boolean {
  return statement.NotResource === undefined ? listed(statement.Resource).includes('*') : !listed(statement.NotResource).includes('*');
}
