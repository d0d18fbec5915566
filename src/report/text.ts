import { type FindingGroup, groupFindings } from './finding-groups';
import type { ReportData } from './report-data';
import { sayableReport } from './sayable';
import { PLAIN, type TextStyle } from './text-style';
import { tableLines, wrapped } from './text-table';
import { findingCounts, headline, otherCounts, percentage, sentence } from './wording';
import { addTo } from '../private/add-to';
import { type CoverageCount, type CoverageGroup, STATUSES, traceable } from '../survey/coverage';
import { FindingSeverity } from '../survey/survey-finding';
import type { SurveyedResource } from '../survey/surveyed-resource';

const WIDTH = 110;

/** How many names of resources a group of findings shows; a machine format has them all. */
const NAMES_SHOWN = 10;

/** What is listed by reason. What X-Ray cannot trace is among the findings. */
const UNCOUNTED = [
  { label: 'excluded', title: 'Left out on purpose' },
  { label: 'pass-through', title: 'Forwards the trace header, sends nothing itself' },
];

/** The report as text for a terminal. */
export function reportText(data: ReportData, style: TextStyle = PLAIN): string {
  const report = sayableReport(data);
  return [
    style.bold(headline(report)),
    ...(otherCounts(report.coverage) ? [otherCounts(report.coverage)] : []),
    ...section('By resource type', groupTable(report.resourceTypes, style), style),
    ...section('By stack', groupTable(report.stacks, style), style),
    ...section(`Findings: ${findingCounts(report.openFindings)}`, groupFindings(report.openFindings).flatMap((group) => groupLines(group, style)), style),
    ...section('Acknowledged', groupFindings(report.findings.filter(isAcknowledged)).flatMap((group) => groupLines(group, style)), style),
    ...UNCOUNTED.flatMap(({ label, title }) => section(title, reasonLines(report.resources, label, style), style)),
    ...section('Not read', report.unreadable.map((problem) => `  ${problem}`), style),
    '',
  ].join('\n');
}

function section(title: string, lines: readonly string[], style: TextStyle): string[] {
  return lines.length === 0 ? [] : ['', style.bold(title), ...lines];
}

function isAcknowledged({ acknowledgement }: { readonly acknowledgement?: string }): boolean {
  return acknowledgement !== undefined;
}

/** Resources with a status that does not count, by the reason why. */
function reasonLines(resources: readonly SurveyedResource[], label: string, style: TextStyle): string[] {
  const { status } = STATUSES.find((candidate) => candidate.label === label)!;
  const byReason = new Map<string, string[]>();
  for (const resource of resources.filter((candidate) => candidate.status === status)) {
    addTo(byReason, resource.reason ?? '', resource.name);
  }
  return [...byReason].flatMap(([reason, names]) => [...wrapped(sentence(reason), WIDTH).map((line) => `  ${line}`), ...nameLines(names, style)]);
}

function nameLines(names: readonly string[], style: TextStyle): string[] {
  const others = names.length - NAMES_SHOWN;
  return [...names.slice(0, NAMES_SHOWN), ...(others > 0 ? [`and ${others} more`] : [])].map((name) => style.dim(`    ${name}`));
}

function painted(severity: FindingSeverity, style: TextStyle): string {
  switch (severity) {
    case FindingSeverity.ERROR: return style.red(severity);
    case FindingSeverity.WARNING: return style.yellow(severity);
    default: return style.dim(severity);
  }
}

function groupTable(groups: readonly CoverageGroup[], style: TextStyle): string[] {
  if (groups.length === 0) { return []; }
  const rows = groups.map(({ name, count }) => [percentage(count), String(count.traced), String(traceable(count)), withOthers(name, count)]);
  const [head, ...lines] = tableLines(['coverage', 'traced', 'of', ''], rows, ['right', 'right', 'right', 'left']);
  return [`  ${style.dim(head)}`, ...lines.map((line) => `  ${line}`)];
}

/** A name goes last, because it may be long. */
function withOthers(name: string, count: CoverageCount): string {
  const others = otherCounts(count);
  return others === '' ? name : `${name} (${others})`;
}

function groupLines({ first, names }: FindingGroup, style: TextStyle): string[] {
  const { severity, ruleId, message, fix, acknowledgement } = first;
  return [
    `  ${painted(severity, style)} ${style.bold(ruleId)}`,
    ...wrapped(sentence(message), WIDTH).map((line) => `    ${line}`),
    ...nameLines(names, style),
    ...wrapped(acknowledgement === undefined ? `Fix: ${fix}` : `Acknowledged: ${acknowledgement}`, WIDTH).map((line) => `    ${line}`),
  ];
}
