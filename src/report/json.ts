import { jsonPieces } from './json-pieces';
import type { ReportData } from './report-data';

/** The version of the JSON report. It grows when a reader of an older one would misread a newer one. */
const FORMAT_VERSION = 1;

/**
 * The report as JSON, in pieces.
 *
 * @param besides what is written beside the report
 */
export function reportJson(report: ReportData, besides: Readonly<Record<string, unknown>> = {}): Iterable<string> {
  const { coverage, stacks, resourceTypes, resources, findings, unreadable } = report;
  return jsonPieces({ version: FORMAT_VERSION, coverage, stacks, resourceTypes, resources, findings, unreadable, ...besides });
}
