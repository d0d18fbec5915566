import { Annotations, Validations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { qualifiedId } from './ids';

/**
 * Warns of something on a construct, once for each id, unless somebody has acknowledged it.
 *
 * The acknowledgement is looked up here as well: before 2.271 the CDK overlooks one that stands on the very construct that is warned of.
 */
export function warn(construct: IConstruct, ruleId: string, message: string): void {
  const id = qualifiedId(ruleId);
  const known = construct.node.metadata.some((entry) =>
    (entry.type === 'aws:cdk:warning' && String(entry.data).includes(`[ack: ${id}]`))
    || (entry.type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY && id in Object(entry.data)));
  if (!known) { Validations.of(construct).addWarning(id, message); }
}

/** Tells something about a construct that needs nothing to be done, once for each id. */
export function inform(construct: IConstruct, ruleId: string, message: string): void {
  Annotations.of(construct).addInfoV2(qualifiedId(ruleId), message);
}
