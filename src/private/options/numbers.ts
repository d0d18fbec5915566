/** Whether something is a number within bounds. What JavaScript would make a number of, such as an empty text, is none. */
export function isWithin(value: unknown, min: number, max: number): boolean {
  return typeof value === 'number' && value >= min && value <= max;
}
