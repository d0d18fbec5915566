import { dirname } from 'path';
import type { ModelResource, ModelStack } from './template-model';

/** The account and the region of something, as far as they are known. */
export interface Place {
  readonly account?: string;
  readonly region?: string;
}

/**
 * The resource that is meant by a name: the only one that may be in a place. Of several it is the one in the stack that names it, or the one in the same
 * folder, as each Stage has one for its stacks.
 *
 * @param namesakes the resources that have the name
 */
export function meant(namesakes: readonly ModelResource[], stack: ModelStack, place: Place): ModelResource | undefined {
  const there = namesakes.filter((resource) => mayBeIn(resource.stack, place));
  const here = there.filter((resource) => resource.stack === stack);
  const beside = there.filter((resource) => folderOf(resource.stack) === folderOf(stack));
  return [there, here, beside].find(({ length }) => length === 1)?.[0];
}

/** An account or a region as far as an ARN writes it out: neither a pattern nor what only the deployment knows. */
export function writtenOut(part: string | undefined): string | undefined {
  return part !== undefined && /^[\w-]+$/.test(part) ? part : undefined;
}

/** Whether a stack may be deployed to a place. */
export function mayBeIn({ source }: ModelStack, { account, region }: Place): boolean {
  return mayBeSame(source.account, account) && mayBeSame(source.region, region);
}

/** Of what is not known, nobody can say that it differs. */
function mayBeSame(a: string | undefined, b: string | undefined): boolean {
  return a === undefined || b === undefined || a === b;
}

function folderOf({ source: { file } }: ModelStack): string | undefined {
  return file === undefined ? undefined : dirname(file);
}
