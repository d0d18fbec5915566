import { Validations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/** What a construct acknowledges: the ids of rules, whoever they belong to, and why. */
export function acknowledgedOn({ node }: IConstruct): [string, unknown][] {
  return node.metadata
    .filter(({ type }) => type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY)
    .flatMap(({ data }) => Object.entries(Object(data)));
}
