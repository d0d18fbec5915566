import { mayBeIn } from './places';
import type { ModelResource, ModelStack, TemplateModel } from './template-model';
import { addTo } from '../private/add-to';
import { type IamName, iamName, namePropertyOf } from '../private/iam/names';
import { INSTANCE_PROFILE, ROLE } from '../private/iam/types';
import { listed } from '../private/listed';

/** The resources of a type by their names. */
type Named = ReadonlyMap<string, readonly ModelResource[]>;

/**
 * Finds the roles, instance profiles and managed policies that template values mean: by references, and by the names that somebody gave them.
 *
 * IAM knows a name once in an account, whatever the region. The same name may be that of several resources where templates are for several accounts.
 */
export class IamResources {
  private readonly byType = new Map<string, Named>();

  /**
   * @param namesakes what a name means that several resources have, of which nobody can tell which is meant
   */
  constructor(private readonly model: TemplateModel, private readonly namesakes: 'all' | 'none' = 'all') {}

  /** The roles that a value in a stack means, by itself or by an instance profile; several where it cannot be told which. */
  public roles(stack: ModelStack, value: any): readonly ModelResource[] {
    const roles = this.of(stack, ROLE, value);
    if (roles.length > 0) { return roles; }
    return this.of(stack, INSTANCE_PROFILE, value)
      .flatMap((profile) => listed(profile.properties.Roles).flatMap((name) => this.of(profile.stack, ROLE, name)));
  }

  /** The resources of a type that a value in a stack means; several where it cannot be told which. */
  public of(stack: ModelStack, type: string, value: any): readonly ModelResource[] {
    const targets = typeof value === 'string' ? [] : this.model.targetsIn(stack, value).filter((target) => target.type === type);
    return targets.length > 0 ? targets : this.byName(stack, type, value);
  }

  private byName(stack: ModelStack, type: string, value: any): readonly ModelResource[] {
    const name = iamName(type, value);
    const namesakes = name ? this.named(type).get(name.name) : undefined;
    const candidates = namesakes?.filter((candidate) => mayBeMeant(candidate.stack, stack, name!)) ?? [];
    const own = candidates.filter((candidate) => candidate.stack === stack);
    const found = own.length > 0 ? own : candidates;
    return found.length > 1 && this.namesakes === 'none' ? [] : found;
  }

  private named(type: string): Named {
    let names = this.byType.get(type);
    if (!names) { this.byType.set(type, names = namesIn(this.model.ofType(type))); }
    return names;
  }
}

function namesIn(resources: readonly ModelResource[]): Named {
  const names = new Map<string, ModelResource[]>();
  for (const resource of resources) {
    const name = iamName(resource.type, resource.properties[namePropertyOf(resource.type)])?.name;
    if (name === undefined) { continue; }
    addTo(names, name, resource);
  }
  return names;
}

/** The values by which a policy names the roles that it is for. */
export function rolesOfPolicy({ type, properties }: ModelResource): any {
  return type === 'AWS::IAM::RolePolicy' ? properties.RoleName : properties.Roles;
}

/** Whether a name that is known in one stack may be what it means in another one. */
export function mayBeMeant(known: ModelStack, stack: ModelStack, { account = stack.source.account, isComposed }: IamName): boolean {
  return isComposed ? known === stack : mayBeIn(known, { account });
}
