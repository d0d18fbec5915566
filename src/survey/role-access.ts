import { IamResources, mayBeMeant, rolesOfPolicy } from './iam-resources';
import { asFarAsCertain, awsManagedPolicy, hidden, inlinePolicy, perhaps, policySource, type PolicySource, sourcesIn } from './policy-sources';
import { type Answer, verdictOf, worst } from './role-verdict';
import type { ModelResource, ModelStack, TemplateModel } from './template-model';
import { addTo } from '../private/add-to';
import { awsManagedPolicyName } from '../private/iam/aws-managed-policies';
import { type IamName, iamName } from '../private/iam/names';
import { INSTANCE_PROFILE, MANAGED_POLICY, ROLE, ROLE_POLICY_TYPES } from '../private/iam/types';
import { listed } from '../private/listed';
import { branchesOf, isNoValue, itemsIn, plainText, valueAt } from '../private/template/intrinsics';
import { pathOf } from '../private/template/property-path';
import { templateText } from '../private/template/template-text';

/** Whether the role of a resource may do what it needs. */
export interface RoleAccess extends Answer {
  /** The role, where the templates have it. */
  readonly role?: ModelResource;
  /** The role as a text for people. */
  readonly roleName: string;
  /** Whether it is the role's permissions boundary that has the last word. */
  readonly isByBoundary?: boolean;
}

/** A policy that names the role it is for, and which the templates do not have. */
interface PolicyOfForeignRole {
  readonly stack: ModelStack;
  readonly name: IamName;
  readonly source: PolicySource;
}

/** What the roles of some templates may do. */
export class RoleAccesses {
  private readonly resources: IamResources;
  /** Policies that name the roles they are for. */
  private readonly attached = new Map<ModelResource, PolicySource[]>();
  private readonly ofForeignRoles: PolicyOfForeignRole[] = [];

  constructor(model: TemplateModel) {
    this.resources = new IamResources(model);
    for (const policy of model.ofType(...ROLE_POLICY_TYPES)) { this.attach(policy); }
  }

  /** Whether the role that a property of a resource names may do all of some actions; undefined where the property is absent. */
  public of(resource: ModelResource, roleProperty: string, actions: readonly string[]): RoleAccess | undefined {
    return this.ofValue(resource, valueAt(resource.properties, pathOf(roleProperty)), actions);
  }

  /** What a role lets a resource do. */
  public ofRole(role: ModelResource, resource: ModelResource, actions: readonly string[]): RoleAccess {
    const answer = verdictOf(asFarAsCertain(this.policiesOf(role), [role, resource]), actions);
    const limit = this.boundaryOf(role.stack, valueAt(role.properties, ['PermissionsBoundary']), actions);
    return { ...limit ? worst([answer, limit])! : answer, role, roleName: role.name };
  }

  private ofValue(resource: ModelResource, value: any, actions: readonly string[]): RoleAccess | undefined {
    return worstBranch(value, (branch) => {
      const roles = this.resources.of(resource.stack, ROLE, branch);
      const profiles = roles.length === 0 ? this.resources.of(resource.stack, INSTANCE_PROFILE, branch) : [];
      const ofProfile = profiles.length === 1 ? this.ofProfile(profiles[0], resource, actions) : undefined;
      return ofProfile ?? this.ofOneOf([...roles, ...profiles], resource.stack, branch, resource, actions);
    });
  }

  /** An instance profile has one role, in a list. */
  private ofProfile({ stack, properties }: ModelResource, resource: ModelResource, actions: readonly string[]): RoleAccess | undefined {
    const ofName = (name: any) => this.ofOneOf(this.resources.of(stack, ROLE, name), stack, name, resource, actions);
    return worst(itemsIn(properties.Roles).flatMap((item) => worstBranch(item, ofName) ?? []));
  }

  private ofOneOf(found: readonly ModelResource[], stack: ModelStack, value: any, resource: ModelResource, actions: readonly string[]): RoleAccess {
    const [role] = found;
    if (found.length === 1 && role.type === ROLE) { return this.ofRole(role, resource, actions); }
    return this.ofForeignRole(value, stack, resource, actions, found.length > 1);
  }

  /** What a permissions boundary lets a role do, whatever its policies allow. */
  private boundaryOf(stack: ModelStack, boundary: any, actions: readonly string[]): Omit<RoleAccess, 'roleName'> | undefined {
    return worstBranch(boundary, (branch) => ({
      ...verdictOf(listed(this.managedPolicy(stack, branch, 'permissions boundary')), actions), isByBoundary: true,
    }));
  }

  /** A role of another account or app: policies of these templates may be attached to it by its name. */
  private ofForeignRole(value: any, stack: ModelStack, resource: ModelResource, actions: readonly string[], isAmbiguous: boolean): RoleAccess {
    const reason = isAmbiguous ? 'several roles of these templates have its name' : 'the role is not in these templates';
    const attached = asFarAsCertain(this.attachedByName(stack, iamName(ROLE, value)), [resource]);
    return { ...verdictOf([hidden(reason), ...attached], actions), roleName: nameText(value) };
  }

  private attachedByName(stack: ModelStack, name: IamName | undefined): PolicySource[] {
    const isMeant = (policy: PolicyOfForeignRole) => policy.name.name === name?.name && mayBeMeant(policy.stack, stack, name);
    return this.ofForeignRoles.filter(isMeant).map(({ source }) => source);
  }

  private attach(policy: ModelResource): void {
    const said = policySource(policy.properties.PolicyDocument);
    if (!said) { return; }
    const source = policy.entry.Condition === undefined ? said : { ...said, conditional: policy };
    for (const value of listed(rolesOfPolicy(policy))) {
      const roles = this.resources.of(policy.stack, ROLE, value);
      const sourceForRole = roles.length > 1 || branchesOf(value) ? perhaps(source) : source;
      for (const role of roles) { addTo(this.attached, role, sourceForRole); }
      const name = roles.length === 0 ? iamName(ROLE, value) : undefined;
      if (name) { this.ofForeignRoles.push({ stack: policy.stack, name, source }); }
    }
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
    const policies = this.resources.of(stack, MANAGED_POLICY, arn);
    if (policies.length > 1) { return hidden(`several managed policies of these templates may be its ${kind} ${nameText(arn)}`); }
    return policies.length === 0
      ? { ...hidden(`its ${kind} ${nameText(arn)} is not in these templates`), isPolicyElsewhere: true }
      : policySource(policies[0].properties.PolicyDocument);
  }
}

/** Where a condition decides which role or boundary it is, the worst answer to one of them; undefined where there is none. */
function worstBranch<T extends Answer>(value: any, of: (branch: any) => T | undefined): T | undefined {
  if (value === undefined || value === null || isNoValue(value)) { return undefined; }
  const branches = branchesOf(value);
  return branches ? worst(branches.flatMap((branch) => worstBranch(branch, of) ?? [])) : of(value);
}

/** A name or an ARN for people. */
function nameText(value: any): string {
  return templateText(value) ?? plainText(value);
}
