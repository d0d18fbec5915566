import { TraceCrossing } from '../../survey/trace-map/trace-edge';

/** What a crossing is called, and what it means, for people. */
interface CrossingText {
  readonly crossing: TraceCrossing;
  readonly title: string;
  readonly meaning: string;
}

/** The crossings, the worst first: what a bundle of ways that are drawn as one is shown as. */
export const CROSSINGS: readonly CrossingText[] = [
  { crossing: TraceCrossing.BREAKS, title: 'Breaks', meaning: 'The trace ends here. What comes after shows no sign of where it came from.' },
  { crossing: TraceCrossing.UNKNOWN, title: 'Unknown', meaning: 'The code decides, or AWS does not document it.' },
  { crossing: TraceCrossing.RESTARTS, title: 'Restarts', meaning: 'A trace begins here, whatever was before.' },
  { crossing: TraceCrossing.LINKED, title: 'Linked', meaning: 'Another trace begins, and X-Ray links the two.' },
  { crossing: TraceCrossing.CONTINUES, title: 'Continues', meaning: 'Both ends are in the same trace.' },
];

const RANKS: ReadonlyMap<TraceCrossing, number> = new Map(CROSSINGS.map(({ crossing }, rank) => [crossing, rank]));

/** The worst of some crossings. */
export function worstCrossing(crossings: readonly TraceCrossing[]): TraceCrossing {
  return crossings.reduce((worst, crossing) => RANKS.get(crossing)! < RANKS.get(worst)! ? crossing : worst);
}
