/** The style of the page of the trace map, after the frame's and the drawing's. */
export const MAP_CSS = `
header.page, main, footer.page { max-width: none; }
header.page { padding-top: 1.25rem; }
header.page .intro { margin-top: .25rem; color: var(--muted); }
#map { margin-top: 1rem; }
.toolbar { display: flex; flex-wrap: wrap; align-items: flex-end; gap: .625rem; }
.toolbar label { display: grid; gap: .25rem; flex: 1 1 8rem; max-width: 14rem; font-size: .8125rem; font-weight: 600; color: var(--muted); }
.toolbar .wide { flex: 2 1 13rem; max-width: 22rem; }
.toolbar input, .toolbar select { width: 100%; font-weight: 400; }
.toolbar .buttons { display: flex; flex-wrap: wrap; gap: .375rem; margin-left: auto; }
#shown { margin-top: .5rem; font-size: .875rem; min-height: 1.5em; }
.canvas { position: relative; margin-top: .5rem; overflow: auto; background: var(--surface); }
.canvas:has(.live) { overflow: hidden; height: clamp(22rem, calc(100vh - 15rem), 60rem); }
#drawing { display: block; width: 100%; height: auto; }
#drawing.live { height: 100%; touch-action: pinch-zoom; cursor: grab; user-select: none; -webkit-user-select: none; }
#drawing.dragged { cursor: grabbing; }
.live .card-shape, .live .stack-title, .live .line { cursor: pointer; }
.live .card-shape:hover .box { stroke: var(--accent); stroke-opacity: 1; }
.live .stack-title:hover .hit { fill: var(--accent); fill-opacity: .12; }
.live .line:hover .way { stroke-width: 3.5; }
.card-shape:focus, .stack-title:focus { outline: none; }
.card-shape:focus-visible .box { stroke: var(--accent); stroke-opacity: 1; stroke-width: 3.5; }
.stack-title:focus-visible .hit { stroke: var(--accent); stroke-width: 2; }
.card-shape.chosen .box { stroke: var(--accent); stroke-opacity: 1; stroke-width: 3; }
.card-shape.beside, .has-selection .card-shape:not(.related), .has-selection .line:not(.related) { opacity: .32; }
.has-selection .line.related .way { stroke-width: 3; }
.zoom { position: absolute; left: .75rem; bottom: .75rem; display: flex; gap: .25rem; }
.zoom button { min-width: 2.5rem; box-shadow: 0 1px 4px rgb(16 24 40 / 18%); }
.details .name, .details h2, a[data-node] { unicode-bidi: isolate; }
.hint { margin-top: .375rem; font-size: .8125rem; max-width: none; }
.details { position: absolute; top: .75rem; right: .75rem; width: min(24rem, calc(100% - 1.5rem)); max-height: calc(100% - 1.5rem); overflow: auto; padding: 1rem 1.125rem; display: grid;
  gap: .625rem; font-size: .875rem; box-shadow: 0 6px 24px rgb(16 24 40 / 20%); overflow-wrap: anywhere; }
.details h2 { font-size: 1.0625rem; padding-right: 2.5rem; }
.details h3 { font-size: .8125rem; color: var(--muted); }
.details ul { margin: 0; padding-left: 1.125rem; display: grid; gap: .25rem; }
.details .found > * + * { margin-top: .25rem; }
.details article { display: grid; gap: .5rem; }
.details article + article { border-top: 1px solid var(--line); padding-top: .75rem; }
.details .close { position: absolute; top: .5rem; right: .5rem; min-height: 2rem; padding: 0 .625rem; border: 0; }
.status.traced { color: var(--good); }
.status.untraced { color: var(--bad); }
.status.unknown, .crossing.unknown { color: var(--doubt); }
.crossing { color: inherit; font-weight: 600; }
.crossing.continues, .crossing.linked { color: var(--good); }
.crossing.restarts { color: var(--accent); }
.crossing.breaks { color: var(--bad); }
.legend { margin-top: .75rem; font-size: .875rem; }
.legend dl { margin: .75rem 0 0; display: grid; grid-template-columns: repeat(auto-fill, minmax(19rem, 1fr)); gap: .5rem 1.5rem; }
.legend dl > div { display: grid; grid-template-columns: 9.5rem 1fr; gap: .75rem; align-items: start; }
.legend dt { display: flex; align-items: center; gap: .5rem; font-weight: 600; }
.legend dd { margin: 0; color: var(--muted); }
.legend ul { margin: .75rem 0 0; padding: 0; list-style: none; display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; }
.legend li { display: flex; align-items: center; gap: .375rem; }
.legend .key { color: var(--neutral); }
.legend .key.traced { color: var(--good); }
.legend .key.untraced { color: var(--bad); }
.legend .key.unknown { color: var(--doubt); }
.item { margin-top: 1rem; padding: 1.125rem 1.25rem; display: grid; gap: .625rem; max-width: 76rem; color: var(--text); }
.item.breaks { border-left: 4px solid var(--bad); }
.item.unknown { border-left: 4px solid var(--doubt); }
.fix { padding-left: .875rem; border-left: 3px solid var(--accent); }
.ways { margin: 0; padding-left: 1.25rem; display: grid; gap: .125rem; }
.chains { padding-left: 1.5rem; display: grid; gap: .375rem; max-width: 76rem; overflow-wrap: anywhere; }
.rows { margin-top: 1rem; overflow-x: auto; }
table { width: 100%; border-collapse: separate; border-spacing: 0; font-size: .875rem; }
th, td { padding: .5rem .875rem; text-align: left; vertical-align: top; border-top: 1px solid var(--line); overflow-wrap: anywhere; }
thead th { border-top: 0; font-size: .8125rem; color: var(--muted); white-space: nowrap; }
#connections table { table-layout: fixed; }
#connections th:nth-child(-n + 2) { width: 21%; }
#connections th:nth-child(3) { width: 9.5em; }
#connections th:nth-child(4) { width: 8.25em; }
@supports (content-visibility: auto) { @media screen { .rows, .item { content-visibility: auto; contain-intrinsic-size: auto 12rem; } } }
@media screen and (max-width: 46rem) {
  .details { position: relative; top: auto; right: auto; width: auto; max-height: none; margin: 0; border-radius: 0; }
  .canvas:has(.live) { height: auto; }
  #drawing.live { height: 60vh; }
  .zoom { position: static; padding: .5rem; border-bottom: 1px solid var(--line); }
  .toolbar .buttons { margin-left: 0; }
  #connections table, #connections tbody { display: block; }
  #connections thead { position: absolute; clip-path: inset(50%); width: 1px; height: 1px; overflow: hidden; }
  #connections tbody tr { display: grid; gap: .25rem; padding: .875rem 1rem; border-top: 1px solid var(--line); }
  #connections tbody tr:first-child { border-top: 0; }
  #connections td { padding: 0; border: 0; }
  #connections td:nth-child(2)::before { content: "→ "; }
}
@media print {
  #drawing.live { height: auto; }
  .canvas, .canvas:has(.live) { height: auto; overflow: visible; border: 0; }
  .details { display: none; }
  .item, tr { break-inside: avoid; }
  th, td, thead th { padding: 3pt 5pt; font-size: 8.5pt; }
}
`;
