import { type FindingGroup, groupFindings } from './finding-groups';
import type { ReportData } from './report-data';
import { isSteering, sayable } from './sayable';
import { findingCounts, headline, otherCounts, percentage, sentence } from './wording';
import { type CoverageGroup, labelOf, traceable } from '../survey/coverage';
import type { SurveyFinding } from '../survey/survey-finding';
import type { SurveyedResource } from '../survey/surveyed-resource';

/** The lines of a heading, a paragraph or a table. */
type Block = readonly string[];

/** The report as Markdown, in pieces. */
export function reportMarkdown(report: ReportData): string[] {
  const acknowledged = report.findings.filter((finding) => finding.acknowledgement !== undefined);
  const blocks: Block[] = [
    ['# X-Ray coverage'],
    [`**${headline(report)}**${otherCounts(report.coverage) ? ` (${otherCounts(report.coverage)})` : ''}`],
    ...section('By resource type', coverageTable('Resource type', report.resourceTypes)),
    ...section('By stack', coverageTable('Stack', report.stacks)),
    ...section(`Findings: ${findingCounts(report.openFindings)}`, groupFindings(report.openFindings).flatMap(findingBlocks)),
    ...section('Acknowledged', groupFindings(acknowledged).flatMap(findingBlocks)),
    ...section('Resources', resourceTable(report.resources)),
    ...section('Not read', report.unreadable.map((problem) => [`- ${escaped(problem)}`])),
  ];
  return blocks.flatMap((lines, index) => [...index === 0 ? [] : ['\n'], ...lines.map((line) => `${line}\n`)]);
}

function section(title: string, blocks: readonly Block[]): Block[] {
  return blocks.length === 0 ? [] : [[`## ${title}`], ...blocks];
}

function coverageTable(title: string, groups: readonly CoverageGroup[]): Block[] {
  return table([title, 'Traced', 'Of', 'Coverage', 'Others'], groups.map(({ name, count }) =>
    [named(name), String(count.traced), String(traceable(count)), percentage(count), otherCounts(count)]));
}

function resourceTable(resources: readonly SurveyedResource[]): Block[] {
  return table(['Status', 'Resource', 'Type', 'Why'], resources.map(({ status, name, resourceType, reason }) =>
    [labelOf(status), named(name), named(resourceType), escaped(reason ?? '')]));
}

function findingBlocks({ first, names }: FindingGroup): Block[] {
  return [
    [`### ${first.severity}: \`${first.ruleId}\``],
    [sentence(escaped(first.message))],
    names.map((name) => `- ${named(name)}`),
    [nextStep(first)],
  ];
}

function nextStep({ fix, url, acknowledgement }: SurveyFinding): string {
  return acknowledgement === undefined ? `**Fix:** ${escaped(fix)}. [AWS documentation](${url})` : `**Acknowledged:** ${escaped(acknowledgement)}`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): Block[] {
  if (rows.length === 0) { return []; }
  const lines = [head, head.map(() => '---'), ...rows];
  return [lines.map((cells) => `| ${cells.map(inCell).join(' | ')} |`)];
}

/** A cell ends at a bar, even within code. */
function inCell(text: string): string {
  return text.includes('|') ? text.replace(/(?<!\\)\|/g, '\\|') : text;
}

/** What comes from a template must neither end a cell of a table nor become HTML, nor steer a terminal. Nearly all texts have nothing in them that could, and are told at a glance. */
function escaped(text: string): string {
  return !/[|<>]/.test(text) && !isSteering(text) ? text : sayable(text.replace(/\s*\n\s*/g, ' ')).replace(/[|<>]/g, '\\$&');
}

/** A name as it is, where nothing in it could be markup, or a mention of somebody; and else as code, in which nothing is. */
function named(name: string): string {
  if (!/[^\w /.:()-]|\b_|_\b/.test(name)) { return name; }
  const fence = '`'.repeat(1 + Math.max(0, ...(name.match(/`+/g) ?? []).map(({ length }) => length)));
  const pad = /^`|`$/.test(name) ? ' ' : '';
  return `${fence}${pad}${sayable(name)}${pad}${fence}`;
}
