import { type ExportedValue, Exports } from './exports';
import { TEMPLATE_PROPERTIES } from './nested-stack-types';
import { samEntry } from './sam-resources';
import type { SourceTemplate } from './source-template';
import { addTo } from '../private/add-to';
import { isObject, valueAt } from '../private/template/intrinsics';
import { pathOf } from '../private/template/property-path';
import { referencesIn, type TemplateReference } from '../private/template/references';
import { logicalIdsByType } from '../private/template/resource-types';
import { globalsFor, isOfSam, withGlobals } from '../private/template/sam-inheritance';

/** A stack of the model: one template, deployed by itself or nested in another. */
export class ModelStack {
  public readonly resources: StackResources;

  /**
   * @param parent the resource that stands for it in the stack that it is nested in
   */
  constructor(public readonly source: SourceTemplate, public readonly parent?: ModelResource) {
    this.resources = new StackResources(this);
  }
}

/** A resource of the model. */
export class ModelResource {
  /**
   * @param entry the whole entry of the template: type, properties, metadata, condition and so on
   */
  constructor(public readonly stack: ModelStack, public readonly logicalId: string, public readonly entry: Record<string, any>) {}

  public get type(): string {
    return this.entry.Type;
  }

  /** The properties as the template has them; empty where it has none. */
  public get properties(): Record<string, any> {
    return isObject(this.entry.Properties) ? this.entry.Properties : {};
  }

  /** The path of the construct that made it, where a CDK app did. */
  public get constructPath(): string | undefined {
    const path = this.entry.Metadata?.['aws:cdk:path'] ?? this.stack.source.constructPathOf?.(this.logicalId);
    return typeof path === 'string' ? path : undefined;
  }

  /** What it is called in a report: its construct path, with its input where another one has the same stack, else the name of the stack and the logical id. */
  public get name(): string {
    const { constructPath, stack: { source } } = this;
    return constructPath === undefined ? `${source.name}/${this.logicalId}` : `${source.pathPrefix ?? ''}${constructPath}`;
  }
}

/** The resources of a stack. There may be tens of thousands in an app, of most of which nothing is asked, so each is made when it is first asked for. */
class StackResources {
  private readonly made = new Map<string, ModelResource>();
  private readonly entries: Record<string, any> | undefined;
  private hasSam?: boolean;

  constructor(private readonly stack: ModelStack) {
    this.entries = stack.source.template.Resources;
  }

  /** The resource with a logical id: one of the template, or one that SAM makes. */
  public get(logicalId: string): ModelResource | undefined {
    const made = this.made.get(logicalId);
    if (made) { return made; }
    const entry = this.entries?.[logicalId];
    if (isResource(entry)) { return this.make(logicalId, entry); }
    this.hasSam ??= [...this.types].some(isOfSam);
    const generated = this.hasSam ? samEntry(this.stack, logicalId) : undefined;
    return generated && this.make(logicalId, generated);
  }

  /** The CloudFormation types of the resources, each once. */
  public get types(): Iterable<string> {
    return logicalIdsByType(this.stack.source.template).keys();
  }

  /** The resources of a CloudFormation type. */
  public ofType(type: string): ModelResource[] {
    const resources: ModelResource[] = [];
    for (const logicalId of logicalIdsByType(this.stack.source.template).get(type) ?? []) { resources.push(this.get(logicalId)!); }
    return resources;
  }

  private make(logicalId: string, entry: Record<string, any>): ModelResource {
    const { Globals } = this.stack.source.template;
    const resource = new ModelResource(this.stack, logicalId, isObject(Globals) && isOfSam(entry.Type) ? inheriting(entry, Globals) : entry);
    this.made.set(logicalId, resource);
    return resource;
  }
}

/** A SAM resource with what it inherits from the `Globals` of its template. */
function inheriting(entry: Record<string, any>, globals: Record<string, any>): Record<string, any> {
  const own = isObject(entry.Properties) ? entry.Properties : {};
  return { ...entry, Properties: withGlobals(entry.Type, own, globalsFor(globals, entry.IgnoreGlobals, entry.Type)) };
}

/** By what the attributes of a nested stack begin that are its outputs. */
const OUTPUTS = 'Outputs.';

/** How far a reference is followed from stack to stack. */
const MAX_HOPS = 16;

/**
 * Some templates and what refers to what in them: within a template, into nested stacks and out of them, and from stack to stack by exports.
 *
 * Everything that is asked of it is looked up; building it takes time in proportion to the number of resources.
 */
export class TemplateModel {
  public readonly stacks: readonly ModelStack[];
  private readonly byType = new Map<string, ModelResource[]>();
  private readonly nested = new Map<ModelResource, ModelStack>();
  private readonly exports: Exports;

