import { CfnResource } from 'aws-cdk-lib';
import type { Construct, IConstruct } from 'constructs';
import type { InspectedResource } from './inspected-resource';
import type { ResourceTracingProps } from './resource-tracing-props';
import { TracingFinding } from './tracing-finding';
import type { TraceCollector } from '../collectors/trace-collector';
import type { CfnView } from '../private/cdk/cfn-view';
import type { Companions } from '../private/cdk/companions';
import { inform, warn } from '../private/cdk/warnings';
import type { RolePassers } from '../private/iam/role-passers';
import { pathOf } from '../private/template/property-path';

/**
 * Makes a construct that must exist beside a traced resource.
 */
export interface ICompanionFactory {
  /**
   * Makes the construct.
   *
   * @param scope where it lives
   * @param id its id, which may differ from the one that was asked for
   */
  create(scope: Construct, id: string): IConstruct;
}

/**
 * Makes the value of a property out of the one that it has.
 */
export interface IPropertyDerivation {
  /**
   * Makes the new value. A pure function, which is asked more than once.
   *
   * @param value the value as it would stand in the template; undefined where the property is absent
   * @returns the value that stands there instead
   */
  derive(value: any): any;
}

/**
 * Adds a statement to the X-Ray resource policy that a resource's environment shares.
 * @internal
 */
export interface IResourcePolicyAdder {
  allow(resource: CfnResource, statement: Record<string, any>): void;
  allowInStack(resource: CfnResource, statement: Record<string, any>): IConstruct | undefined;
}

/**
 * Knows resources by what others of their Stage say of them.
 * @internal
 */
export interface IResourceSet {
  has(resource: CfnResource): boolean;
}

/**
 * What the contexts of all resources have in common that are traced together.
 * @internal
 */
export interface ITracerServices {
  readonly options: ResourceTracingProps;
  readonly collector: TraceCollector;
  readonly companions: Companions;
  readonly policies: IResourcePolicyAdder;
  readonly rolePassers: RolePassers;
  /** The functions of which distributions run a version. */
  readonly edgeFunctions: IResourceSet;
  /** The REST APIs of which there are stages. */
  readonly stagedApis: IResourceSet;
  /** The task definitions of which services do not get new revisions from CloudFormation. */
  readonly tasksDeployedByOthers: IResourceSet;
  readonly tasksInServiceConnect: IResourceSet;
}

/**
 * What a tracer may do to turn the tracing of its resource on: change the resource's properties, and add what must exist beside it.
 */
export class TracerContext {
  /** @internal */
  public static _of(view: CfnView, inspected: InspectedResource, services: ITracerServices): TracerContext {
    return new TracerContext(view, inspected, services);
  }

  /** The resource to trace. Read it; change it through `set`. */
  public readonly resource: CfnResource;

  /** The resource as `inspect` sees it, now. */
  public readonly inspected: InspectedResource;

  /** How tracing was enabled. */
  public readonly options: ResourceTracingProps;

  private refusal?: TracingFinding;
  private readonly senders: any[] = [];
  private grantIsSkipped = false;

  private constructor(private readonly view: CfnView, inspected: InspectedResource, private readonly services: ITracerServices) {
    this.resource = view.resource;
    this.inspected = inspected;
    this.options = services.options;
  }

  /**
   * Why the resource was left as it is.
   * @internal
   */
  public get _refusal(): TracingFinding | undefined {
    return this.refusal;
  }

  /**
   * References to the roles that send, beside the one that the row's `roleProperty` names.
   * @internal
   */
  public get _senders(): readonly any[] {
    return this.senders;
  }

  /**
   * Whether no role is to be allowed anything.
   * @internal
   */
  public get _skipsGrant(): boolean {
    return this.grantIsSkipped;
  }

  /**
   * Who may pass roles.
   * @internal
   */
  public get _rolePassers(): RolePassers {
    return this.services.rolePassers;
  }

  /**
   * Whether a distribution of the same Stage runs a version of the resource, which is a function.
   * @internal
   */
  public get _runsAtEdge(): boolean {
    return this.services.edgeFunctions.has(this.resource);
  }

  /**
   * Whether a stage of the REST API to which the resource, a deployment, belongs stands in the same Stage of the CDK.
   * @internal
   */
  public get _hasStagedApi(): boolean {
    const api = this.view.follow(['RestApiId'])?.resource;
    return api !== undefined && this.services.stagedApis.has(api);
  }

  /**
   * Whether a service of the same Stage, which runs the tasks of the resource, does not get its new revisions from CloudFormation.
   * @internal
   */
  public get _isDeployedByOthers(): boolean {
    return this.services.tasksDeployedByOthers.has(this.resource);
  }

  /**
   * Whether a service of the same Stage runs the tasks of the resource with Service Connect.
   * @internal
   */
  public get _isInServiceConnect(): boolean {
    return this.services.tasksInServiceConnect.has(this.resource);
  }

  /** What receives segments where AWS does not run the X-Ray daemon. */
  public get collector(): TraceCollector {
    return this.services.collector;
  }

