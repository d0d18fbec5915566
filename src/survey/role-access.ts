import { IamResources, mayBeMeant } from './iam-resources';
import { asFarAsCertain, awsManagedPolicy, hidden, inlinePolicy, perhaps, policySource, type PolicySource, sourcesIn } from './policy-sources';
import { type Answer, verdictOf, worst } from './role-verdict';
import type { ModelResource, ModelStack, TemplateModel } from './template-model';
import { awsManagedPolicyName } from '../private/iam/aws-managed-policies';
import { type IamName, iamName } from '../private/iam/names';
import { MANAGED_POLICY, ROLE_POLICY_TYPES } from '../private/iam/types';
import { listed } from '../private/listed';
import { branchesOf, isNoValue, plainText, valueAt } from '../private/template/intrinsics';
import { pathOf } from '../private/template/property-path';

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

const ROLE = 'AWS::IAM::Role';
const INSTANCE_PROFILE = 'AWS::IAM::InstanceProfile';

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

  /** Where a condition decides which role it is, the worst that one of them would do. */
  private ofValue(resource: ModelResource, value: any, actions: readonly string[]): RoleAccess | undefined {
    if (value === undefined || value === null || isNoValue(value)) { return undefined; }
    const branches = branchesOf(value);
    if (branches) { return worst(branches.flatMap((branch) => this.ofValue(resource, branch, actions) ?? [])); }
    const roles = this.rolesIn(resource.stack, value);
    return roles.length === 1 ? this.ofRole(roles[0], resource, actions) : this.ofForeignRole(value, resource, actions, roles.length > 1);
  }

  /** The roles that a value means, by itself or by an instance profile. */
  private rolesIn(stack: ModelStack, value: any): readonly ModelResource[] {
    const roles = this.resources.of(stack, ROLE, value);
    if (roles.length > 0) { return roles; }
    return this.resources.of(stack, INSTANCE_PROFILE, value)
      .flatMap((profile) => listed(profile.properties.Roles).flatMap((name) => this.resources.of(profile.stack, ROLE, name)));
  }

  /** What a permissions boundary lets a role do, whatever its policies allow. */
  private boundaryOf(stack: ModelStack, boundary: any, actions: readonly string[]): Omit<RoleAccess, 'roleName'> | undefined {
    if (boundary === undefined || isNoValue(boundary)) { return undefined; }
    const branches = branchesOf(boundary);
    if (branches) { return worst(branches.flatMap((branch) => this.boundaryOf(stack, branch, actions) ?? [])); }
    return { ...verdictOf(listed(this.managedPolicy(stack, boundary, 'permissions boundary')), actions), isByBoundary: true };
  }

  /** A role of another account or app: policies of these templates may be attached to it by its name. */
  private ofForeignRole(value: any, resource: ModelResource, actions: readonly string[], isAmbiguous: boolean): RoleAccess {
    const reason = isAmbiguous ? 'several roles of these templates have its name' : 'the role is not in these templates';
    const attached = asFarAsCertain(this.attachedByName(resource.stack, iamName(ROLE, value)), [resource]);
    return { ...verdictOf([hidden(reason), ...attached], actions), roleName: plainText(value) };
  }

  private attachedByName(stack: ModelStack, name: IamName | undefined): PolicySource[] {
    const isMeant = (policy: PolicyOfForeignRole) => policy.name.name === name?.name && mayBeMeant(policy.stack, stack, name);
    return this.ofForeignRoles.filter(isMeant).map(({ source }) => source);
  }

  private attach(policy: ModelResource): void {
    const said = policySource(policy.properties.PolicyDocument);
    if (!said) { return; }
    const source = policy.entry.Condition === undefined ? said : { ...said, conditional: policy };
    for (const value of listed(policy.type === 'AWS::IAM::RolePolicy' ? policy.properties.RoleName : policy.properties.Roles)) {
      const roles = this.resources.of(policy.stack, ROLE, value);
      const sourceForRole = roles.length > 1 || branchesOf(value) ? perhaps(source) : source;
      for (const role of roles) { this.attached.set(role, [...this.attached.get(role) ?? [], sourceForRole]); }
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
    if (policies.length > 1) { return hidden(`several managed policies of these templates may be its ${kind} ${plainText(arn)}`); }
    return policies.length === 0
      ? hidden(`its ${kind} ${plainText(arn)} is not in these templates`)
      : policySource(policies[0].properties.PolicyDocument);
  }
}
