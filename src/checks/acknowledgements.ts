import { Stack } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { acknowledgedOn } from '../private/cdk/acknowledged-rules';
import { NAMESPACE } from '../private/ids';
import type { AcknowledgementLookup } from '../survey/acknowledgements';
import type { Acknowledgement } from '../survey/source-template';

/**
 * The acknowledgements in a tree, looked for where something was found. An assembly has those of its stacks, too, but in files that are as large as
 * the templates.
 */
export class TreeAcknowledgements implements AcknowledgementLookup {
  constructor(private readonly root: IConstruct) {}

  public find(ruleId: string, constructPath: string): string | undefined {
    let construct: IConstruct | undefined = this.root;
    let reason = reasonOn(construct, ruleId);
    for (const id of constructPath.split('/')) {
      construct = construct.node.tryFindChild(id);
      if (!construct) { break; }
      reason = reasonOn(construct, ruleId) ?? reason;
    }
    return reason;
  }
}

/**
 * The acknowledgements of this library's rules on Apps and Stages, and on whatever else is in no stack: an assembly does not have those.
 */
export function acknowledgementsOutsideStacks(construct: IConstruct): Acknowledgement[] {
  const { path, children } = construct.node;
  if (Stack.isStack(construct)) { return []; }
  const own = acknowledgedOn(construct).filter(([ruleId]) => ruleId.startsWith(`${NAMESPACE}::`));
  return [
    ...own.map(([ruleId, reason]) => ({ constructPath: path, ruleId, reason: String(reason) })),
    ...children.flatMap(acknowledgementsOutsideStacks),
  ];
}

/** The latest reason for which a construct acknowledges a rule. */
function reasonOn(construct: IConstruct, ruleId: string): string | undefined {
  const reason = new Map(acknowledgedOn(construct)).get(ruleId);
  return reason === undefined ? undefined : String(reason);
}
