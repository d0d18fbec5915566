import { ConstructSelector } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/** Whether a construct path matches a glob, as the CDK's own selectors match them. They take a construct; its path is all that they look at. */
function matchesGlob(path: string, glob: string): boolean {
  const bearer = { node: { path, children: [] } } as unknown as IConstruct;
  return ConstructSelector.byPath(glob).select(bearer).length > 0;
}

/**
 * Whether a glob matches a resource by its path or by that of a construct around it. What stands behind a `!` must match none of them: nearly every glob
 * of that kind matches the App.
 *
 * @param paths those of the resource and of the constructs around it
 */
export function matchesAround(paths: readonly string[], glob: string): boolean {
  const negated = negatedGlob(glob);
  return negated === undefined ? paths.some((path) => matchesGlob(path, glob)) : !matchesAround(paths, negated);
}

/** What stands behind the `!` of a glob; undefined where it has none. */
export function negatedGlob(glob: string): string | undefined {
  return glob.startsWith('!') ? glob.slice(1) : undefined;
}
