import { Aspects, CfnResource, type IAspect, Stack, Stage } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { addEnabling, decides, type Enabling } from './enablings';
import { watchVisited } from './missed-stages';
import { markReached } from './stages';
import type { XRayTracingAspectProps } from './tracing-options';
import { TracingSession } from './tracing-session';
import { validateTypesAreKnown, validateTracingProps } from './validation';
import { matchesAround } from '../private/cdk/globs';

/**
 * Turns X-Ray tracing on for every resource below the construct that it is put on.
 *
 * An aspect on an App never enters a Stage: `XRayTracing.of(app).enable()` puts one on each. A Stage below that no tracing has reached stops the synthesis.
 * Add the aspect with `AspectPriority.MUTATING`.
 *
 * @see https://docs.aws.amazon.com/cdk/v2/guide/aspects.html
 */
export class XRayTracingAspect implements IAspect {
  /**
   * The aspect of a scope, which can tell whether it has visited the scope.
   * @internal
   */
  public static _for(scope: IConstruct, props: XRayTracingAspectProps): XRayTracingAspect {
    const aspect = new XRayTracingAspect(props);
    aspect.scope = scope;
    validateTypesAreKnown(props, scope);
    aspect.isChecked = true;
    aspect.enabling = { scope, options: props, reaches: (resource) => aspect.reaches(resource) };
    addEnabling(aspect.enabling);
    return aspect;
  }

  /**
   * Whether the aspect has visited the scope that it was made for.
   * @internal
   */
  public _hasVisitedScope = false;

  private scope?: IConstruct;
  private enabling?: Enabling;
  private readonly session: TracingSession;
  private readonly types?: ReadonlySet<string>;
  private isChecked = false;

  /**
   * @param props what is traced, and how
   * @throws when an option is not what it must be, or names nothing
   */
  constructor(private readonly props: XRayTracingAspectProps = {}) {
    validateTracingProps(props);
    this.types = props.resourceTypes && new Set(props.resourceTypes);
    this.session = new TracingSession(props, {
      reaches: (resource) => this.reaches(resource),
      isDecidedElsewhere: (resource) => this.enabling !== undefined && !decides(this.enabling, resource),
      isWithin: (resource) => this.isOn(resource),
    });
  }

  /**
   * Turns the tracing of a resource on. All other constructs are left alone.
   *
   * @param node the construct that the CDK visits
   * @throws at the first visit, when an option names a resource type that has no tracer
   */
  public visit(node: IConstruct): void {
    const isTop = node === this.scope || !this.isChecked;
    if (!this.isChecked) {
      this.isChecked = true;
      validateTypesAreKnown(this.props, node.node.root);
      watchVisited(node);
    }
    if (node === this.scope) { this._hasVisitedScope = true; }
    if (CfnResource.isCfnResource(node)) {
      this.session.trace(node);
    } else if (Stack.isStack(node)) {
      markReached(node);
      this.session.traceEarlyInStack(node);
    } else if (Stage.isStage(node)) {
      markReached(node);
      if (!this.scope) { watchVisited(node); }
      this.session.traceEarlyInStage(node);
    } else if (isTop) {
      this.session.traceEarlyBelow(node);
    }
  }

  /** Whether the aspect was put on a construct around the resource. */
  private isOn(resource: CfnResource): boolean {
    return resource.node.scopes.some((scope) => Aspects.of(scope).all.includes(this));
  }

  private reaches(resource: CfnResource): boolean {
    return (!this.types || this.types.has(resource.cfnResourceType))
      && (!this.props.includePaths || matchesAny(resource, this.props.includePaths))
      && !(this.props.excludePaths && matchesAny(resource, this.props.excludePaths));
  }
}

/** Whether one of the globs matches a resource by its path or by that of a construct around it. */
function matchesAny(resource: CfnResource, globs: readonly string[]): boolean {
  const paths = resource.node.scopes.map((scope) => scope.node.path);
  return globs.some((glob) => matchesAround(paths, glob));
}
