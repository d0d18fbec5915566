import { fits, fitted, inTwoLines } from './labels';

/** How many folders and ends of a name are compared with those of others. Names have a few. */
const PARTS_AT_MOST = 32;

/**
 * What to call stacks where there is little room. Stacks of files share folders, and ends such as `/template.yaml`: where a name is too long, what others
 * have, too, goes first, because it does not tell them apart.
 */
export class StackLabels {
  private readonly short: ReadonlyMap<string, string>;

  /**
   * @param names the names of all stacks that are drawn
   */
  constructor(names: Iterable<string>) {
    const all = [...new Set(names)];
    const withoutFolders = withoutShared(all, foldersOf, (name, folders) => name.slice(folders.length));
    const short = withoutShared(withoutFolders, endsOf, (name, end) => name.slice(0, name.length - end.length));
    const meanings = counts(short);
    this.short = new Map(all.map((name, index) => [name, meanings.get(short[index]) === 1 ? short[index] : name]));
  }

  /** The label of a stack, to a width in parts of the size of the font. */
  public of(name: string, width: number): string {
    return fitted(this.fitting(name, width), width);
  }

  /**
   * The same where there is room for two lines.
   *
   * @param width that of a single line
   * @param widthOfTwo that of each of two lines
   */
  public linesOf(name: string, width: number, widthOfTwo: number): string[] {
    const fitting = this.fitting(name, width);
    return fits(fitting, width) ? [fitting] : inTwoLines(fitting, widthOfTwo);
  }

  private fitting(name: string, width: number): string {
    return fits(name, width) ? name : this.short.get(name) ?? name;
  }
}

/** Names without the longest of their parts that another name has, too. */
function withoutShared(names: readonly string[], partsOf: (name: string) => string[], without: (name: string, part: string) => string): string[] {
  const shared = counts(names.flatMap(partsOf));
  return names.map((name) => {
    const parts = partsOf(name).filter((part) => shared.get(part)! > 1);
    return without(name, parts.reduce((longest, part) => part.length > longest.length ? part : longest, ''));
  });
}

/** The folders that a name begins with: `a/` and `a/b/` of `a/b/c`. */
function foldersOf(name: string): string[] {
  return [...name.matchAll(/\/(?=.)/gs)].slice(0, PARTS_AT_MOST).map(({ index }) => name.slice(0, index + 1));
}

/** The ends of a name from where a file or an extension begins: `/b.c` and `.c` of `a/b.c`. Something is left before each. */
function endsOf(name: string): string[] {
  return [...name.matchAll(/(?<=.)[/.]/gs)].slice(-PARTS_AT_MOST).map(({ index }) => name.slice(index));
}

function counts(texts: readonly string[]): Map<string, number> {
  const found = new Map<string, number>();
  for (const text of texts) { found.set(text, (found.get(text) ?? 0) + 1); }
  return found;
}
