/** How parts of a text are set off from the rest. */
export interface TextStyle {
  bold(text: string): string;
  dim(text: string): string;
  red(text: string): string;
  yellow(text: string): string;
}

const same = (text: string) => text;

/** No colours, for files and pipes. */
export const PLAIN: TextStyle = { bold: same, dim: same, red: same, yellow: same };

const painted = (on: number, off: number) => (text: string) => text === '' ? text : `\u001b[${on}m${text}\u001b[${off}m`;

/** Colours of a terminal. */
export const COLOURED: TextStyle = { bold: painted(1, 22), dim: painted(2, 22), red: painted(31, 39), yellow: painted(33, 39) };
