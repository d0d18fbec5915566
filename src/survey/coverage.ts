import type { SurveyedResource } from './surveyed-resource';
import { addTo } from '../private/add-to';
import { TracingStatus } from '../tracing/tracing-finding';

/**
 * How many resources are traced.
 */
export interface CoverageCount {
  /** Resources that are traced. */
  readonly traced: number;
  /** Resources that can be traced, and are not. */
  readonly untraced: number;
  /** Resources of which it cannot be told before the deployment. */
  readonly unknown: number;
  /** Resources left out on purpose. */
  readonly excluded: number;
  /** Resources that forward the trace header and send nothing themselves. */
  readonly passThrough: number;
  /** Resources that X-Ray cannot trace. */
  readonly unsupported: number;
  /**
   * The coverage in percent: traced / (traced + untraced + unknown). Excluded, pass-through and unsupported resources do not count.
   * @default - there is nothing that could be traced
   */
  readonly percent?: number;
}

/**
 * The coverage of a part of the app: a stack, or a resource type.
 */
export interface CoverageGroup {
  /** The stack, or the resource type. */
  readonly name: string;
  /** Its coverage. */
  readonly count: CoverageCount;
}

/** A status, and what it is called in reports. */
interface StatusLabel {
  readonly status: TracingStatus;
  readonly label: string;
  readonly count: Exclude<keyof CoverageCount, 'percent'>;
  /** Whether resources with the status count toward the coverage. */
  readonly isCounted?: boolean;
}

/** The statuses in the order in which reports show resources: gaps first. */
export const STATUSES: readonly StatusLabel[] = [
  { status: TracingStatus.UNTRACED, label: 'untraced', count: 'untraced', isCounted: true },
  { status: TracingStatus.UNKNOWN, label: 'unknown', count: 'unknown', isCounted: true },
  { status: TracingStatus.TRACED, label: 'traced', count: 'traced', isCounted: true },
  { status: TracingStatus.EXCLUDED, label: 'excluded', count: 'excluded' },
  { status: TracingStatus.UNSUPPORTED, label: 'unsupported', count: 'unsupported' },
  { status: TracingStatus.PASS_THROUGH, label: 'pass-through', count: 'passThrough' },
];

const COUNTS = new Map(STATUSES.map(({ status, count }) => [status, count]));

const LABELS: ReadonlyMap<TracingStatus, string> = new Map(STATUSES.map(({ status, label }) => [status, label]));

/** What reports call a status. */
export function labelOf(status: TracingStatus): string {
  return LABELS.get(status)!;
}

const RANKS: ReadonlyMap<TracingStatus, number> = new Map(STATUSES.map(({ status }, rank) => [status, rank]));

/** The place of a status in reports. */
export function statusRank(status: TracingStatus): number {
  return RANKS.get(status)!;
}

/** The coverage of some resources: the six counts, and the percentage. */
export function coverageOf(resources: readonly Pick<SurveyedResource, 'status'>[]): CoverageCount {
  const counts = { traced: 0, untraced: 0, unknown: 0, excluded: 0, passThrough: 0, unsupported: 0 };
  for (const { status } of resources) { counts[COUNTS.get(status)!]++; }
  const total = traceable(counts);
  return { ...counts, percent: total === 0 ? undefined : truncated(100 * counts.traced / total) };
}

const COUNTED = STATUSES.filter(({ isCounted }) => isCounted);

/** How many resources count toward the coverage. */
export function traceable(count: CoverageCount): number {
  return COUNTED.reduce((total, { count: name }) => total + count[name], 0);
}

/** Whether resources with a status count toward the coverage. */
export function countsForCoverage(status: TracingStatus): boolean {
  return COUNTED.some((each) => each.status === status);
}

/** The coverage of some resources by what `nameOf` says of each, sorted by name. */
export function coverageBy(resources: readonly SurveyedResource[], nameOf: (resource: SurveyedResource) => string): CoverageGroup[] {
  const groups = new Map<string, SurveyedResource[]>();
  for (const resource of resources) { addTo(groups, nameOf(resource), resource); }
  return [...groups].map(([name, members]) => ({ name, count: coverageOf(members) })).sort((a, b) => compareTexts(a.name, b.name));
}

/** One decimal, cut rather than rounded: what is not complete is not called 100 %. */
function truncated(percent: number): number {
  return Math.floor(percent * 10) / 10;
}

/** Sorts by a text that is made once for each item, where comparing one part after the other would cost more. */
export function sortedByText<T>(items: readonly T[], textOf: (item: T) => string): T[] {
  return items.map((item) => ({ item, text: textOf(item) })).sort((a, b) => compareTexts(a.text, b.text)).map(({ item }) => item);
}

/** Orders texts as every machine does, whatever its language. */
export function compareTexts(a: string, b: string): number {
  if (a === b) { return 0; }
  return a < b ? -1 : 1;
}

/** Texts, each once, in their order. */
export function sortedOnce(texts: readonly string[]): string[] {
  return [...new Set(texts)].sort(compareTexts);
}
