import { TraceCrossing } from '../../../survey/trace-map/trace-edge';
import { stacksOf } from '../../map-drawing/scene';
import type { TraceMapData } from '../../trace-map-data';
import { counted } from '../../wording';

/** The whole map in a sentence or two. */
export function mapSummary({ nodes, edges }: TraceMapData): string {
  if (nodes.length === 0) { return 'There is nothing that X-Ray would draw.'; }
  const breaks = edges.filter(({ crossing }) => crossing === TraceCrossing.BREAKS).length;
  const unknown = edges.filter(({ crossing }) => crossing === TraceCrossing.UNKNOWN).length;
  const broken = breaks === 0 ? 'No connection breaks the trace' : `${counted(breaks, 'connection')} ${breaks === 1 ? 'breaks' : 'break'} the trace`;
  return `${counted(nodes.length, 'node')} in ${counted(stacksOf(nodes).length, 'stack')}, ${counted(edges.length, 'connection')}. ${broken}${
    unknown === 0 ? '' : `, and of ${unknown} the templates do not tell`}.`;
}
