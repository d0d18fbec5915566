import type { GrantedRelation } from './called-actions';
import type { FoundEvidence } from './edge-source';
import type { MapEnd } from './map-end';

/** What a policy lets its bearer do with a node. */
export interface GrantedCall {
  readonly to: MapEnd;
  readonly relation: GrantedRelation;
  readonly evidence: FoundEvidence;
  /** Whether it is Lambda that polls, for an event source mapping of a function with the role. Other code with the same role takes nothing from there. */
  readonly isByLambda?: boolean;
}

/** The ARN of a thing where a policy has a pattern for what Secrets Manager adds to the name of a secret. */
export function arnOfCallee(arn: string | undefined): string | undefined {
  return arn?.replace(/(:secretsmanager:.+)-\?{6}$/, '$1');
}
