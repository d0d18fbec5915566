import { Validations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { NAMESPACE } from '../private/ids';
import type { Acknowledgement } from '../survey/source-template';

/**
 * The acknowledgements of this library's rules on Apps and Stages, and on whatever else is in none of some stacks. Those in stacks are found in the
 * assembly, without a visit to every construct.
 *
 * @param stacks the paths of the stacks
 */
export function acknowledgementsOutside(stacks: ReadonlySet<string | undefined>, construct: IConstruct): Acknowledgement[] {
  const { path, children } = construct.node;
  return stacks.has(path) ? [] : [...acknowledgedOn(construct), ...children.flatMap((child) => acknowledgementsOutside(stacks, child))];
}

function acknowledgedOn({ node }: IConstruct): Acknowledgement[] {
  return node.metadata
    .filter(({ type }) => type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY)
    .flatMap(({ data }) => Object.entries(Object(data)))
    .filter(([ruleId]) => ruleId.startsWith(`${NAMESPACE}::`))
    .map(([ruleId, reason]) => ({ constructPath: node.path, ruleId, reason: String(reason) }));
}
