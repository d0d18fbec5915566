import type { CST } from 'yaml';
import { MAX_DEPTH } from './limits';

/**
 * The offset of the first value of a YAML text that is nested deeper than any template is.
 *
 * It must be found before the values are composed: that recurses, and near the end of its stack V8 may end the whole process.
 */
export function offsetOfTooDeep(tokens: readonly CST.Token[]): number | undefined {
  let level = [...tokens];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > MAX_DEPTH) { return level[0].offset; }
    level = level.flatMap(childrenOf);
  }
  return undefined;
}

function childrenOf(token: CST.Token): CST.Token[] {
  if (token.type === 'document') { return token.value ? [token.value] : []; }
  return 'items' in token ? token.items.flatMap((item) => [item.key, item.value].filter((child) => child !== undefined && child !== null)) : [];
}
