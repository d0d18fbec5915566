import type { Point } from './layout';

/** A smooth path from the first of some points to the last, close by the others: a cubic B-spline. */
export function curve(points: readonly Point[]): string {
  const last = points[points.length - 1];
  const pieces = [...points.slice(2), last].map((next, index) => {
    const [a, b] = [points[index], points[index + 1]];
    return `C${place(mean([a, a, b]))} ${place(mean([a, b, b]))} ${place(mean([a, b, b, b, b, next]))}`;
  });
  return `M${place(points[0])}L${place(mean([...Array<Point>(5).fill(points[0]), points[1]]))}${pieces.join('')}L${place(last)}`;
}

function mean(points: readonly Point[]): Point {
  return {
    x: points.reduce((sum, { x }) => sum + x, 0) / points.length,
    y: points.reduce((sum, { y }) => sum + y, 0) / points.length,
  };
}

function place({ x, y }: Point): string {
  return `${Math.round(10 * x) / 10} ${Math.round(10 * y) / 10}`;
}
