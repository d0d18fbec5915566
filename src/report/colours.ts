/** The colours of pages and pictures, by name. */
export const LIGHT_COLOURS = {
  'page': '#f7f8f9',
  'surface': '#ffffff',
  'text': '#1b2026',
  'muted': '#56606b',
  'line': '#dfe3e8',
  'accent': '#1257a8',
  'good': '#17693f',
  'bad': '#b3261e',
  'doubt': '#7d5200',
  'neutral': '#56606b',
  'good-fill': '#2e9e63',
  'bad-fill': '#d9483f',
  'doubt-fill': '#e0a526',
  'track': '#e6e9ed',
};

/** The same for people who like it dark. */
export const DARK_COLOURS: typeof LIGHT_COLOURS = {
  'page': '#12161b',
  'surface': '#1a2027',
  'text': '#e7ebef',
  'muted': '#a3adb8',
  'line': '#303843',
  'accent': '#86b7ff',
  'good': '#62d19a',
  'bad': '#ff968e',
  'doubt': '#ecc063',
  'neutral': '#a3adb8',
  'good-fill': '#3fb579',
  'bad-fill': '#ea6d63',
  'doubt-fill': '#d9a63b',
  'track': '#303843',
};

/** The colours as custom properties of CSS. */
export function colourProperties(colours: typeof LIGHT_COLOURS): string {
  return Object.entries(colours).map(([name, value]) => `--${name}: ${value};`).join(' ');
}
