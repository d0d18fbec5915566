import { Annotations, Validations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { acknowledgedOn } from './acknowledged-rules';
import { qualifiedId } from '../ids';

/**
 * Warns of something on a construct, once for each id, unless somebody has acknowledged it there or on anything around it.
 *
 * Acknowledgements are looked up here as well: the CDK overlooks those of the App when it warns, and before 2.271 those of the very construct.
 */
export function warn(construct: IConstruct, ruleId: string, message: string): void {
  const id = qualifiedId(ruleId);
  if (!isWarnedOf(construct, id) && !isAcknowledged(construct, id)) { Validations.of(construct).addWarning(id, message); }
}

/**
 * Whether a warning stands on a construct.
 *
 * @param id the whole id, as in `XRay::RoleNotManaged`
 */
export function isWarnedOf({ node }: IConstruct, id: string): boolean {
  return node.metadata.some(({ type, data }) => type === 'aws:cdk:warning' && String(data).includes(`[ack: ${id}]`));
}

function isAcknowledged({ node }: IConstruct, id: string): boolean {
  return node.scopes.flatMap(acknowledgedOn).some(([acknowledged]) => acknowledged === id);
}

/** Tells something about a construct that needs nothing to be done, once for each id. */
export function inform(construct: IConstruct, ruleId: string, message: string): void {
  Annotations.of(construct).addInfoV2(qualifiedId(ruleId), message);
}
