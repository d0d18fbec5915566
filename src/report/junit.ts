import type { ReportData } from './report-data';
import { counted, sentence } from './wording';
import { sayableInXml } from './xml';
import { addTo } from '../private/add-to';
import { countsForCoverage, labelOf } from '../survey/coverage';
import { type FindingSeverity, isAtLeast, type SurveyFinding, WHOLE_APP } from '../survey/survey-finding';
import type { SurveyedResource } from '../survey/surveyed-resource';

/** A resource, or something without one that has findings. */
interface TestCase {
  readonly suite: string;
  readonly className: string;
  readonly name: string;
  readonly resource?: SurveyedResource;
  readonly findings: SurveyFinding[];
}

/**
 * The report as JUnit's XML.
 *
 * @param failOn the least severity of a finding that fails its test case
 */
export function reportJUnit(report: ReportData, failOn: FindingSeverity): string {
  const suites = new Map<string, TestCase[]>();
  for (const testCase of testCases(report)) {
    addTo(suites, testCase.suite, testCase);
  }
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<testsuites name="cdk-xray">',
    ...[...suites].sort(([a], [b]) => a < b ? -1 : 1).flatMap(([name, cases]) => suiteLines(name, cases, failOn)),
    ...unreadableLines(report.unreadable),
    '</testsuites>',
    '',
  ].join('\n');
}

function testCases({ resources, findings }: ReportData): TestCase[] {
  const cases = new Map<string, TestCase>();
  for (const resource of resources) {
    const { stack, name, resourceType } = resource;
    cases.set(`${stack} ${name}`, { suite: stack, className: resourceType, name, resource, findings: [] });
  }
  for (const finding of findings) {
    const suite = finding.stack ?? WHOLE_APP;
    const key = `${suite} ${finding.name}`;
    const testCase = cases.get(key) ?? { suite, className: finding.resourceType ?? finding.ruleId, name: finding.name, findings: [] };
    testCase.findings.push(finding);
    cases.set(key, testCase);
  }
  return [...cases.values()];
}

function suiteLines(name: string, cases: readonly TestCase[], failOn: FindingSeverity): string[] {
  const failures = cases.filter((testCase) => failing(testCase, failOn).length > 0).length;
  const skipped = cases.filter((testCase) => failing(testCase, failOn).length === 0 && isNoTest(testCase)).length;
  const attributes = `name="${escaped(name)}" tests="${cases.length}" failures="${failures}" errors="0" skipped="${skipped}"`;
  return [`  <testsuite ${attributes}>`, ...cases.flatMap((testCase) => caseLines(testCase, failOn)), '  </testsuite>'];
}

function caseLines(testCase: TestCase, failOn: FindingSeverity): string[] {
  const open = failing(testCase, failOn);
  const others = testCase.findings.filter((finding) => !open.includes(finding)).map(noteOf);
  const content = [
    ...(open.length > 0 ? [`      <failure message="${escaped(counted(open.length, 'finding'))}" type="${open[0].ruleId}">${escaped(open.map(noteOf).join('\n'))}</failure>`] : []),
    ...(open.length === 0 && isNoTest(testCase) ? [`      <skipped message="${escaped(whyNoTest(testCase))}"/>`] : []),
    ...(others.length > 0 ? [`      <system-out>${escaped(others.join('\n'))}</system-out>`] : []),
  ];
  const start = `    <testcase classname="${escaped(testCase.className)}" name="${escaped(testCase.name)}"`;
  return content.length === 0 ? [`${start}/>`] : [`${start}>`, ...content, '    </testcase>'];
}

function failing({ findings }: TestCase, failOn: FindingSeverity): SurveyFinding[] {
  return findings.filter(({ severity, acknowledgement }) => acknowledgement === undefined && isAtLeast(severity, failOn));
}

/** What does not count toward the coverage is no test. */
function isNoTest({ resource }: TestCase): boolean {
  return resource !== undefined && !countsForCoverage(resource.status);
}

function whyNoTest({ resource }: TestCase): string {
  const { status, reason } = resource!;
  return `${labelOf(status)}${reason === undefined ? '' : `: ${reason}`}`;
}

function noteOf({ ruleId, severity, message, fix, acknowledgement }: SurveyFinding): string {
  const step = acknowledgement === undefined ? `Fix: ${sentence(fix)}` : `Acknowledged: ${acknowledgement}`;
  return `${severity} ${ruleId}: ${sentence(message)} ${step}`;
}

function unreadableLines(unreadable: readonly string[]): string[] {
  if (unreadable.length === 0) { return []; }
  return [
    `  <testsuite name="not read" tests="${unreadable.length}" failures="0" errors="${unreadable.length}" skipped="0">`,
    ...unreadable.map((problem) => `    <testcase classname="input" name="${escaped(problem)}"><error message="${escaped(problem)}"/></testcase>`),
    '  </testsuite>',
  ];
}

/** White space is escaped, too: readers make plain spaces of it where it stands in an attribute. */
function escaped(text: string): string {
  const names: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', '\n': '&#10;', '\r': '&#13;', '\t': '&#9;' };
  return sayableInXml(text).replace(/[&<>"\n\r\t]/g, (character) => names[character]);
}
