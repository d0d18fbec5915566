import { CfnElement, type CfnOutput, type CfnParameter, CfnResource, type CfnStack, Reference, Stack, Tokenization } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { nestedBy } from './deployed-stack';
import { freshlyResolved, freshlyResolvedOnce } from './fresh-resolver';
import { isObject, wholeReferences } from '../template/intrinsics';

/** How far a reference is followed from stack to stack. */
const MAX_HOPS = 16;

const OUTPUTS = 'Outputs.';

/**
 * The resources that a value in a stack refers to, one for each branch; undefined for a branch that leads out of the app.
 *
 * A parameter of a nested stack leads to what its parent gives it, an output of one to what it has there.
 */
export function targetsIn(stack: Stack, value: any, hops = MAX_HOPS): (CfnResource | undefined)[] {
  if (hops === 0) { return [undefined]; }
  const token = referenceIn(value);
  if (token) { return followed(token.target, token.displayName, hops); }
  return wholeReferences(freshlyResolved(stack, value)).flatMap((reference) => {
    const element = reference && elementByLogicalId(stack, reference.logicalId, isReferable);
    return element ? followed(element, reference?.attribute, hops) : [undefined];
  });
}

/** The reference that a value is, and nothing else. */
export function referenceIn(value: any): Reference | undefined {
  const token = value === undefined ? undefined : Tokenization.reverse(value, { failConcat: false });
  return Reference.isReference(token) ? token : undefined;
}

/** The element of a stack's template that has a logical id, if it is what is sought. */
export function elementByLogicalId<T extends CfnElement>(stack: Stack, logicalId: string, isSought: (each: IConstruct) => each is T): T | undefined {
  return stack.node.findAll().find((each): each is T => isSought(each) && each.stack === stack && stack.resolve(each.logicalId) === logicalId);
}

/** The CDK has no guard for parameters. */
export function isParameter(construct: IConstruct): construct is CfnParameter {
  return CfnElement.isCfnElement(construct) && 'valueAsString' in construct;
}

/** Whether other parts of a template can refer to an element. Outputs and conditions may have the same logical id. */
function isReferable(construct: IConstruct): construct is CfnParameter | CfnResource {
  return CfnResource.isCfnResource(construct) || isParameter(construct);
}

/** Nor for outputs. */
export function isOutput(construct: IConstruct): construct is CfnOutput {
  return CfnElement.isCfnElement(construct) && 'importValue' in construct;
}

function followed(target: IConstruct, attribute: string | undefined, hops: number): (CfnResource | undefined)[] {
  const elsewhere = isParameter(target) ? givenTo(target) : outputOf(target, attribute);
  if (elsewhere) { return targetsIn(elsewhere.stack, elsewhere.value, hops - 1); }
  return [CfnResource.isCfnResource(target) ? target : undefined];
}

/** A value in a stack. */
interface ValueThere {
  readonly stack: Stack;
  readonly value: any;
}

/** What the parent of a nested stack gives to one of its parameters. */
function givenTo({ stack, logicalId }: CfnParameter): ValueThere | undefined {
  const { nestedStackResource: nesting, nestedStackParent: parent } = stack;
  if (!nesting || !parent) { return undefined; }
  const { parameters } = nesting as CfnStack;
  const given = Tokenization.isResolvable(parameters) ? freshlyResolvedOnce(parent, parameters) : parameters;
  return isObject(given) ? { stack: parent, value: given[stack.resolve(logicalId)] } : undefined;
}

/** What a nested stack has as an output, where the attribute of its resource is one. */
function outputOf(nesting: IConstruct, attribute: string | undefined): ValueThere | undefined {
  if (!attribute?.startsWith(OUTPUTS)) { return undefined; }
  const stack = nestedBy(nesting);
  const output = stack && elementByLogicalId(stack, attribute.slice(OUTPUTS.length), isOutput);
  return output && { stack: output.stack, value: output.value };
}
