import type { TraceMapData } from './trace-map-data';
import { TraceCrossing } from '../survey/trace-map/trace-edge';
import { type TraceNode, TraceNodeKind } from '../survey/trace-map/trace-node';

const SHAPES: Readonly<Record<TraceNodeKind, string>> = {
  [TraceNodeKind.CLIENT]: 'ellipse',
  [TraceNodeKind.SERVICE]: 'box',
  [TraceNodeKind.STORE]: 'cylinder',
};

const STYLES: Readonly<Record<TraceCrossing, string>> = {
  [TraceCrossing.CONTINUES]: 'solid',
  [TraceCrossing.LINKED]: 'bold',
  [TraceCrossing.RESTARTS]: 'dashed',
  [TraceCrossing.BREAKS]: 'dotted',
  [TraceCrossing.UNKNOWN]: 'dotted',
};

/** The map in the language of Graphviz. */
export function traceMapDot({ nodes, edges }: TraceMapData): string {
  return [
    'digraph "trace map" {',
    '  rankdir=LR;',
    ...nodes.map((node) => `  ${quoted(node.id)} [shape=${SHAPES[node.kind]}, label=${quoted(labelOf(node))}];`),
    ...edges.map(({ from, to, relation, crossing }) => `  ${quoted(from)} -> ${quoted(to)} [style=${STYLES[crossing]}, label=${quoted(`${relation}: ${crossing}`)}];`),
    '}',
    '',
  ].join('\n');
}

function labelOf({ name, type, status }: TraceNode): string {
  return [name, type, ...(status === undefined ? [] : [status.toLowerCase().replace('_', '-')])].join('\n');
}

/** A text that stands for itself: Graphviz knows escapes and, between angle brackets, markup, but no markup between quotes. */
function quoted(text: string): string {
  return `"${text.replace(/\\/g, '\\\\').replace(/"/g, '\\"').replace(/\r?\n|\r/g, '\\n').replace(/\0/g, '')}"`;
}
