import { ConstructSelector } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/** Whether a construct path matches a glob, as the CDK's own selectors match them. They take a construct; its path is all that they look at. */
export function matchesGlob(path: string, glob: string): boolean {
  const bearer = { node: { path, children: [] } } as unknown as IConstruct;
  return ConstructSelector.byPath(glob).select(bearer).length > 0;
}
