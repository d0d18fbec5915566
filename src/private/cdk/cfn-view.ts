import { type aws_iam as iam, type CfnParameter, CfnResource, Lazy, type Stack, Token, Tokenization } from 'aws-cdk-lib';
import { type CfnResourceInternals, internalsOf } from './cfn-internals';
import { freshlyResolved, freshlyResolvedOnce, resolvedIn } from './fresh-resolver';
import { heldRole } from './held-role';
import { lazyValue } from './lazy-value';
import { overrideList } from './list-override';
import { elementByLogicalId } from './logical-ids';
import type { StackIndexes } from './stack-index';
import { resourcesOfType } from './stack-resources';
import { isParameter, referenceIn, targetsIn } from './targets';
import { isPolicyDocument, namesService, statementsOf } from '../iam/policy-documents';
import { keyFor } from '../template/casing';
import { branchesOf, changedList, indexOfItem, isIntrinsic, isNoValue, isObject, listsOf, mayBeAbsent, valueAt, valueInItem } from '../template/intrinsics';
import { isSelector, keysOf, lowerFirst } from '../template/property-path';
import { globalsFor } from '../template/sam-inheritance';

/**
 * Reads and writes the properties of an L1 construct by their CloudFormation names, whether it is typed, raw or overridden.
 *
 * Reading resolves no more than the value that is asked for: resolving every resource would cost more than all the rest of this library.
 */
export class CfnView {
  private readonly internals: CfnResourceInternals;

  /** What properties refer to, by their paths. A view lives for one visit, in which nobody changes them. */
  private references?: Map<string, PropertyReference>;
  private held?: iam.IRole;

  /**
   * @param indexes know of which types a stack has no resources, so that nobody has to look for them
   */
  constructor(public readonly resource: CfnResource, private readonly indexes?: StackIndexes) {
    this.internals = internalsOf(resource);
  }

  public get resourceType(): string {
    return this.resource.cfnResourceType;
  }

  public get logicalId(): string {
    return this.resolved(this.resource.logicalId);
  }

  public get metadata(): Record<string, any> {
    return this.resource.cfnOptions.metadata ?? {};
  }

  /** The `Globals` of the SAM template that the resource was included from. CfnInclude keeps the template that it read, and renders its `Globals`. */
  public get globals(): Record<string, any> {
    for (let scope = this.resource.node.scope; scope; scope = scope.node.scope) {
      const globals = (scope as unknown as { template?: { Globals?: unknown } }).template?.Globals;
      if (isObject(globals)) { return globalsFor(globals, this.internals.rawOverrides.IgnoreGlobals, this.resourceType); }
    }
    return {};
  }

  /** The name of the condition that may leave the resource out. */
  public get condition(): string | undefined {
    return this.resolved(this.resource.cfnOptions.condition?.logicalId);
  }

  /** The resolved value at a path; null where an override deletes it. */
  public value(path: readonly string[]): any {
    if (this.isOverridden(path[0])) { return this.overriddenValue(path); }
    const value = this.unresolved(path);
    if (value === undefined) { return undefined; }
    const resolved = this.resolved(value);
    if (!hasNames(resolved)) { return valueAt({ resolved }, ['resolved']) ?? undefined; }
    return valueAt(this.withNames(path[0], path.length === 1 ? resolved : this.resolved(this.topLevel(path[0]))), path);
  }

  /** The value at a path, of which each part is resolved only when it is read. */
  public lazyValue(path: readonly string[]): any {
    return this.isOverridden(path[0]) ? this.value(path) : lazyValue(this.resource.stack, this.unresolved(path));
  }

  /** The value at a path as it stands in the construct: possibly a token, possibly with camel case names. */
  public unresolved(path: readonly string[]): any {
    let current = this.topLevel(path[0]);
    for (let depth = 1; depth < path.length && current !== undefined; depth++) {
      current = Token.isUnresolved(current) ? this.opened(current) : current;
      if (isIntrinsic(current)) { return this.decided(current, path, depth); }
      current = isSelector(path[depth]) ? this.itemOf(current, path[depth]) : isObject(current) ? current[keyFor(current, path[depth])] : undefined;
    }
    return current;
  }

  /** What a path leads to from an intrinsic function, which may decide about a list, or about an item of one. */
  private decided(value: any, path: readonly string[], depth: number): any {
    if (isSelector(path[depth])) { return valueAt(this.resolved(value), path.slice(depth)); }
    return isSelector(path[depth - 1]) ? valueInItem(this.resolved(value), path.slice(depth - 1)) : value;
  }

  /** What a token stands for. References within it stay what they are, so that they can be followed into other stacks. */
  private opened(token: any): any {
    const { stack } = this.resource;
    const once = Tokenization.isResolvable(token) ? freshlyResolvedOnce(stack, token) : undefined;
    return once === undefined || Token.isUnresolved(once) ? freshlyResolved(stack, token) : once;
  }

