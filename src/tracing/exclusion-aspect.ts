import { CfnResource, type IAspect } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { exclusionReason } from './exclusion';
import { tracerFor } from './tracer-registry';
import { METADATA_KEY } from '../private/ids';

/** Writes the reason of an exclusion to the template metadata of each resource that could have been traced, so that a template alone can tell it. */
export class ExclusionAspect implements IAspect {
  public visit(node: IConstruct): void {
    if (!CfnResource.isCfnResource(node) || !tracerFor(node)) { return; }
    const reason = exclusionReason(node);
    if (reason !== undefined) { node.addMetadata(METADATA_KEY, { excluded: reason }); }
  }
}
