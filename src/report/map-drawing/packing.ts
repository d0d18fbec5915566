import type { Box, LinePlace, Point } from './layout';
import type { Line } from './scene';

/** A part of a drawing that was laid out by itself. */
export interface Island {
  readonly width: number;
  readonly height: number;
  readonly cards: readonly (readonly [string, Box])[];
  readonly stacks: readonly (readonly [string, Box])[];
  readonly lines: readonly (readonly [Line, LinePlace])[];
}

/** How much wider than high a drawing should be, as screens are. */
const SHAPE = 1.8;

const MARGIN = 8;

/** Puts islands into rows, the highest first, in about the shape of a screen. */
export function packed(islands: readonly Island[]): { readonly width: number; readonly height: number; readonly placed: readonly Island[] } {
  const area = islands.reduce((sum, { width, height }) => sum + width * height, 0);
  const limit = Math.max(Math.sqrt(SHAPE * area), ...islands.map(({ width }) => width));
  const placed: Island[] = [];
  const row = { left: 0, top: 0, height: 0 };
  let widest = 0;
  for (const island of [...islands].sort((a, b) => b.height - a.height)) {
    if (row.left > 0 && row.left + island.width > limit) { Object.assign(row, { left: 0, top: row.top + row.height, height: 0 }); }
    placed.push(moved(island, row.left + MARGIN, row.top + MARGIN));
    row.left += island.width;
    row.height = Math.max(row.height, island.height);
    widest = Math.max(widest, row.left);
  }
  return { width: widest + 2 * MARGIN, height: row.top + row.height + 2 * MARGIN, placed };
}

function moved({ width, height, cards, stacks, lines }: Island, right: number, down: number): Island {
  const box = ([id, { left, top, ...size }]: readonly [string, Box]) => [id, { left: left + right, top: top + down, ...size }] as const;
  const point = ({ x, y }: Point) => ({ x: x + right, y: y + down });
  return {
    width,
    height,
    cards: cards.map(box),
    stacks: stacks.map(box),
    lines: lines.map(([line, { points, sign }]) => [line, { points: points.map(point), sign: point(sign) }]),
  };
}
