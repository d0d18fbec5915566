import { type FindingGroup, groupFindings } from './finding-groups';
import type { ReportData } from './report-data';
import { findingCounts, headline, otherCounts, percentage, sentence, traceable } from './wording';
import { type CoverageGroup, STATUSES } from '../survey/coverage';
import type { SurveyFinding } from '../survey/survey-finding';
import type { SurveyedResource } from '../survey/surveyed-resource';

/** The report as Markdown. */
export function reportMarkdown(report: ReportData): string {
  const acknowledged = report.findings.filter((finding) => finding.acknowledgement !== undefined);
  return [
    '# X-Ray coverage',
    `**${headline(report)}**${otherCounts(report.coverage) ? ` (${otherCounts(report.coverage)})` : ''}`,
    ...section('By resource type', coverageTable('Resource type', report.resourceTypes)),
    ...section('By stack', coverageTable('Stack', report.stacks)),
    ...section(`Findings: ${findingCounts(report.openFindings)}`, groupFindings(report.openFindings).map(findingText)),
    ...section('Acknowledged', groupFindings(acknowledged).map(findingText)),
    ...section('Resources', resourceTable(report.resources)),
    ...section('Not read', report.unreadable.map((problem) => `- ${escaped(problem)}`)),
  ].join('\n\n') + '\n';
}

function section(title: string, paragraphs: readonly string[]): string[] {
  return paragraphs.length === 0 ? [] : [`## ${title}`, ...paragraphs];
}

function coverageTable(title: string, groups: readonly CoverageGroup[]): string[] {
  return table([title, 'Traced', 'Of', 'Coverage', 'Others'], groups.map(({ name, count }) =>
    [name, String(count.traced), String(traceable(count)), percentage(count), otherCounts(count)]));
}

function resourceTable(resources: readonly SurveyedResource[]): string[] {
  const label = new Map(STATUSES.map((status) => [status.status, status.label]));
  return table(['Status', 'Resource', 'Type', 'Why'], resources.map(({ status, name, resourceType, reason }) =>
    [label.get(status)!, name, resourceType, reason ?? '']));
}

function findingText({ first, names }: FindingGroup): string {
  return [
    `### ${first.severity}: \`${first.ruleId}\``,
    sentence(escaped(first.message)),
    names.map((name) => `- ${escaped(name)}`).join('\n'),
    nextStep(first),
  ].join('\n\n');
}

function nextStep({ fix, url, acknowledgement }: SurveyFinding): string {
  return acknowledgement === undefined ? `**Fix:** ${escaped(fix)}. [AWS documentation](${url})` : `**Acknowledged:** ${escaped(acknowledgement)}`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  if (rows.length === 0) { return []; }
  const lines = [head, head.map(() => '---'), ...rows.map((row) => row.map(escaped))];
  return [lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n')];
}

/** What comes from a template must not become markup. Nearly all texts have nothing in them that could, and are told at a glance. */
function escaped(text: string): string {
  return !/[|<>\n]/.test(text) ? text : text.replace(/[|<>]/g, (character) => `\\${character}`).replace(/\s*\n\s*/g, ' ');
}
