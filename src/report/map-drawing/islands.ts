import type { Scene } from './scene';

/** Splits a scene into parts that neither a line nor a stack's box connects, each in the order of the scene. They are laid out by themselves: that takes far less time. */
export function islandsOf({ cards, lines }: Scene): Scene[] {
  const groups = new Groups();
  for (const { id, stack, isStack } of cards) { groups.join(cardKey(id), stack === undefined || isStack ? cardKey(id) : `stack ${stack}`); }
  for (const { from, to } of lines) { groups.join(cardKey(from), cardKey(to)); }
  const islands = new Map<string, { cards: Scene['cards'][number][]; lines: Scene['lines'][number][] }>();
  for (const card of cards) {
    const group = groups.of(cardKey(card.id));
    const island = islands.get(group) ?? { cards: [], lines: [] };
    island.cards.push(card);
    islands.set(group, island);
  }
  for (const line of lines) { islands.get(groups.of(cardKey(line.from)))!.lines.push(line); }
  return [...islands.values()];
}

function cardKey(id: string): string {
  return `card ${id}`;
}

/** Things that belong together, by the name of one of them. */
class Groups {
  private readonly parents = new Map<string, string>();

  public join(a: string, b: string): void {
    this.parents.set(this.of(a), this.of(b));
  }

  public of(name: string): string {
    let root = name;
    for (let parent = this.parents.get(root); parent !== undefined && parent !== root; parent = this.parents.get(root)) { root = parent; }
    // What was followed once is short the next time.
    this.parents.set(name, root);
    return root;
  }
}