  private resolved(value: any): any {
    return resolvedIn(this.resource.stack, value);
  }

  /** The statements of the policy document at a path, normalized as `statementsOf` says. */
  public statements(path: readonly string[]): any[] {
    return statementsOf(this.document(path));
  }

  /** Whether the policy document at a path names a service among its principals. */
  public namesService(path: readonly string[], service: string): boolean {
    return namesService(this.document(path), service);
  }

  /** The policy document at a path: an L2 `PolicyDocument`, or what the template will have. */
  public document(path: readonly string[]): any {
    const document = this.isOverridden(path[0]) ? undefined : this.unresolved(path);
    return isPolicyDocument(document) ? document : this.value(path);
  }

  /**
   * Sets the value at a path and leaves what stands beside it alone.
   *
   * @returns false where an intrinsic function, a list or a plain value stands in the place of a parent, so that it would be lost
   */
  public set(path: readonly string[], value: any): boolean {
    const property = this.typedName(path[0]);
    const current = this.topLevel(path[0]);
    const isOverridden = this.isOverridden(path[0]);
    const isAbsent = current === undefined && !isOverridden;
    if (!isAbsent && isPlain(value) && this.value(path) === value) { return true; }
    if (!isAbsent && path.some((name, depth) => depth > 0 && !isParent(this.value(path.slice(0, depth)), name))) { return false; }
    if (property === undefined || isOverridden) {
      this.override(path, value);
    } else {
      (this.resource as unknown as Record<string, any>)[property] = withValue(current, path.slice(1), value, this.change(true));
    }
    return true;
  }

  /** Overrides a property. A list can be overridden only as a whole. */
  private override(path: readonly string[], value: any): void {
    const item = path.findIndex(isSelector);
    if (item < 0) { return this.resource.addPropertyOverride(path.join('.'), value); }
    const [names, inList, change] = [path.slice(0, item), path.slice(item), this.change(false)];
    if (this.isOverridden(path[0])) {
      overrideList(this.resource, names, (items) => withItem(items, inList, value, change));
    } else {
      this.resource.addPropertyOverride(names.join('.'), withValue(this.unresolved(names), inList, value, change));
    }
  }

  private change(isTyped: boolean): Change {
    return { isTyped, resolve: (value) => this.resolved(value) };
  }

  /**
   * Sets the value at a path to what is made of the value that stands there at the end of the synthesis: what others change until then counts.
   *
   * @param derive makes the new value of the resolved old one, and answers the same for the same
   * @returns false where `set` does
   */
  public derive(path: readonly string[], derive: (current: any) => any): boolean {
    const written = this.written(path);
    return this.set(path, Lazy.uncachedAny({ produce: (context) => derive(valueAt({ at: context.resolve(written) }, ['at'])) }));
  }

  /** The items of a list property as they stand in the construct; undefined where a token hides the list. */
  public list(name: string): readonly any[] | undefined {
    const list = this.isOverridden(name) ? this.value([name]) : this.topLevel(name);
    if (list === undefined || list === null) { return []; }
    if (Array.isArray(list) && !Token.isUnresolved(list)) { return list; }
    return (this.value([name]) ?? undefined) === undefined ? [] : undefined;
  }

  /**
   * Appends to a list property.
   *
   * @param item what to append, with CloudFormation's names
   * @returns false where a token hides the list, so that nothing was appended
   */
  public append(name: string, item: any): boolean {
    const list = this.list(name);
    if (list === undefined) { return false; }
    if (!this.isOverridden(name)) { return this.set([name], [...list, this.typedName(name) === undefined ? item : camelCased(item)]); }
    overrideList(this.resource, [name], (items) => [...items, item]);
    return true;
  }

  /**
   * Passes a list property through a function whenever it is rendered, so that items which are added to it later are seen too.
   *
   * @param change gets the items with the names of the construct, or those of CloudFormation where somebody overrides the list, and must give the same
   * list again where nothing is to be changed
   * @returns false where a token hides the list, so that nothing is changed
   */
  public changeList(name: string, change: (items: any[]) => any[]): boolean {
    if (!this.isOverridden(name)) { return this.derive([name], (list) => Array.isArray(list) ? change(list) : list); }
    const isList = Array.isArray(this.value([name]));
    if (isList) { overrideList(this.resource, [name], change); }
    return isList;
  }

  /** The resource that a property refers to, where it refers to exactly one. */
  public follow(path: readonly string[]): CfnView | undefined {
    const { targets } = this.referenceAt(path);
    return targets.length === 1 ? targets[0] : undefined;
  }

