import { CfnElement, Reference, type Stack, Tokenization } from 'aws-cdk-lib';
import { freshlyResolved, referredBy } from './fresh-resolver';
import { isObject, plainText, referredLogicalIds } from '../template/intrinsics';
import { referencesIn } from '../template/references';

/** What a value in a stack, or each item of a list, refers to, or else the value as a text. */
export function identities(value: any, stack: Stack): string[] {
  if (value === undefined || value === null) { return []; }
  const token = Tokenization.reverse(value, { failConcat: false });
  if (Reference.isReference(token) && CfnElement.isCfnElement(token.target)) {
    return [identityOfElement(token.target)];
  }
  const resolved = freshlyResolved(stack, value);
  if (Array.isArray(resolved)) { return resolved.flatMap((item) => identities(item, stack)); }
  return referredLogicalIds(resolved).flatMap((id) => id === undefined ? composedIdentities(value, resolved, stack) : identityOf(id, stack));
}

/** A value that is put together, as a text, and what is a part of it. */
function composedIdentities(value: any, resolved: any, stack: Stack): string[] {
  const text = plainText(resolved);
  if (!isObject(resolved)) { return [text]; }
  const elements = referredBy(stack, value).filter((construct) => CfnElement.isCfnElement(construct));
  const named = referencesIn(resolved).flatMap(({ logicalId }) => logicalId === undefined ? [] : identityOf(logicalId, stack));
  return [text, ...elements.map(identityOfElement), ...named];
}

function identityOfElement({ logicalId, stack }: CfnElement): string {
  return identityOf(stack.resolve(logicalId), stack);
}

/** A resource by its logical id, among those of all stacks. */
export function identityOf(logicalId: string, stack: Stack): string {
  return `${stack.node.path} ${logicalId}`;
}
