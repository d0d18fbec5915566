import type { Box, Layout } from '../../../map-drawing/layout';
import type { Scene } from '../../../map-drawing/scene';

/** The card at which reading a drawing begins: of those that call something the nearest to the upper left corner, or of all cards where none does. */
export function firstCard({ lines }: Pick<Scene, 'lines'>, { cards }: Pick<Layout, 'cards'>): Box | undefined {
  const callers = lines.map(({ from }) => cards.get(from)!);
  const boxes = callers.length > 0 ? callers : [...cards.values()];
  return boxes.reduce<Box | undefined>((first, box) => first && first.left + first.top <= box.left + box.top ? first : box, undefined);
}