  /** What a property refers to. */
  public referenceAt(path: readonly string[]): PropertyReference {
    const key = path.join('.');
    let reference = this.references?.get(key);
    if (!reference) {
      this.references ??= new Map();
      this.references.set(key, reference = this.findReference(path));
    }
    return reference;
  }

  /** The role of the L2 around the resource is the commonest reference by far, and is found without taking the token of its ARN apart. */
  private findReference(path: readonly string[]): PropertyReference {
    const stated = this.stated(path);
    const held = this.heldRole;
    const role = held && held.roleArn === stated ? held.node.defaultChild : undefined;
    if (role && CfnResource.isCfnResource(role)) { return { value: stated, targets: [new CfnView(role)], isRoleOfL2: true }; }
    const value = this.unlessNoValue(stated);
    return { value, targets: this.targetsOf(value), isRoleOfL2: false };
  }

  /** The role that the construct around the resource says it has. */
  public get heldRole(): iam.IRole | undefined {
    return this.held ??= heldRole(this.resource.node.scope);
  }

  /** Whether a condition may leave a property out that is set. What is a single reference, as nearly all roles are, is not resolved. */
  public mayBeAbsent(path: readonly string[]): boolean {
    const { value, isRoleOfL2 } = this.referenceAt(path);
    return !isRoleOfL2 && (isObject(value) || Token.isUnresolved(value)) && !referenceIn(value) && mayBeAbsent(this.resolved(value));
  }

  /** The default of the template parameter that a property refers to. */
  public parameterDefault(path: readonly string[]): any {
    const target = referenceIn(this.effective(path))?.target as Partial<CfnParameter> | undefined;
    return this.resolved(target?.default);
  }

  /** The parameter of the stack's template that has this name, with CloudFormation's names. */
  public parameter(name: string): { readonly Type?: any; readonly Default?: any } | undefined {
    const parameter = elementByLogicalId(this.resource.stack, name, isParameter);
    return parameter && { Type: parameter.type, Default: this.resolved(parameter.default) };
  }

  /** Resolved metadata of a resource of the same stack. */
  public metadataOf(logicalId: string, key: string): any {
    const view = resourceByLogicalId(this.resource.stack, logicalId);
    return view?.resolved(view.metadata[key]);
  }

  /** The resources of a CloudFormation type in the same stack. */
  public siblings(type: string): CfnView[] {
    const { stack } = this.resource;
    const mayBeThere = this.indexes?.of(stack).resources.has(type) ?? true;
    return mayBeThere ? resourcesOfType(stack, type).map((resource) => new CfnView(resource)) : [];
  }

  /** The resources that a value in this resource refers to, one for each branch; undefined for a branch that leads out of the app. */
  public targetsOf(value: any): (CfnView | undefined)[] {
    return targetsIn(this.resource.stack, value).map((target) => target && new CfnView(target));
  }

  /** A reference in each branch of a condition: by itself where none decides about it, and resolved where one does. */
  public referencesIn(value: any): any[] {
    if (referenceIn(value)) { return [value]; }
    const branches = branchesOf(this.resolved(value));
    return branches ? branches.flatMap((branch) => this.referencesIn(branch)) : [value];
  }

  /**
   * The value at a path as somebody wrote it, in the construct or in an override: possibly a token, which knows what it refers to; undefined where it is
   * `AWS::NoValue`.
   */
  public effective(path: readonly string[]): any {
    return this.unlessNoValue(this.stated(path));
  }

  /** What is a single reference, as nearly all tokens that somebody asks for are, is not resolved. */
  private unlessNoValue(value: any): any {
    return isNoValue(Token.isUnresolved(value) && !referenceIn(value) ? this.resolved(value) : value) ? undefined : value;
  }

  /** The value at a path as `effective` has it, where `AWS::NoValue` stands for itself. */
  public stated(path: readonly string[]): any {
    if (!this.isOverridden(path[0])) { return this.unresolved(path); }
    let override: any = this.internals.rawOverrides.Properties;
    for (const name of path) { override = isSelector(name) ? this.itemOf(override, name) : isObject(override) ? override[name] : undefined; }
    return override ?? this.value(path);
  }

  /** The value at a path in the construct, or in an override where that has one there or in the place of a parent. */
  private written(path: readonly string[]): any {
    let override: any = { ...this.internals.rawOverrides.Properties };
    for (const name of path) {
      if (!isObject(override) || isIntrinsic(override) || Token.isUnresolved(override)) { return this.value(path); }
      if (!(name in override)) { return this.unresolved(path); }
      override = override[name];
    }
    return override ?? undefined;
  }

  /** Whether somebody overrides a property, or a part of it. */
  public isOverridden(name: string): boolean {
    const overrides = this.internals.rawOverrides.Properties;
    return overrides !== undefined && name in overrides;
  }

