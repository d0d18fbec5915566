import { colourProperties, DARK_COLOURS, LIGHT_COLOURS } from '../colours';

/** The style that all pages share: colours by name, typography, landmarks, focus, print. */
export const FRAME_CSS = `
:root {
  color-scheme: light dark;
  ${colourProperties(LIGHT_COLOURS)}
  --shadow: 0 1px 2px rgb(16 24 40 / 6%);
  --radius: 10px;
  --mono: ui-monospace, "SF Mono", "Cascadia Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace;
}
@media (prefers-color-scheme: dark) {
  :root {
    ${colourProperties(DARK_COLOURS)}
    --shadow: none;
  }
}
*, ::before, ::after { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; scroll-padding-top: 3.5rem; }
body {
  margin: 0;
  background: var(--page);
  color: var(--text);
  font: 16px/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Liberation Sans", sans-serif;
}
header.page, main, footer.page { max-width: 76rem; margin-inline: auto; padding-inline: clamp(1rem, 4vw, 2.5rem); }
header.page { padding-block: clamp(1.5rem, 5vw, 3rem) 0; }
main:focus { outline: none; }
footer.page { padding-block: 2rem 3rem; color: var(--muted); font-size: .875rem; }
h1, h2, h3 { margin: 0; line-height: 1.25; letter-spacing: -.011em; text-wrap: balance; }
h1 { font-size: 1.5rem; font-weight: 650; }
h2 { font-size: 1.25rem; font-weight: 650; }
h3 { font-size: 1rem; font-weight: 600; }
p { margin: 0; max-width: 72ch; }
section { margin-top: clamp(2.25rem, 5vw, 3.25rem); }
section > h2 + .intro { margin-top: .375rem; color: var(--muted); }
a { color: var(--accent); text-underline-offset: .18em; text-decoration-thickness: 1px; }
a:hover { text-decoration-thickness: 2px; }
code, .name { font-family: var(--mono); font-size: .875em; overflow-wrap: anywhere; }
code { padding: .1em .35em; border-radius: 5px; background: color-mix(in srgb, var(--muted) 12%, transparent); }
.muted { color: var(--muted); }
.number { font-variant-numeric: tabular-nums; text-align: right; white-space: nowrap; }
.card { background: var(--surface); border: 1px solid var(--line); border-radius: var(--radius); box-shadow: var(--shadow); }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; border-radius: 4px; }
.visually-hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.skip { position: absolute; left: 1rem; top: -4rem; z-index: 3; padding: .5rem 1rem; border-radius: 0 0 8px 8px; background: var(--surface); color: var(--accent); }
.skip:focus { top: 0; }
nav.contents { margin-top: 1.5rem; display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; font-size: .9375rem; }
input, select, button {
  font: inherit;
  font-size: .9375rem;
  min-height: 2.5rem;
  padding: .375rem .75rem;
  color: var(--text);
  background: var(--surface);
  border: 1px solid color-mix(in srgb, var(--muted) 70%, var(--surface));
  border-radius: 8px;
}
button { cursor: pointer; }
button:hover:enabled { border-color: var(--accent); color: var(--accent); }
button:disabled { cursor: default; color: var(--muted); border-color: var(--line); }
summary { cursor: pointer; width: fit-content; color: var(--accent); }
[hidden] { display: none !important; }
@media (prefers-reduced-motion: no-preference) { html { scroll-behavior: smooth; } }
@media print {
  :root { --page: #fff; --surface: #fff; --text: #000; --muted: #444; --line: #bbb; --accent: #000; --shadow: none; color-scheme: light;
    --good: #17693f; --bad: #b3261e; --doubt: #7d5200; --neutral: #444; --good-fill: #2e9e63; --bad-fill: #d9483f; --doubt-fill: #e0a526; --track: #ddd; }
  @page { margin: 16mm 14mm; }
  body { font-size: 10pt; }
  header.page, main, footer.page { max-width: none; padding-inline: 0; }
  .skip, nav.contents, .screen { display: none !important; }
  h2, h3 { break-after: avoid; }
  summary { display: none; }
}
`;
