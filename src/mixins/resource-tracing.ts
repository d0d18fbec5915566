import { CfnResource, Mixin } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import type { ResourceTracingProps } from '../tracing/resource-tracing-props';
import { tracerFor } from '../tracing/tracer-registry';
import { type SessionScope, TracingSession } from '../tracing/tracing-session';
import { validateResourceTracingProps, validateTypesAreKnown } from '../tracing/validation';

const EVERY_RESOURCE: SessionScope = { reaches: () => true, isDecidedElsewhere: () => false, isWithin: () => true };

/**
 * Turns X-Ray tracing on for a resource, now.
 *
 * Applied with `construct.with(new ResourceTracing())` it traces the construct and all that is below it; with `Mixins.of(scope).apply()` it
 * reaches Stages too. What is defined later is not reached: for that, use `XRayTracing.of(scope).enable()`. The property that turns tracing
 * on is set where it is absent; what stands beside it is left alone. The resource policy that SNS topics share is added where `enable()` on the
 * whole App would add it, which may be another stack of the same account and region.
 *
 * @see https://docs.aws.amazon.com/xray/latest/devguide/xray-services.html
 */
export class ResourceTracing extends Mixin {
  /**
   * @param props how the resource is traced
   * @throws when a property is not what it must be
   */
  constructor(private readonly props: ResourceTracingProps = {}) {
    super();
    validateResourceTracingProps(props);
  }

  /**
   * Whether the construct is a resource that the table has a row for.
   *
   * @param construct any construct
   */
  public supports(construct: IConstruct): boolean {
    return CfnResource.isCfnResource(construct) && tracerFor(construct) !== undefined;
  }

  /**
   * Turns the tracing of the resource on.
   *
   * @param construct a resource
   */
  public applyTo(construct: IConstruct): void {
    // A session remembers which policies a stack has. The next call may come when it has others.
    if (!CfnResource.isCfnResource(construct)) { return; }
    validateTypesAreKnown(this.props, construct.node.root);
    new TracingSession(this.props, EVERY_RESOURCE).trace(construct);
  }
}