  private itemOf(list: any, selector: string): any {
    return Array.isArray(list) ? list[indexOfItem(this.resolved(list), selector)] : undefined;
  }

  /** A construct library may bring an aws-cdk-lib of its own, whose resources do not tell the names of their properties. */
  private typedName(name: string): string | undefined {
    const { cfnPropertyNames: names } = this.internals;
    const guess = lowerFirst(name);
    if (!names) { return guess in this.internals.cfnProperties ? guess : undefined; }
    return names[guess] === name ? guess : Object.keys(names).find((property) => names[property] === name);
  }

  private topLevel(name: string): any {
    const property = this.typedName(name);
    return property === undefined
      ? this.internals.cfnProperties[name]
      : (this.resource as unknown as Record<string, any>)[property];
  }

  private overriddenValue(path: readonly string[]): any {
    let override: any = this.internals.rawOverrides.Properties;
    for (const name of path) {
      if (!isObject(override) || !(name in override)) { break; }
      override = override[name];
      if (override === undefined || override === null) { return null; }
    }
    return valueAt(this.rendered(), path);
  }

  /**
   * Properties as the template will have them, at least the one with this name and value.
   *
   * To render one takes half as long as to render all. The CDK refuses one alone where others are required.
   */
  private withNames(name: string, resolved: any): any {
    const property = this.typedName(name);
    if (property === undefined) { return this.rendered(); }
    try {
      return this.internals.renderProperties({ [property]: resolved });
    } catch {
      return this.rendered();
    }
  }

  /** All properties as the template will have them. The slow way. */
  private rendered(): any {
    const fragment = freshlyResolved(this.resource.stack, this.internals._toCloudFormation());
    return Object.values<any>(fragment.Resources)[0].Properties;
  }
}

/** What a property refers to. */
interface PropertyReference {
  /** The value as somebody wrote it, in the construct or in an override: possibly a token. */
  readonly value: any;
  /** The resources, one for each branch; undefined for a branch that leads out of the app. */
  readonly targets: readonly (CfnView | undefined)[];
  /** Whether it is the role of the L2 around the resource. */
  readonly isRoleOfL2: boolean;
}

/** Whether a resolved value has names in it, which the construct may spell otherwise than the template. */
function hasNames(value: any): boolean {
  return Array.isArray(value) ? value.some(hasNames) : isObject(value) && !isIntrinsic(value);
}

/** Whether a value is one that can stand in a template as it is. All others have to be rendered first. */
function isPlain(value: any): boolean {
  return typeof value !== 'object' && !Token.isUnresolved(value);
}

function resourceByLogicalId(stack: Stack, logicalId: string): CfnView | undefined {
  const found = elementByLogicalId(stack, logicalId, CfnResource.isCfnResource);
  return found && new CfnView(found);
}

/** Whether what a path says next, the name of a property or an item of a list, can be set within a value without losing it. */
function isParent(value: any, next: string): boolean {
  if (value === undefined || value === null) { return true; }
  return isSelector(next) ? Array.isArray(value) || listsOf(value) !== undefined : isObject(value) && !isIntrinsic(value);
}

/** How a value is changed. */
interface Change {
  /** Whether new names are in the spelling of typed constructs. */
  readonly isTyped: boolean;
  readonly resolve: (value: any) => any;
}

function withValue(current: any, path: readonly string[], value: any, change: Change): any {
  if (path.length === 0) { return value; }
  if (Token.isUnresolved(current)) {
    return Lazy.uncachedAny({
      produce: (context) => withValue(context.resolve(current), path, value, { ...change, resolve: (each) => context.resolve(each) }),
    });
  }
  const own = isNoValue(current) ? undefined : current;
  if (isSelector(path[0])) {
    // Within a condition all names are CloudFormation's.
    return changedList(own ?? [], (list, isConditional) => withItem(list, path, value, isConditional ? { ...change, isTyped: false } : change));
  }
  const parent = isObject(own) ? own : {};
  const key = change.isTyped ? keyFor(parent, path[0]) : path[0];
  return { ...parent, [key]: withValue(parent[key], path.slice(1), value, change) };
}

/** A list in which an item is changed, or that has one more. */
function withItem(list: readonly any[], [selector, ...path]: readonly string[], value: any, change: Change): any[] {
  const index = indexOfItem(change.resolve(list), selector);
  const keys = change.isTyped ? camelCased(keysOf(selector)) : keysOf(selector);
  const changed = withValue(list[index] ?? keys, path, value, change);
  return index < 0 ? [...list, changed] : list.map((item, i) => i === index ? changed : item);
}

function camelCased(item: any): any {
  return isObject(item) && !Token.isUnresolved(item)
    ? Object.fromEntries(Object.entries(item).map(([key, value]) => [lowerFirst(key), value]))
    : item;
}
