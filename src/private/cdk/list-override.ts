import type { CfnResource, IResolvable, IResolveContext } from 'aws-cdk-lib';
import { internalsOf } from './cfn-internals';
import { changedList, isObject, valueAt } from '../template/intrinsics';

/** What stands where there is no override, because a deletion is undefined. */
const ABSENT = Symbol('no override');

/** Makes a new list of one with CloudFormation's names. */
type ListChange = (items: any[]) => any[];

/**
 * Overrides a list property, or a part of it, with what is made of it at the end of the synthesis: until then the values in it stay tokens, and what
 * others add to the construct or override counts.
 *
 * @param path the names that lead to the list
 * @param change must give the same for the same
 */
export function overrideList(resource: CfnResource, path: readonly string[], change: ListChange): void {
  const existing = overrideAt(resource, path);
  if (existing instanceof ListOverride) {
    existing.add(change);
  } else {
    resource.addPropertyOverride(path.join('.'), new ListOverride(resource, path, change, existing));
  }
}

/**
 * Stands in the place of an override of a list. Whoever overrides an item later finds an object here, and writes the item into it, by its index:
 * the items that others override are the only own keys.
 */
class ListOverride implements IResolvable {
  readonly #changes: ListChange[];
  readonly #resource: CfnResource;
  readonly #path: readonly string[];
  /** What somebody put in the place of the whole list before; `ABSENT` where nobody did. */
  readonly #whole: any = ABSENT;

  constructor(resource: CfnResource, path: readonly string[], change: ListChange, existing: any) {
    this.#resource = resource;
    this.#path = path;
    this.#changes = [change];
    if (isItems(existing)) { Object.assign(this, existing); } else { this.#whole = existing; }
  }

  /** Nobody asks where it was made. */
  public get creationStack(): string[] {
    return [];
  }

  public add(change: ListChange): void {
    this.#changes.push(change);
  }

  public resolve(context: IResolveContext): any {
    const list = this.listWithoutThis(context) ?? [];
    return changedList(list, (items) => this.#changes.reduce((changed, change) => change(changed), items));
  }

  /** The list as the template would have it with the overrides of others alone. */
  private listWithoutThis(context: IResolveContext): any {
    const items = { ...this } as Record<string, any>;
    const parent = overrideAt(this.#resource, this.#path.slice(0, -1));
    const name = this.#path[this.#path.length - 1];
    const others = Object.keys(items).length > 0 ? items : this.#whole;
    if (others === ABSENT) { delete parent[name]; } else { parent[name] = others; }
    try {
      const { Resources } = context.resolve(internalsOf(this.#resource)._toCloudFormation());
      return valueAt(Object.values<any>(Resources)[0].Properties, this.#path);
    } finally {
      parent[name] = this;
    }
  }
}

/** Whether an override is of items of a list, by their indexes, rather than of the list. */
function isItems(override: any): boolean {
  const keys = isObject(override) ? Object.keys(override) : [];
  return keys.length > 0 && keys.every((key) => /^\d+$/.test(key));
}

/** What somebody overrides a property with; a deletion is undefined. */
function overrideAt(resource: CfnResource, path: readonly string[]): any {
  const overrides = internalsOf(resource).rawOverrides.Properties;
  return path.reduce<any>((override, name) => isObject(override) && name in override ? override[name] : ABSENT, overrides);
}
