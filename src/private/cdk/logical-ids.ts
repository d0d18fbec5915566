import { CfnElement, type Stack } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { isInTree } from './in-tree';
import { addTo } from '../add-to';

/** What stands in the template of a stack, as it was when the stack was looked through. */
interface Elements {
  readonly count: number;
  /** Outputs and conditions may have the logical ids of resources. */
  readonly byLogicalId: ReadonlyMap<string, readonly CfnElement[]>;
}

const ELEMENTS = new WeakMap<Stack, Elements>();

/**
 * The element of a stack's template that has a logical id, if it is what is sought. Each stack is looked through once, and again only for what was not there
 * yet, or is no more.
 */
export function elementByLogicalId<T extends CfnElement>(stack: Stack, logicalId: string, isSought: (each: IConstruct) => each is T): T | undefined {
  if (logicalId.includes(':')) { return undefined; } // a pseudo parameter, or a variable of IAM
  const find = (elements?: Elements) => elements?.byLogicalId.get(logicalId)?.find((each): each is T => isSought(each));
  const known = find(ELEMENTS.get(stack));
  if (known && isInTree(known) && stack.resolve(known.logicalId) === logicalId) { return known; }
  if (known) { ELEMENTS.delete(stack); }
  return find(lookThrough(stack));
}

function lookThrough(stack: Stack): Elements {
  const elements = stack.node.findAll().filter((each) => CfnElement.isCfnElement(each)).filter((each) => each.stack === stack);
  const known = ELEMENTS.get(stack);
  if (known?.count === elements.length) { return known; } // nothing has come since, and to resolve all names costs more than to count
  const byLogicalId = new Map<string, CfnElement[]>();
  elements.forEach((each) => addTo(byLogicalId, String(stack.resolve(each.logicalId)), each));
  const found = { count: elements.length, byLogicalId };
  ELEMENTS.set(stack, found);
  return found;
}
