import { nodeLines } from './map-drawing/labels';
import { stacksOf } from './map-drawing/scene';
import { sayableData } from './sayable';
import type { TraceMapData } from './trace-map-data';
import { TraceCrossing } from '../survey/trace-map/trace-edge';
import { type TraceNode, TraceNodeKind } from '../survey/trace-map/trace-node';

/** The arrows. What does not continue is dashed, so that nobody needs to see colours. */
const ARROWS: Readonly<Record<TraceCrossing, string>> = {
  [TraceCrossing.CONTINUES]: '-->',
  [TraceCrossing.LINKED]: '==>',
  [TraceCrossing.RESTARTS]: '-.->',
  [TraceCrossing.BREAKS]: '-. ✗ .->',
  [TraceCrossing.UNKNOWN]: '-. ? .->',
};

/** The brackets around a label, which make the shape of a node. */
const SHAPES: Readonly<Record<TraceNodeKind, readonly [string, string]>> = {
  [TraceNodeKind.CLIENT]: ['([', '])'],
  [TraceNodeKind.SERVICE]: ['[', ']'],
  [TraceNodeKind.STORE]: ['[(', ')]'],
};

/** The map as a Mermaid flowchart, which GitHub and many wikis draw. */
export function traceMapMermaid(map: TraceMapData): string {
  const { nodes, edges } = sayableData(map);
  const names = new Map(nodes.map(({ id }, index) => [id, `n${index}`]));
  return [
    'flowchart LR',
    ...stacksOf(nodes).flatMap((stack, index) => [
      `  subgraph s${index}["${escaped(stack)}"]`,
      ...nodes.filter((node) => node.stack === stack).map((node) => `  ${nodeLine(node, names)}`),
      '  end',
    ]),
    ...nodes.filter(({ stack }) => stack === undefined).map((node) => nodeLine(node, names)),
    ...edges.map(({ from, to, crossing }) => `  ${names.get(from)} ${ARROWS[crossing]} ${names.get(to)}`),
    '',
  ].join('\n');
}

function nodeLine(node: TraceNode, names: ReadonlyMap<string, string>): string {
  const [start, end] = SHAPES[node.kind];
  return `  ${names.get(node.id)}${start}"${nodeLines(node).map(escaped).join('<br/>')}"${end}`;
}

/** Everything but letters, digits and a few signs is written by its number, as Mermaid has it: no text of a template is markup. */
function escaped(text: string): string {
  return text.replace(/[^\p{L}\p{N} .,:/_+-]/gu, (character) => `#${character.codePointAt(0)};`);
}
