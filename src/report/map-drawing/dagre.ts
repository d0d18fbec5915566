import type * as Dagre from '@dagrejs/dagre' with { 'resolution-mode': 'import' };

/** The layout library. It has a file for `require`, but its types are those of its ES module. */
export const dagre = require('@dagrejs/dagre') as typeof Dagre;

export type Graph = Dagre.Graph;
