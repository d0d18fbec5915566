import type { ReportData } from './report-data';
import { ResourceLines } from './resource-lines';
import { artifactLocation } from './source-location';
import { libraryVersion } from './version';
import { sentence } from './wording';
import { qualifiedId } from '../private/ids';
import { RULES } from '../survey/findings';
import type { FindingRule } from '../survey/findings/finding-rule';
import { FindingSeverity, type SurveyFinding } from '../survey/survey-finding';

const LEVELS: Readonly<Record<FindingSeverity, string>> = {
  [FindingSeverity.ERROR]: 'error',
  [FindingSeverity.WARNING]: 'warning',
  [FindingSeverity.INFO]: 'note',
  [FindingSeverity.OFF]: 'none',
};

/**
 * The findings as SARIF.
 * @see https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
 */
export function reportSarif(report: ReportData): string {
  const lines = new ResourceLines();
  const rules = rulesOf(report.findings);
  const anyFile = report.resources.find(({ templateFile }) => templateFile !== undefined)?.templateFile;
  const indexes = new Map(rules.map(({ id }, index) => [id, index]));
  return `${JSON.stringify({
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [{
      tool: { driver: { name: 'cdk-xray', semanticVersion: libraryVersion(), informationUri: 'https://github.com/cdk-xray/cdk-xray', rules } },
      results: report.findings.map((finding) => result(finding, indexes.get(finding.ruleId)!, physicalLocation(finding, lines, anyFile))),
      invocations: [{ executionSuccessful: report.unreadable.length === 0, toolExecutionNotifications: report.unreadable.map(notification) }],
    }],
  }, undefined, 2)}\n`;
}

/** The rules that come with the library, and those of registered rows that found something, of which no more is known than what they found. */
function rulesOf(findings: readonly SurveyFinding[]): { id: string }[] {
  const known = RULES.map(reportingDescriptor);
  const ids = new Set(known.map(({ id }) => id));
  const registered = new Map(findings.filter(({ ruleId }) => !ids.has(ruleId)).map((finding) => [finding.ruleId, finding]));
  return [...known, ...[...registered.values()].map(({ ruleId, url }) => ({ id: ruleId, helpUri: url }))];
}

function reportingDescriptor(rule: FindingRule) {
  return {
    id: qualifiedId(rule.id),
    name: rule.id,
    shortDescription: { text: sentence(rule.title) },
    fullDescription: { text: rule.cause },
    help: { text: `${rule.cause} Fix: ${rule.fix}.`, markdown: `${rule.cause}\n\n**Fix:** ${rule.fix}. [AWS documentation](${rule.url})` },
    helpUri: rule.url,
    defaultConfiguration: { level: LEVELS[rule.severity] },
  };
}

function result(finding: SurveyFinding, ruleIndex: number, location: object) {
  return {
    ruleId: finding.ruleId,
    ruleIndex,
    level: LEVELS[finding.severity],
    message: { text: `${finding.name}: ${sentence(finding.message)} Fix: ${sentence(finding.fix)}` },
    locations: [{
      ...location,
      logicalLocations: [{ fullyQualifiedName: finding.name, kind: finding.logicalId === undefined ? 'module' : 'resource' }],
    }],
    partialFingerprints: { 'ruleAndResource/v1': fingerprint(finding) },
    ...(finding.acknowledgement === undefined ? {} : { suppressions: [{ kind: 'inSource', justification: finding.acknowledgement }] }),
  };
}

/** What stays the same from run to run: not the message, which the library may word better some day. */
function fingerprint({ ruleId, name, propertyPath, ways = [] }: SurveyFinding): string {
  return [ruleId, name, propertyPath, ...ways.map(({ from, to, relation }) => `${from ?? '?'} ${relation} ${to ?? '?'}`)].filter(Boolean).join(' ');
}

/** Where a finding is. One about the whole app is in any of its files: code scanning refuses all results where one has no file. */
function physicalLocation({ templateFile, logicalId }: SurveyFinding, lines: ResourceLines, anyFile: string | undefined) {
  const file = templateFile ?? anyFile;
  if (file === undefined) { return {}; }
  const startLine = logicalId === undefined ? 1 : lines.of(file, logicalId);
  return { physicalLocation: { artifactLocation: artifactLocation(file), region: { startLine } } };
}

function notification(problem: string) {
  return { level: 'error', message: { text: problem } };
}
