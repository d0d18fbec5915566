import type { Layout } from '../../../map-drawing/layout';
import type { Scene } from '../../../map-drawing/scene';

/** The card at which reading a drawing begins: of those that call something the nearest to the upper left corner, or of all cards where none does. */
export function firstCard({ lines }: Pick<Scene, 'lines'>, { cards }: Pick<Layout, 'cards'>): string | undefined {
  const callers = lines.map(({ from }) => from);
  const distanceOf = (id: string) => cards.get(id)!.left + cards.get(id)!.top;
  const ids = callers.length > 0 ? callers : [...cards.keys()];
  return ids.reduce<string | undefined>((first, id) => first !== undefined && distanceOf(first) <= distanceOf(id) ? first : id, undefined);
}
