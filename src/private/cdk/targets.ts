import { CfnElement, type CfnOutput, type CfnParameter, CfnResource, type CfnStack, Reference, Stack, Tokenization } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { nestedBy } from './deployed-stack';
import { freshlyResolved, freshlyResolvedOnce } from './fresh-resolver';
import { elementByLogicalId } from './logical-ids';
import { isObject, mayBeAbsent, plainText, wholeReferences } from '../template/intrinsics';

const OUTPUTS = 'Outputs.';

/**
 * The resources that a value in a stack refers to, one for each branch; undefined for a branch that leads out of the app.
 *
 * A parameter of a nested stack leads to what its parent gives it, an output of one to what it has there.
 */
export function targetsIn(stack: Stack, value: any): (CfnResource | undefined)[] {
  const targets = targetsBeyond(stack, value, new Set());
  return targets.length > 0 ? targets : [undefined];
}

/**
 * The same, but nothing for what leads to what was passed already: parameters and outputs may lead around in a circle, and branches to the same ones.
 */
function targetsBeyond(stack: Stack, value: any, passed: Set<CfnElement>): (CfnResource | undefined)[] {
  const token = referenceIn(value);
  // Of an included template an attribute may be a `Ref` to a parameter, and no text.
  if (token) { return followed(token.target, plainText(token.displayName), passed); }
  return wholeReferences(freshlyResolved(stack, value)).flatMap((reference) => {
    const element = reference && elementByLogicalId(stack, reference.logicalId, isReferable);
    return element ? followed(element, reference?.attribute, passed) : [undefined];
  });
}

/** The reference that a value is, and nothing else. */
export function referenceIn(value: any): Reference | undefined {
  const token = value === undefined ? undefined : Tokenization.reverse(value, { failConcat: false });
  return Reference.isReference(token) ? token : undefined;
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

function followed(target: IConstruct, attribute: string | undefined, passed: Set<CfnElement>): (CfnResource | undefined)[] {
  if (isParameter(target)) { return followedParameter(target, passed); }
  const resource = CfnResource.isCfnResource(target) ? target : undefined;
  const output = resource && outputOf(resource, attribute);
  return output ? throughOnce(output, output.stack, output.value, passed) : [resource];
}

/** What the parent of a nested stack gives to a parameter of it. Where a condition decides that it gives nothing, the parameter has its default. */
function followedParameter(parameter: CfnParameter, passed: Set<CfnElement>): (CfnResource | undefined)[] {
  const { nestedStackResource: nesting, nestedStackParent: parent } = parameter.stack;
  if (!nesting || !parent) { return [undefined]; }
  const { parameters } = nesting as CfnStack;
  const all = Tokenization.isResolvable(parameters) ? freshlyResolvedOnce(parent, parameters) : parameters;
  const given = isObject(all) ? all[parameter.stack.resolve(parameter.logicalId)] : undefined;
  const targets = throughOnce(parameter, parent, given, passed);
  return !referenceIn(given) && mayBeAbsent(freshlyResolved(parent, given)) ? [...targets, undefined] : targets;
}

function throughOnce(element: CfnElement, stack: Stack, value: any, passed: Set<CfnElement>): (CfnResource | undefined)[] {
  return passed.has(element) ? [] : targetsBeyond(stack, value, passed.add(element));
}

/** The output of a nested stack that an attribute of its resource is; undefined for any other. */
function outputOf(nesting: CfnResource, attribute: string | undefined): CfnOutput | undefined {
  const stack = attribute?.startsWith(OUTPUTS) ? nestedBy(nesting) : undefined;
  return stack && elementByLogicalId(stack, attribute!.slice(OUTPUTS.length), isOutput);
}
