import type { Box } from '../../../map-drawing/layout';

/** The directions of the arrow keys. */
const DIRECTIONS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowRight: [1, 0],
  ArrowLeft: [-1, 0],
  ArrowDown: [0, 1],
  ArrowUp: [0, -1],
};

/** How much nearer a card seems that a line leads to. */
const CONNECTED = 0.4;

/** The card that an arrow key leads to: the nearest in its direction, rather one that a line leads to. */
export function cardTowards(key: string, from: string, boxes: ReadonlyMap<string, Box>, connected: ReadonlySet<string>): string | undefined {
  const direction = DIRECTIONS[key];
  const start = boxes.get(from);
  if (!direction || !start) { return undefined; }
  let best: { id: string; distance: number } | undefined;
  for (const [id, box] of boxes) {
    const distance = distanceTowards(start, box, direction) * (connected.has(id) ? CONNECTED : 1);
    if (id !== from && distance < (best?.distance ?? Infinity)) { best = { id, distance }; }
  }
  return best?.id;
}

function distanceTowards(start: Box, box: Box, [right, down]: readonly [number, number]): number {
  const [x, y] = [box.left - start.left, box.top - start.top];
  const [along, across] = [x * right + y * down, Math.abs(x * down) + Math.abs(y * right)];
  return along < 1 ? Infinity : along + 2 * across;
}
