import { nodeLines } from './map-drawing/labels';
import { stacksOf } from './map-drawing/scene';
import { sayableData } from './sayable';
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
export function traceMapDot(map: TraceMapData): string {
  const { nodes, edges } = sayableData(map);
  return [
    'digraph "trace map" {',
    '  rankdir=LR;',
    ...stacksOf(nodes).flatMap((stack, index) => [
      `  subgraph ${quoted(`cluster${index}`)} {`,
      `    label=${quoted(stack)};`,
      ...nodes.filter((node) => node.stack === stack).map((node) => `  ${nodeLine(node)}`),
      '  }',
    ]),
    ...nodes.filter(({ stack }) => stack === undefined).map(nodeLine),
    ...edges.map(({ from, to, relation, crossing }) => `  ${quoted(from)} -> ${quoted(to)} [style=${STYLES[crossing]}, label=${quoted(`${relation}: ${crossing}`)}];`),
    '}',
    '',
  ].join('\n');
}

function nodeLine(node: TraceNode): string {
  return `  ${quoted(node.id)} [shape=${SHAPES[node.kind]}, label=${quoted(nodeLines(node).join('\n'))}];`;
}

/** A text that stands for itself: Graphviz knows escapes and, between angle brackets, markup, but no markup between quotes. */
function quoted(text: string): string {
  return `"${text.replace(/\\/g, '\\\\').replace(/"/g, '\\"').replace(/\n/g, '\\n')}"`;
}
