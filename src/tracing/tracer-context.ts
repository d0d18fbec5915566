import { CfnResource } from 'aws-cdk-lib';
import type { Construct, IConstruct } from 'constructs';
import type { InspectedResource } from './inspected-resource';
import type { CfnView } from '../private/cfn-view';
import type { Companions } from '../private/companions';

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
 * Adds a statement to the X-Ray resource policy that a resource's environment shares.
 * @internal
 */
export interface IResourcePolicyAdder {
  allow(resource: CfnResource, statement: Record<string, any>): void;
}

/**
 * What a tracer may do to turn the tracing of its resource on: change the resource's properties, and add what must exist beside it.
 */
export class TracerContext {
  /** @internal */
  public static _of(view: CfnView, inspected: InspectedResource, companions: Companions, policies: IResourcePolicyAdder): TracerContext {
    return new TracerContext(view, inspected, companions, policies);
  }

  /** The resource to trace. Read it; change it through `set`. */
  public readonly resource: CfnResource;

  /** The resource as `inspect` sees it, now. */
  public readonly inspected: InspectedResource;

  private hiddenPath?: string;

  private constructor(
    private readonly view: CfnView,
    inspected: InspectedResource,
    private readonly companions: Companions,
    private readonly policies: IResourcePolicyAdder,
  ) {
    this.resource = view.resource;
    this.inspected = inspected;
  }

  /**
   * The path that could not be set, because something else stands in the place of its parent.
   * @internal
   */
  public get _hiddenPath(): string | undefined {
    return this.hiddenPath;
  }

  /**
   * Sets a property of the resource and leaves its neighbours alone.
   *
   * A typed construct gets the typed property, so that the construct tree and cdk-nag see it; a raw `CfnResource`, and a property that
   * somebody overrides already, get an override. A property that has the value already is left as it is.
   *
   * @param path property names in CloudFormation's spelling, joined by dots: `TracingConfig.Mode`
   * @param value the value
   */
  public set(path: string, value: any): void {
    if (!this.view.set(path.split('.'), value)) { this.hiddenPath = path; }
  }

  /**
   * The construct with this id in the scope, made now if it does not exist yet.
   *
   * @param scope where the construct lives, for example the resource's stack
   * @param id a fixed id: the same one finds the same construct again. It is counted up where an included template has taken its logical id
   * @param factory makes the construct, under the id that it is given
   */
  public findOrCreate(scope: Construct, id: string, factory: ICompanionFactory): IConstruct {
    return this.companions.findOrCreate(scope, id, (parent, childId) => factory.create(parent, childId));
  }

  /**
   * The resource with this id in the stack of the traced resource, made now if it does not exist yet.
   *
   * @param id a fixed id, as for `findOrCreate`
   * @param resourceType the CloudFormation type
   * @param properties the properties in CloudFormation's spelling
   */
  public findOrCreateResource(id: string, resourceType: string, properties: { [name: string]: any }): CfnResource {
    return this.companions.findOrCreate(
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
    this.policies.allow(this.resource, statement);
  }
}
