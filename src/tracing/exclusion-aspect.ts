import { CfnResource, type IAspect, Stack } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { exclusionReason } from './exclusion';
import { InspectedResource } from './inspected-resource';
import { inspectWith, tracerFor } from './tracer-registry';
import { TracingStatus } from './tracing-finding';
import { CfnView } from '../private/cdk/cfn-view';
import { visitLateResources } from '../private/cdk/late-resources';
import { METADATA_KEY } from '../private/ids';

/** The statuses of resources that could be traced and are not. */
const COULD_BE_TRACED: readonly (TracingStatus | undefined)[] = [TracingStatus.UNTRACED, TracingStatus.EXCLUDED, TracingStatus.UNKNOWN];

/** Writes the reason of an exclusion to the template metadata of each resource that could be traced, so that a template alone can tell it. */
export class ExclusionAspect implements IAspect {
  private readonly stacks = new Set<Stack>();

  public visit(node: IConstruct): void {
    if (Stack.isStack(node) && !this.stacks.has(node)) {
      this.stacks.add(node);
      visitLateResources(node, (resource) => this.visit(resource));
    }
    const tracer = CfnResource.isCfnResource(node) ? tracerFor(node) : undefined;
    const reason = tracer && exclusionReason(node);
    if (reason === undefined || !tracer) { return; }
    const resource = node as CfnResource;
    const finding = inspectWith(tracer, InspectedResource._of(new CfnView(resource)));
    if (COULD_BE_TRACED.includes(finding?.status)) { resource.addMetadata(METADATA_KEY, { excluded: reason }); }
  }
}
