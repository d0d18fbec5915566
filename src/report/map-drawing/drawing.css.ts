/** The style of a drawn map, in the colours of the page. */
export const DRAWING_CSS = `
.trace-map text { font-family: system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Liberation Sans", sans-serif; fill: var(--text); }
.stack > rect { fill: var(--accent); fill-opacity: .045; stroke: var(--accent); stroke-opacity: .28; }
.stack-title text { font-size: 12px; font-weight: 600; fill: var(--muted); }
.stack-title .hit { fill: transparent; }

.card-shape .box { fill: var(--surface); stroke: var(--muted); stroke-opacity: .5; stroke-width: 1.25; }
.card-shape.store .box { fill: var(--page); }
.card-shape.external .box { stroke-dasharray: 4 3; }
.card-shape.untraced .box { stroke: var(--bad); stroke-opacity: 1; stroke-width: 2; }
.card-shape .label { font-size: 13px; font-weight: 600; }
.card-shape .detail { font-size: 11px; fill: var(--muted); }
.legend .detail { font-size: 12px; fill: var(--muted); }
.icon { fill: none; stroke: var(--accent); stroke-width: 1.4; stroke-linecap: round; stroke-linejoin: round; }
.icon-disc { fill: var(--accent); fill-opacity: .09; }
.client .icon-disc, .store .icon-disc { fill: var(--muted); fill-opacity: .12; }
.client .icon, .store .icon { stroke: var(--muted); }

.sign { fill: none; stroke: currentColor; stroke-width: 1.8; stroke-linecap: round; stroke-linejoin: round; }
.disc { fill: var(--surface); stroke: currentColor; stroke-width: 1.4; }
.card-shape, .line, marker, .key { color: var(--neutral); }
.card-shape.traced, .key.traced { color: var(--good); }
.card-shape.untraced, .status.untraced, .key.untraced { color: var(--bad); }
.card-shape.unknown, .key.unknown { color: var(--doubt); }

.line .hit { fill: none; stroke: transparent; stroke-width: 14; }
.way { fill: none; stroke: currentColor; stroke-width: 1.6; }
marker path { fill: currentColor; }
.continues, .linked, .key.continues, .key.linked { color: var(--good); }
.restarts { color: var(--accent); }
.breaks, .key.breaks { color: var(--bad); }
.line.unknown, marker.unknown { color: var(--doubt); }
.linked .way { stroke-width: 3; stroke-opacity: .75; }
.restarts .way { stroke-dasharray: 9 4; }
.breaks .way { stroke-dasharray: 2 4; stroke-width: 2.2; }
.unknown .way { stroke-dasharray: 5 4; }
.restarts .sign { fill: currentColor; stroke-width: 1; }
`;
