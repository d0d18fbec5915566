import { coverageSection } from './coverage-section';
import { htmlDocument } from './document';
import { findingSection } from './finding-section';
import { html, type Markup } from './markup';
import { REPORT_CSS } from './report.css';
import { REPORT_SCRIPT } from './report.script';
import { type GroupSection, resourceGroupSection } from './resource-group-section';
import { ResourceGroups } from './resource-groups';
import { type GroupLinks, resourceTable } from './resource-table';
import { summarySection } from './summary-section';
import { unreadableSection } from './unreadable-section';
import type { SurveyFinding } from '../../survey/survey-finding';
import type { ReportData } from '../report-data';
import { headline, sentence } from '../wording';

/** A part of the page that the list of contents names. */
interface Part {
  readonly id: string;
  readonly title: string;
  readonly content: Markup | undefined;
}

/** The report as a page for people who do not read templates, in one file that loads nothing. */
export function reportHtml(report: ReportData): Markup {
  const parts = partsOf(report).filter(({ content }) => content !== undefined);
  return htmlDocument({
    title: 'X-Ray coverage',
    description: sentence(headline(report)),
    css: REPORT_CSS,
    script: REPORT_SCRIPT,
    header: html`<h1>X-Ray coverage</h1>
${summarySection(report)}
<nav class="contents" aria-label="Contents">${parts.map(({ id, title }) => html`<a href="#${id}">${title}</a>`)}</nav>`,
    main: html`${parts.map(({ content }) => content)}`,
  });
}

function partsOf(report: ReportData): Part[] {
  const groups = new ResourceGroups(report);
  const [gaps, ...uncounted] = groupSections(groups);
  const others = findingsOfNoSection(report, groups);
  return [
    { ...gaps, content: resourceGroupSection(gaps) },
    ...findingParts(others),
    ...coverageParts(report),
    ...uncounted.map((section) => ({ ...section, content: resourceGroupSection(section) })),
    { id: 'resources', title: 'All resources', content: resourceTable(report, groups, linksTo([gaps, ...uncounted])) },
    { id: 'unreadable', title: 'Not read', content: unreadableSection(report.unreadable) },
  ];
}

function groupSections(groups: ResourceGroups): GroupSection[] {
  return [
    { id: 'gaps', title: 'Gaps', intro: 'What could be traced and is not, or may not be, and what to do about it.', groups: groups.with('untraced', 'unknown') },
    { id: 'unsupported', title: 'Cannot be traced', intro: 'X-Ray has no support for these. They do not count.', groups: groups.with('unsupported') },
    { id: 'excluded', title: 'Left out on purpose', intro: 'Somebody decided this, with a reason. They do not count.', groups: groups.with('excluded') },
    { id: 'pass-through', title: 'Pass the trace on', intro: 'These forward the trace header and send nothing themselves. They do not count.', groups: groups.with('pass-through') },
  ];
}

function findingParts(findings: readonly SurveyFinding[]): Part[] {
  const open = findings.filter(({ acknowledgement }) => acknowledgement === undefined);
  const acknowledged = findings.filter(({ acknowledgement }) => acknowledgement !== undefined);
  return [
    { id: 'findings', title: 'Findings', intro: 'What else the rules found: traced resources whose traces would not arrive, and the like.', findings: open },
    { id: 'acknowledged', title: 'Acknowledged findings', intro: 'What the rules found and somebody acknowledged. It fails nothing.', findings: acknowledged },
  ].map((section) => ({ ...section, content: findingSection(section) }));
}

function coverageParts({ resourceTypes, stacks }: ReportData): Part[] {
  return [
    { id: 'services', title: 'By service', head: 'Service', filter: 'type' as const, groups: resourceTypes },
    { id: 'stacks', title: 'By stack', head: 'Stack', filter: 'stack' as const, groups: stacks },
  ].map((table) => ({ ...table, content: coverageSection(table) }));
}

/** The findings that say more than the status of a resource, which the groups show. */
function findingsOfNoSection({ findings, resources }: ReportData, groups: ResourceGroups): SurveyFinding[] {
  const grouped = new Set(groups.with('untraced', 'unknown', 'unsupported'));
  const shown = new Set(resources.filter((resource) => grouped.has(groups.of(resource))).flatMap((resource) => groups.findingsOf(resource)));
  return findings.filter((finding) => !shown.has(finding));
}

function linksTo(sections: readonly GroupSection[]): GroupLinks {
  return new Map(sections.flatMap(({ id, groups }) => groups
    .map((group, index) => [group, `${id}-${index + 1}`] as const)
    .filter(([{ fix }]) => fix !== undefined)));
}
