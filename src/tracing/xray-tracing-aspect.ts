import { CfnResource, ConstructSelector, type IAspect, Stack, Stage } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { markReached } from './stages';
import type { XRayTracingAspectProps } from './tracing-options';
import { TracingSession } from './tracing-session';
import { validateTypesAreKnown, validateTracingProps } from './validation';

/**
 * Turns X-Ray tracing on for every resource below the construct that it is put on.
 *
 * An aspect on an App never enters a Stage: `XRayTracing.of(app).enable()` puts one on each. Add it with `AspectPriority.MUTATING`.
 *
 * @see https://docs.aws.amazon.com/cdk/v2/guide/aspects.html
 */
export class XRayTracingAspect implements IAspect {
  /**
   * The aspect of a scope: what it adds beside resources, it adds within the scope.
   * @internal
   */
  public static _within(scope: IConstruct, props: XRayTracingAspectProps): XRayTracingAspect {
    const aspect = new XRayTracingAspect(props);
    aspect.session = new TracingSession(props, (resource) => aspect.reaches(resource), scope);
    return aspect;
  }

  private session: TracingSession;
  private readonly types?: ReadonlySet<string>;
  private isChecked = false;

  /**
   * @throws when a list that must name something is empty
   */
  constructor(private readonly props: XRayTracingAspectProps = {}) {
    validateTracingProps(props);
    this.types = props.resourceTypes && new Set(props.resourceTypes);
    this.session = new TracingSession(props, (resource) => this.reaches(resource));
  }

  /** Turns the tracing of a resource on. All other constructs are left alone. */
  public visit(node: IConstruct): void {
    if (!this.isChecked) {
      this.isChecked = true;
      validateTypesAreKnown(this.props, node.node.root);
    }
    if (CfnResource.isCfnResource(node)) {
      this.session.trace(node);
    } else if (Stack.isStack(node)) {
      this.session.traceWithCompanions(node);
    } else if (Stage.isStage(node)) {
      markReached(node);
    }
  }

  private reaches(resource: CfnResource): boolean {
    return (!this.types || this.types.has(resource.cfnResourceType))
      && (!this.props.includePaths || matchesAny(resource, this.props.includePaths))
      && !(this.props.excludePaths && matchesAny(resource, this.props.excludePaths));
  }
}

function matchesAny(resource: CfnResource, globs: readonly string[]): boolean {
  return globs.some((glob) => ConstructSelector.byPath(glob).select(resource).length > 0);
}
