import type { aws_iam as iam, CfnResource } from 'aws-cdk-lib';
import type { Construct, IConstruct } from 'constructs';
import type { InspectedResource } from './inspected-resource';
import type { CfnView } from '../private/cfn-view';

/**
 * Makes a construct that must exist beside a traced resource.
 */
export interface ICompanionFactory {
  /** Makes the construct in the given scope under the given id. */
  create(scope: Construct, id: string): IConstruct;
}

/**
 * Adds a statement to the X-Ray resource policy that a resource's environment shares.
 * @internal
 */
export interface IResourcePolicyAdder {
  allow(resource: CfnResource, statement: iam.PolicyStatement): void;
}

/**
 * What a tracer may do to turn the tracing of its resource on: change the resource's properties, and add what must exist beside it.
 */
export class TracerContext {
  /** @internal */
  public static _of(view: CfnView, inspected: InspectedResource, policies: IResourcePolicyAdder): TracerContext {
    return new TracerContext(view, inspected, policies);
  }

  /** The resource to trace. Read it; change it through `set`. */
  public readonly resource: CfnResource;

  /** The resource as `inspect` sees it, now. */
  public readonly inspected: InspectedResource;

  private hiddenPath?: string;

  private constructor(private readonly view: CfnView, inspected: InspectedResource, private readonly policies: IResourcePolicyAdder) {
    this.resource = view.resource;
    this.inspected = inspected;
  }

  /**
   * The path that could not be set, because an intrinsic function hides its parent.
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
   * @param id a fixed id: the same one finds the same construct again
   * @param factory makes the construct
   */
  public findOrCreate(scope: Construct, id: string, factory: ICompanionFactory): IConstruct {
    return scope.node.tryFindChild(id) ?? factory.create(scope, id);
  }

  /**
   * Lets an AWS service send segments, by a statement in the one X-Ray resource policy that all stacks of an environment share.
   *
   * A statement that the policy has already is not added again. Does nothing where `createResourcePolicy` is false.
   *
   * @param statement the statement, with conditions that hold for the whole account and region
   */
  public allowInResourcePolicy(statement: iam.PolicyStatement): void {
    this.policies.allow(this.resource, statement);
  }
}
