import type { InspectedResource } from '../../tracing/inspected-resource';
import { type IResourceTracer, XRayAccess } from '../../tracing/resource-tracer';
import type { TracingFinding } from '../../tracing/tracing-finding';

/**
 * A row about a type that sends no segments itself: there is a status to tell and nothing to turn on.
 */
export class PassiveTracer implements IResourceTracer {
  public readonly access = XRayAccess.NONE;

  constructor(
    public readonly resourceType: string,
    public readonly ruleId: string,
    private readonly finding: (resource: InspectedResource) => TracingFinding | undefined,
  ) {}

  public inspect(resource: InspectedResource): TracingFinding | undefined {
    return this.finding(resource);
  }

  /** There is nothing to turn on. */
  public enable(): void {}
}
