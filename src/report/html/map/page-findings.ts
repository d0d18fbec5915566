import type { SurveyFinding } from '../../../survey/survey-finding';
import type { FindingsByPlace } from '../../../survey/trace-map/placed-findings';
import type { TraceEdge } from '../../../survey/trace-map/trace-edge';
import type { TraceNode } from '../../../survey/trace-map/trace-node';
import type { TraceMapData } from '../../trace-map-data';

/** What a rule says, once for all nodes and edges that it says it of. */
export interface PageFinding extends Pick<SurveyFinding, 'ruleId' | 'message' | 'fix' | 'url'> {
  /** Where the nodes are in the list of the page. */
  readonly nodes: number[];
  /** Where the edges are in theirs. */
  readonly edges: number[];
}

/** What was found about the nodes and the edges of a page, each text once. */
export function pageFindings({ nodes, edges }: Pick<TraceMapData, 'nodes' | 'edges'>, findings: FindingsByPlace): PageFinding[] {
  const texts = new Map<string, PageFinding>();
  const addTo = (list: 'nodes' | 'edges') => (place: TraceNode | TraceEdge, index: number) => {
    for (const { ruleId, message, fix, url } of findings.get(place) ?? []) {
      const key = JSON.stringify([ruleId, message, fix]);
      const text = texts.get(key) ?? { ruleId, message, fix, url, nodes: [], edges: [] };
      texts.set(key, text);
      if (text[list].at(-1) !== index) { text[list].push(index); }
    }
  };
  nodes.forEach(addTo('nodes'));
  edges.forEach(addTo('edges'));
  return [...texts.values()];
}