  /**
   * Sets a property of the resource and leaves its neighbours alone.
   *
   * A typed construct gets the typed property, so that the construct tree and cdk-nag see it; a raw `CfnResource`, and a property that
   * somebody overrides already, get an override. A property that has the value already is left as it is.
   *
   * @param path property names in CloudFormation's spelling, joined by dots: `TracingConfig.Mode`. Names and values in brackets pick the item of
   * a list to change, or to append where there is none: `OptionSettings[Namespace=aws:elasticbeanstalk:xray,OptionName=XRayEnabled].Value`
   * @param value the value
   */
  public set(path: string, value: any): void {
    if (!this.view.set(pathOf(path), value)) { this.refuseParent(path); }
  }

  private refuseParent(path: string): void {
    this.refusal = TracingFinding.unknown(`\`${path}\` cannot be set: its parent is an intrinsic function, a list or a plain value, which would be lost`, 'set it there yourself');
  }

  /**
   * Sets a property to what is made of its value at the end of the synthesis, so that what others add to it until then is not lost.
   *
   * @param path property names in CloudFormation's spelling, joined by dots: `LaunchTemplateData.UserData`
   * @param derivation makes the new value
   */
  public derive(path: string, derivation: IPropertyDerivation): void {
    if (!this.view.derive(pathOf(path), (value) => derivation.derive(value))) { this.refuseParent(path); }
  }

  /**
   * Warns of something that turning tracing on brings with it, once for each id, unless somebody has acknowledged it.
   *
   * @param ruleId the id of the warning, without the `XRay::` prefix
   * @param message what happens, and what to do about it
   */
  public warn(ruleId: string, message: string): void {
    warn(this.resource, ruleId, message);
  }

  /**
   * Leaves the resource as it is, with a warning, because turning its tracing on would break or corrupt something. Its role gets no permission.
   *
   * @param reason why
   * @param advice what to do about it
   * @param ruleId the id of the warning, without the `XRay::` prefix, by default the tracer's
   */
  public refuse(reason: string, advice: string, ruleId?: string): void {
    this.refusal = TracingFinding.unknown(reason, advice, ruleId);
  }

  /**
   * Tells what somebody should know of the resource, and need not do anything about. It appears in the output of `cdk synth`.
   *
   * @param ruleId the id of the information, without the `XRay::` prefix
   * @param message what to know
   */
  public inform(ruleId: string, message: string): void {
    inform(this.resource, ruleId, message);
  }

  /**
   * Names a role that sends the segments, for resources that no single property leads from to their role. It gets what the row's `access` says.
   *
   * @param reference the name or ARN of the role or instance profile, as the resource refers to it: often a token
   */
  public grantSender(reference: any): void {
    this.senders.push(reference);
  }

  /** Lets no role send, not even that of the row's `roleProperty`: something else sends the segments of this resource. */
  public skipGrant(): void {
    this.grantIsSkipped = true;
  }

  /**
   * The construct with this id in the scope, made now if it does not exist yet.
   *
   * @param scope where the construct lives, for example the resource's stack
   * @param id a fixed id: the same one finds the same construct again. It is counted up where an included template has taken its logical id
   * @param factory makes the construct, under the id that it is given
   */
  public findOrCreate(scope: Construct, id: string, factory: ICompanionFactory): IConstruct {
    return this.services.companions.findOrCreate(scope, id, (parent, childId) => factory.create(parent, childId));
  }

  /**
   * Adds a construct for this resource alone. Its id is counted up where another one has it.
   * @internal
   */
  public _add<T extends IConstruct>(scope: Construct, id: string, create: (scope: Construct, id: string) => T): T {
    return this.services.companions.findOrCreate(scope, id, create, () => false);
  }

  /**
   * The resource with this id in the stack of the traced resource, made now if it does not exist yet.
   *
   * @param id a fixed id, as for `findOrCreate`
   * @param resourceType the CloudFormation type
   * @param properties the properties in CloudFormation's spelling
   */
  public findOrCreateResource(id: string, resourceType: string, properties: { [name: string]: any }): CfnResource {
    return this.services.companions.findOrCreate(
      this.resource.stack,
      id,
      (scope, childId) => new CfnResource(scope, childId, { type: resourceType, properties }),
      (existing) => CfnResource.isCfnResource(existing) && existing.cfnResourceType === resourceType,
    );
  }

  /**
   * Lets an AWS service send segments, by a statement in the one X-Ray resource policy that all stacks of an environment share.
   *
   * A statement that the policy has already is not added again. Does nothing where `createResourcePolicy` is false.
   *
   * @param statement the statement as it stands in a policy document, with conditions that hold for the whole account and region
   */
  public allowInResourcePolicy(statement: { [name: string]: any }): void {
    this.services.policies.allow(this.resource, statement);
  }

  /**
   * Lets an AWS service send segments, by a statement in an X-Ray resource policy of the resource's own stack.
   *
   * @returns the policy, for what is to be deployed after it; undefined where `createResourcePolicy` is false
   * @internal
   */
  public _allowInResourcePolicyOfStack(statement: { [name: string]: any }): IConstruct | undefined {
    return this.services.policies.allowInStack(this.resource, statement);
  }
}
