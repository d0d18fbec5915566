/** The style of the coverage report. */
export const REPORT_CSS = `
.badge { --tone: var(--neutral); display: inline-block; padding: .0625rem .5rem; border-radius: 999px; font: 600 .8125rem/1.5 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif;
  letter-spacing: 0; white-space: nowrap; color: var(--tone); background: color-mix(in srgb, var(--tone) 11%, var(--surface)); }
.badge::before { content: "–" / ""; display: inline-block; width: 1.1em; text-align: center; margin-right: .25em; }
.badge.traced { --tone: var(--good); }
.badge.traced::before { content: "✓" / ""; }
.badge.untraced, .badge.error { --tone: var(--bad); }
.badge.untraced::before, .badge.error::before { content: "✕" / ""; }
.badge.unknown, .badge.warning { --tone: var(--doubt); }
.badge.unknown::before { content: "?" / ""; }
.badge.warning::before { content: "!" / ""; }
.badge.unsupported::before { content: "⊘" / ""; }
.badge.pass-through::before { content: "→" / ""; }
.badge.info::before { content: "i" / ""; }

.bar { display: block; width: 100%; height: .5rem; border-radius: 999px; background: var(--track); overflow: hidden; }
.bar .traced { fill: var(--good-fill); }
.bar .untraced { fill: var(--bad-fill); }
.bar .unknown { fill: var(--doubt-fill); }

.summary { margin-top: 1.25rem; padding: clamp(1.25rem, 4vw, 2.25rem); }
.headline { display: flex; flex-wrap: wrap; align-items: baseline; gap: .25rem 1rem; max-width: none; }
.big { font-size: clamp(3rem, 10vw, 4.75rem); font-weight: 650; line-height: 1; letter-spacing: -.035em; font-variant-numeric: tabular-nums; }
.what { font-size: 1.125rem; color: var(--muted); }
.summary > .bar { height: .875rem; margin-block: 1.5rem; }
.counts { display: grid; grid-template-columns: repeat(6, auto); justify-content: space-between; gap: 1rem 1.5rem; margin: 0 0 1.5rem; }
.counts > div { display: flex; flex-direction: column-reverse; align-items: flex-start; gap: .25rem; }
.counts dd { margin: 0; font-size: 1.75rem; font-weight: 600; line-height: 1.1; font-variant-numeric: tabular-nums; }
.counts .none dd { color: var(--muted); font-weight: 400; }
.summary details { margin-top: .75rem; }
.meanings { margin: 1rem 0 0; display: grid; gap: .625rem; }
.meanings > div { display: grid; grid-template-columns: 8.5rem 1fr; gap: 1rem; align-items: baseline; }
.meanings dt { font-weight: 600; }
.meanings dd { margin: 0; max-width: 68ch; }

table { width: 100%; border-collapse: separate; border-spacing: 0; font-size: .9375rem; }
section > table, .rows { margin-top: 1rem; }
th, td { padding: .625rem 1rem; text-align: left; vertical-align: top; border-top: 1px solid var(--line); overflow-wrap: anywhere; }
thead th { border-top: 0; font-size: .8125rem; font-weight: 600; color: var(--muted); white-space: nowrap; }
thead th.number { text-align: right; }
tbody th { font-weight: 500; }
.bars th:first-child { width: 42%; }
.bars .bar-cell { width: 30%; white-space: nowrap; font-variant-numeric: tabular-nums; }
.bars .bar-cell .bar { display: inline-block; vertical-align: middle; width: min(11rem, 55%); margin-right: .75rem; }
.bars .others { color: var(--muted); overflow-wrap: normal; }
.bars tbody .name { display: block; font-size: .8125rem; font-weight: 400; }

.item { margin-top: 1rem; padding: 1.125rem 1.25rem; display: grid; gap: .625rem; overflow-wrap: anywhere; }
.item h3 { display: flex; flex-wrap: wrap; align-items: baseline; gap: .25rem .5rem; }
.item h3 .name { font-size: .9375rem; }
.item:target { border-color: var(--accent); }
.item .muted { font-weight: 400; }
.fix { padding-left: .875rem; border-left: 3px solid var(--accent); }
.more { font-size: .9375rem; }
.names { margin: 0; padding: 0; list-style: none; display: grid; gap: .125rem; color: var(--muted); }
details .names { margin-top: .25rem; }
.item summary { font-size: .9375rem; }
.problems { overflow-wrap: anywhere; }

.toolbar { margin-top: 1rem; display: flex; flex-wrap: wrap; align-items: flex-end; gap: .75rem; }
.toolbar label { display: grid; gap: .25rem; flex: 1 1 9rem; min-width: 0; font-size: .8125rem; font-weight: 600; color: var(--muted); }
.toolbar .wide { flex: 2 1 16rem; }
.toolbar input, .toolbar select { width: 100%; font-weight: 400; }
#shown { margin-top: .75rem; font-size: .9375rem; min-height: 1.5em; }
#resource-table { table-layout: fixed; }
#resource-table th:nth-child(1) { width: 9.5rem; }
#resource-table th:nth-child(2) { width: 29%; }
#resource-table th:nth-child(4) { width: 15%; }
#resource-table tbody th { font-family: var(--mono); font-size: .8125rem; line-height: 1.75; font-weight: 500; }
#resource-table td:nth-child(3), #resource-table td:nth-child(4) { font-size: .875rem; }
#resource-table tbody tr:hover > * { background: color-mix(in srgb, var(--accent) 5%, transparent); }
#resource-table thead th { position: sticky; top: 0; z-index: 1; background: var(--surface); border-bottom: 1px solid var(--line); border-radius: var(--radius) var(--radius) 0 0; }
#resource-table tbody tr:first-child > * { border-top: 0; }
#resource-table thead button { min-height: 1.75rem; margin-left: -.5rem; padding: .125rem .5rem; border: 0; background: none; font-size: inherit; font-weight: inherit; color: inherit; }
#resource-table thead button:hover { color: var(--accent); }
#resource-table thead button::after { content: "↕" / ""; display: inline-block; width: 1.1em; margin-left: .25em; opacity: .5; }
#resource-table [aria-sort="ascending"] button::after { content: "↑" / ""; opacity: 1; }
#resource-table [aria-sort="descending"] button::after { content: "↓" / ""; opacity: 1; }
#resource-table [aria-sort]:not([aria-sort="none"]) { color: var(--text); }
#pages { margin-top: 1rem; display: flex; gap: .75rem; }
@supports (content-visibility: auto) { @media screen { .rows:not(.paged) { content-visibility: auto; contain-intrinsic-size: auto 60rem; } } }

@media screen and (max-width: 62rem) { .counts { grid-template-columns: repeat(3, 1fr); } }
@media screen and (max-width: 46rem) {
  .bars thead { position: absolute; clip-path: inset(50%); width: 1px; height: 1px; overflow: hidden; }
  .bars tr { display: grid; grid-template-columns: 1fr auto; padding: .75rem 1rem; gap: .25rem 1rem; border-top: 1px solid var(--line); }
  .bars tbody tr:first-child { border-top: 0; }
  .bars th, .bars td, .bars th:first-child, .bars .bar-cell { padding: 0; border: 0; width: auto; }
  .bars .bar-cell, .bars .others { grid-column: 1 / -1; }
  .bars .bar-cell .bar { width: 60%; }
  .bars .others:empty { display: none; }
  .meanings > div { grid-template-columns: 1fr; gap: .125rem; }
  .counts { grid-template-columns: 1fr 1fr; }
  #resource-table, #resource-table thead, #resource-table tbody { display: block; }
  #resource-table thead tr { display: flex; flex-wrap: wrap; gap: 0 .75rem; padding: .5rem 1rem; }
  #resource-table thead th { position: static; padding: 0; border: 0; }
  #resource-table :is(thead, tbody) th:nth-child(n) { width: auto; }
  #resource-table tbody tr { display: grid; gap: .25rem; padding: .875rem 1rem; border-top: 1px solid var(--line); }
  #resource-table tbody :is(th, td) { padding: 0; border: 0; width: auto; }
  #resource-table tbody td:empty { display: none; }
  #resource-table tbody td:nth-child(3), #resource-table tbody td:nth-child(4) { color: var(--muted); }
}
@media print {
  .summary { padding: 0; border: 0; }
  .item, .bars tr, #resource-table tr { break-inside: avoid; }
  .item { padding: 8pt 10pt; margin-top: 8pt; }
  table { font-size: 8.5pt; }
  th, td { padding: 3pt 5pt; }
  thead th { white-space: normal; }
  #resource-table tbody th { font-size: 8pt; line-height: 1.4; }
  #resource-table td:nth-child(3), #resource-table td:nth-child(4) { font-size: 8pt; }
  #resource-table thead th { position: static; }
  #resource-table th:nth-child(1) { width: 7.5rem; }
  #resource-table td:last-child a { display: none; }
  #resource-table thead button { color: inherit; padding: 0; margin: 0; min-height: 0; }
  #resource-table thead button::after { content: none; }
  .badge { background: none; padding: 0; font-size: inherit; }
  .bar { border: .5pt solid var(--line); }
  .more { font-size: 8pt; }
  .more a::after { content: " " attr(href); }
}
`;
