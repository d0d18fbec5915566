import type { IConstruct } from 'constructs';

/** Whether a construct, and all around it, are still where they were made. */
export function isInTree(construct: IConstruct): boolean {
  return construct.node.scopes.every((each) => !each.node.scope || each.node.scope.node.tryFindChild(each.node.id) === each);
}

/** The construct at a path below the root; undefined where there is none. */
export function constructAt(root: IConstruct, path: string): IConstruct | undefined {
  return path.split('/').reduce<IConstruct | undefined>((construct, id) => construct?.node.tryFindChild(id), root);
}
