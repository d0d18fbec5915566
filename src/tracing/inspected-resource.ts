import { misuse, shown } from '../private/errors';
import { namesService, statementsOf } from '../private/iam/policy-documents';
import { isObject, referredLogicalIds, valueAt } from '../private/template/intrinsics';
import type { NeighbouringParameter, Neighbours } from '../private/template/neighbours';
import { pathOf } from '../private/template/property-path';
import { logicalIdsByType } from '../private/template/resource-types';
import { globalsFor } from '../private/template/sam-inheritance';

/**
 * Where an inspected resource is read from: a template, or a construct that has no template yet.
 * @internal
 */
export interface IResourceSource {
  readonly resourceType: string;
  readonly logicalId: string;
  readonly metadata: Record<string, any>;
  readonly globals: Record<string, any>;
  /** The name of the condition that may leave the resource out. */
  readonly condition: string | undefined;
  value(path: readonly string[]): any;
  lazyValue(path: readonly string[]): any;
  statements(path: readonly string[]): any[];
  effective(path: readonly string[]): any;
  namesService(path: readonly string[], service: string): boolean;
  follow(path: readonly string[]): IResourceSource | undefined;
  parameterDefault(path: readonly string[]): any;
  metadataOf(logicalId: string, key: string): any;
  siblings(type: string): readonly IResourceSource[];
  parameter(name: string): NeighbouringParameter | undefined;
}

/**
 * One CloudFormation resource as a tracer sees it: resolved, in CloudFormation's spelling, whether it still is a construct or already stands in a template.
 *
 * Values are resolved when they are asked for, so asking for little costs little.
 */
export class InspectedResource {
  /**
   * A resource of a synthesized template, or of any template that was parsed from JSON or YAML.
   *
   * @param template the whole template
   * @param logicalId the logical id of one of its resources
   * @throws when the template has no such resource
   */
  public static fromTemplate(template: any, logicalId: string): InspectedResource {
    const source = TemplateSource.find(template, logicalId);
    if (!source) { throw misuse(`\`logicalId\` must name a resource of the template, such as a key of its \`Resources\`, got: ${shown(logicalId)}`); }
    return new InspectedResource(source);
  }

  /** @internal */
  public static _of(source: IResourceSource): InspectedResource {
    return new InspectedResource(source);
  }

  private constructor(private readonly source: IResourceSource) {}

  /** The CloudFormation type, for example `AWS::Lambda::Function`. */
  public get resourceType(): string {
    return this.source.resourceType;
  }

  /** The logical id within the template. */
  public get logicalId(): string {
    return this.source.logicalId;
  }

  /** The resource's template metadata; empty where it has none. */
  public get metadata(): { [key: string]: any } {
    return this.source.metadata;
  }

  /** The `Globals` section of the resource's SAM template; empty where there is none. */
  public get globals(): { [key: string]: any } {
    return this.source.globals;
  }

  /**
   * The value of a property.
   *
   * @param path property names in CloudFormation's spelling, joined by dots: `TracingConfig.Mode`. Names and values in brackets pick an item of a
   * list: `OptionSettings[Namespace=aws:elasticbeanstalk:xray,OptionName=XRayEnabled].Value`
   * @returns the value; undefined where the property is absent (or `AWS::NoValue`), null where an override removes it, and the intrinsic
   * function itself where one stands there or hides the rest of the path
   */
  public property(path: string): any {
    return this.source.value(pathOf(path));
  }

  /**
   * The value of a property, of which each part is resolved only when it is read: for large values of which little is looked at.
   * @internal
   */
  public _lazyProperty(path: string): any {
    return this.source.lazyValue(pathOf(path));
  }

  /**
   * The value of a property as it refers to other resources: for `TracerContext.grantSender()`, which can follow it into other stacks.
   *
   * @param path as for `property()`
   * @returns what `property()` returns, or a token
   */
  public reference(path: string): any {
    return this.source.effective(pathOf(path));
  }

  /**
   * The statements of a policy document.
   *
   * @param path where the document stands, for example `AssumeRolePolicyDocument`
   * @returns the statements, with lists of `Action`, `NotAction`, `Resource`, `NotResource` and principals where a policy document may have
   * a list or a single value; empty where there is no policy document, or an intrinsic function hides it
   */
  public policyStatements(path: string): any[] {
    return this.source.statements(pathOf(path));
  }