  constructor(sources: readonly SourceTemplate[]) {
    const stacks = new Map<SourceTemplate, ModelStack>();
    for (const source of sources) { this.addStack(source, stacks); }
    this.stacks = [...stacks.values()];
    this.exports = new Exports(this.stacks);
  }

  /** The resources of some CloudFormation types. */
  public ofType(...types: readonly string[]): readonly ModelResource[] {
    return types.length === 1 ? this.ofOneType(types[0]) : types.flatMap((type) => this.ofOneType(type));
  }

  /** The one resource that a property of a resource refers to; undefined where it refers to none or to several. */
  public target(resource: ModelResource, path: string): ModelResource | undefined {
    const targets = this.targets(resource, path);
    return targets.length === 1 ? targets[0] : undefined;
  }

  /** All resources that a property of a resource refers to, anywhere within it. */
  public targets(resource: ModelResource, path: string): ModelResource[] {
    return this.targetsIn(resource.stack, valueAt(resource.properties, pathOf(path)));
  }

  /** The resources of a CloudFormation type by those that a property of theirs refers to. */
  public byTarget(type: string, path: string): ReadonlyMap<ModelResource, readonly ModelResource[]> {
    const byTarget = new Map<ModelResource, ModelResource[]>();
    for (const resource of this.ofOneType(type)) {
      for (const target of this.targets(resource, path)) { addTo(byTarget, target, resource); }
    }
    return byTarget;
  }

  /** All resources that a value in a stack's template refers to, each once. */
  public targetsIn(stack: ModelStack, value: any): ModelResource[] {
    const targets: ModelResource[] = [];
    for (const reference of referencesIn(value)) { this.follow(stack, reference, MAX_HOPS, targets); }
    return targets.length < 2 ? targets : [...new Set(targets)];
  }

  /** The stack that a resource nests, where its template was read. */
  public nestedStack(resource: ModelResource): ModelStack | undefined {
    return this.nested.get(resource);
  }

  private ofOneType(type: string): readonly ModelResource[] {
    let sameType = this.byType.get(type);
    if (!sameType) { this.byType.set(type, sameType = this.stacks.flatMap(({ resources }) => resources.ofType(type))); }
    return sameType;
  }

  private addStack(source: SourceTemplate, stacks: Map<SourceTemplate, ModelStack>): ModelStack {
    const existing = stacks.get(source);
    if (existing) { return existing; }
    const parentStack = source.nestedIn && this.addStack(source.nestedIn.parent, stacks);
    const parent = parentStack?.resources.get(source.nestedIn!.logicalId);
    const stack = new ModelStack(source, parent);
    stacks.set(source, stack);
    if (parent) { this.nested.set(parent, stack); }
    return stack;
  }

  private followAll(stack: ModelStack, value: any, hops: number, found: ModelResource[]): void {
    if (hops === 0) { return; }
    for (const reference of referencesIn(value)) { this.follow(stack, reference, hops, found); }
  }

  /** Finds what a reference leads to: a resource of its own stack, or of another one, where it goes there by a parameter, an output or an export. */
  private follow(stack: ModelStack, reference: TemplateReference, hops: number, found: ModelResource[]): void {
    if (reference.logicalId === undefined) {
      const exported = this.exports.find(stack, reference);
      if (exported) { this.followAll(exported.stack, exported.value, hops - 1, found); }
      return;
    }
    const resource = stack.resources.get(reference.logicalId);
    if (!resource) { return this.followParameter(stack, reference.logicalId, hops, found); }
    const elsewhere = reference.attribute === undefined ? undefined : this.elsewhere(resource, reference.attribute);
    if (elsewhere) { this.followAll(elsewhere.stack, elsewhere.value, hops - 1, found); } else { found.push(resource); }
  }

  /** Where the value of an attribute comes from that is none of the resource itself: another region, or a nested stack. */
  private elsewhere(resource: ModelResource, attribute: string): ExportedValue | undefined {
    const child = attribute.startsWith(OUTPUTS) ? this.nestedStack(resource) : undefined;
    return child
      ? { stack: child, value: child.source.template.Outputs?.[attribute.slice(OUTPUTS.length)]?.Value }
      : this.exports.findInOtherRegion(resource, attribute);
  }

  private followParameter(stack: ModelStack, name: string, hops: number, found: ModelResource[]): void {
    if (!stack.parent || !TEMPLATE_PROPERTIES.has(stack.parent.type)) { return; }
    this.followAll(stack.parent.stack, stack.parent.properties.Parameters?.[name], hops - 1, found);
  }
}

function isResource(entry: unknown): entry is Record<string, any> {
  return isObject(entry) && typeof entry.Type === 'string';
}
