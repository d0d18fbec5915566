import { Validations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { NAMESPACE } from '../private/ids';
import type { Acknowledgement } from '../survey/source-template';

/** The acknowledgements of this library's rules in an app. */
export function acknowledgementsIn(root: IConstruct): Acknowledgement[] {
  const found: Acknowledgement[] = [];
  collect(root, found);
  return found;
}

function collect(construct: IConstruct, found: Acknowledgement[]): void {
  for (const { type, data } of construct.node.metadata) {
    if (type !== Validations.ACKNOWLEDGED_RULES_METADATA_KEY) { continue; }
    for (const [ruleId, reason] of Object.entries(Object(data))) {
      if (ruleId.startsWith(`${NAMESPACE}::`)) { found.push({ constructPath: construct.node.path, ruleId, reason: String(reason) }); }
    }
  }
  for (const child of construct.node.children) { collect(child, found); }
}