  /**
   * Whether the policy document at a path names a service among its principals. Asking so costs less than looking through its statements.
   * @internal
   */
  public _namesService(path: string, service: string): boolean {
    return this.source.namesService(pathOf(path), service);
  }

  /**
   * The resource that a property refers to by `Ref`, `Fn::GetAtt` or a whole `Fn::Sub` variable.
   *
   * @param path property names in CloudFormation's spelling, joined by dots: `Role`
   * @returns undefined where the property refers to no single resource that can be followed
   */
  public referenced(path: string): InspectedResource | undefined {
    const target = this.source.follow(pathOf(path));
    return target && new InspectedResource(target);
  }

  /**
   * The default value of the template parameter that a property refers to by `Ref`.
   *
   * @param path as for `property()`
   * @returns undefined where the property refers to no parameter, or to one without a default
   */
  public parameterDefault(path: string): any {
    return this.source.parameterDefault(pathOf(path));
  }

  /**
   * Resolved metadata of a resource of the same template, which may be this one.
   * @internal
   */
  public _metadataOf(logicalId: string, key: string): any {
    return this.source.metadataOf(logicalId, key);
  }

  /**
   * The resources of a CloudFormation type in the same template.
   * @internal
   */
  public _siblings(type: string): InspectedResource[] {
    return this.source.siblings(type).map((sibling) => new InspectedResource(sibling));
  }

  /**
   * Whether the resource is there wherever another of the same template is: no condition may leave it out, but for the other's own.
   * @internal
   */
  public _isThereWith(other: InspectedResource): boolean {
    const { condition } = this.source;
    return condition === undefined || condition === other.source.condition;
  }

  /**
   * What stands in the same template.
   * @internal
   */
  public get _neighbours(): Neighbours {
    return { resources: (type) => this._siblings(type), parameter: (name) => this.source.parameter(name) };
  }
}

class TemplateSource implements IResourceSource {
  public static find(template: any, logicalId: string): TemplateSource | undefined {
    const resource = template?.Resources?.[logicalId];
    return isObject(resource) ? new TemplateSource(template, logicalId, resource) : undefined;
  }

  private constructor(private readonly template: any, public readonly logicalId: string, private readonly resource: Record<string, any>) {}

  public get resourceType(): string {
    return String(this.resource.Type);
  }

  public get metadata(): Record<string, any> {
    return isObject(this.resource.Metadata) ? this.resource.Metadata : {};
  }

  public get globals(): Record<string, any> {
    return isObject(this.template.Globals) ? globalsFor(this.template.Globals, this.resource.IgnoreGlobals, this.resourceType) : {};
  }

  public get condition(): string | undefined {
    return this.resource.Condition;
  }

  public value(path: readonly string[]): any {
    return valueAt(this.resource.Properties, path);
  }

  public lazyValue(path: readonly string[]): any {
    return this.value(path);
  }

  public effective(path: readonly string[]): any {
    return this.value(path);
  }

  public statements(path: readonly string[]): any[] {
    return statementsOf(this.value(path));
  }

  public namesService(path: readonly string[], service: string): boolean {
    return namesService(this.value(path), service);
  }

  public follow(path: readonly string[]): TemplateSource | undefined {
    const targets = referredLogicalIds(this.value(path));
    return targets.length === 1 && targets[0] !== undefined ? TemplateSource.find(this.template, targets[0]) : undefined;
  }

  public parameterDefault(path: readonly string[]): any {
    return this.parameter(this.value(path)?.Ref)?.Default;
  }

  public metadataOf(logicalId: string, key: string): any {
    return TemplateSource.find(this.template, logicalId)?.metadata[key];
  }

  public parameter(name: string): NeighbouringParameter | undefined {
    return this.template.Parameters?.[name];
  }

  public siblings(type: string): TemplateSource[] {
    return (logicalIdsByType(this.template).get(type) ?? []).flatMap((logicalId) => TemplateSource.find(this.template, logicalId) ?? []);
  }
}
