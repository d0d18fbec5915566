import { listed } from '../listed';
import { isNoValue, isObject } from './intrinsics';

/** An item that a list may have, and its path within the list. */
export interface PossibleItem {
  readonly path: string;
  readonly item: any;
}

/** The items that a list may have once it is deployed: those in both branches of each `Fn::If`, around the list or within it. */
export function possibleItems(list: any): PossibleItem[] {
  const branches = branchesOf(list);
  return branches
    ? branches.flatMap(({ path, item }) => below(path, possibleItems(item)))
    : listed(list).flatMap((item, index) => below(String(index), possibleValues(item)));
}

/** Whether a condition may leave an item out, or have another one in its place. */
export function isConditional({ path }: PossibleItem): boolean {
  return path.includes('Fn::If');
}

/** A value, or those in the branches of its `Fn::If`. */
function possibleValues(value: any): PossibleItem[] {
  const branches = branchesOf(value);
  return branches ? branches.flatMap(({ path, item }) => below(path, possibleValues(item))) : [{ path: '', item: value }];
}

function branchesOf(value: any): PossibleItem[] | undefined {
  const branches = isObject(value) ? value['Fn::If'] : undefined;
  if (!Array.isArray(branches)) { return undefined; }
  return branches.map((item, index) => ({ path: `Fn::If.${index}`, item })).slice(1).filter(({ item }) => !isNoValue(item));
}

function below(prefix: string, items: readonly PossibleItem[]): PossibleItem[] {
  return items.map(({ path, item }) => ({ path: path === '' ? prefix : `${prefix}.${path}`, item }));
}
