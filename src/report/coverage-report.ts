import { reportHtml } from './html';
import { reportJson } from './json';
import { reportJUnit } from './junit';
import { reportMarkdown } from './markdown';
import { readAssembly, readPaths, readTemplate } from './read-paths';
import { reportSarif } from './sarif';
import { reportText } from './text';
import { misuse, shown } from '../private/errors';
import { qualifiedId } from '../private/ids';
import { requireMember } from '../private/options/enums';
import { isWithin } from '../private/options/numbers';
import { optionsSuchAs, requireKinds } from '../private/options/option-kinds';
import { coverageBy, type CoverageCount, type CoverageGroup, coverageOf } from '../survey/coverage';
import { RULES } from '../survey/findings';
import { ruleSuggestion } from '../survey/findings/suggestion';
import type { ReadInputs } from '../survey/reading/input-reader';
import { survey, type SurveyOptions } from '../survey/survey';
import { FindingSeverity, type SurveyFinding } from '../survey/survey-finding';
import type { SurveyedResource } from '../survey/surveyed-resource';

/**
 * How a coverage report is made.
 */
export interface CoverageReportProps {
  /**
   * The coverage in percent, from 0 to 100, below which the report has the error `XRay::CoverageBelowMinimum`.
   *
   * @default - no minimum
   */
  readonly minimumCoverage?: number;

  /**
   * The severities of rules, by their ids: `{ 'XRay::SnsTopicTracing': FindingSeverity.INFO }`. `FindingSeverity.OFF` switches a rule off.
   *
   * @default - the severities in docs/RULES.md
   */
  readonly severities?: { readonly [ruleId: string]: FindingSeverity };
}

/** What else is known of those whose report it is. */
interface ReportOptions extends Pick<SurveyOptions, 'acknowledgements' | 'registeredTracer' | 'scopePath'> {
  /** The ids of the rules of rows that somebody registered. */
  readonly registeredRuleIds?: readonly string[];
}

/**
 * What is traced, what is not and why, and what is wrong: for a cloud assembly, or for any CloudFormation or SAM template.
 *
 * It reads templates only, so it answers for apps that know nothing of this library, too.
 */
export class CoverageReport {
  /**
   * The report of a cloud assembly, with its nested stacks and the assemblies of its Stages.
   *
   * @param path the assembly's folder, such as `cdk.out`
   * @param props how the report is made
   * @throws when the assembly cannot be read, or a property is not what it must be
   */
  public static fromAssembly(path: string, props: CoverageReportProps = {}): CoverageReport {
    return CoverageReport._of(readAssembly(path), props);
  }

  /**
   * The report of cloud assemblies, template files (JSON or YAML, SAM too) and folders of either.
   *
   * @param paths what is read
   * @param props how the report is made
   * @throws when one of them cannot be read, or a property is not what it must be
   */
  public static fromPaths(paths: string[], props: CoverageReportProps = {}): CoverageReport {
    return CoverageReport._of(readPaths(paths), props);
  }

  /**
   * The report of a template that was parsed already.
   *
   * @param template the template
   * @param props how the report is made
   * @throws when it is no template, or a property is not what it must be
   */
  public static fromTemplate(template: any, props: CoverageReportProps = {}): CoverageReport {
    return CoverageReport._of(readTemplate(template), props);
  }

  /** @internal */
  public static _of(inputs: ReadInputs, props: CoverageReportProps, { registeredRuleIds = [], ...options }: ReportOptions = {}): CoverageReport {
    validateReportProps(props);
    validateRuleIds(props.severities ?? {}, registeredRuleIds);
    return new CoverageReport(inputs, { ...props, ...options });
  }

  /** The coverage of all resources. */
  public readonly coverage: CoverageCount;

  /** The coverage of each stack. */
  public readonly stacks: CoverageGroup[];

  /** The coverage of each resource type. */
  public readonly resourceTypes: CoverageGroup[];

  /** Every resource that the table knows something of, gaps first. */
  public readonly resources: SurveyedResource[];

  /** What the rules found, errors first. Those that somebody acknowledged are among them, with the reason. */
  public readonly findings: SurveyFinding[];

  /** What could not be read, and why. What it holds is not in the report. */
  public readonly unreadable: string[];

  private constructor(inputs: ReadInputs, options: SurveyOptions) {
    const { resources, findings } = survey(inputs, options);
    this.resources = [...resources];
    this.findings = [...findings];
    this.unreadable = inputs.problems.map(({ message }) => message);
    this.coverage = coverageOf(resources);
    this.stacks = coverageBy(resources, ({ stack }) => stack);
    this.resourceTypes = coverageBy(resources, ({ resourceType }) => resourceType);
  }

  /** The findings that nobody acknowledged. */
  public get openFindings(): SurveyFinding[] {
    return this.findings.filter(({ acknowledgement }) => acknowledgement === undefined);
  }

  /** The report as JSON: all that it holds. */
  public toJson(): string {
    return [...reportJson(this)].join('');
  }

  /** The report as Markdown, for a pull request or a wiki. */
  public toMarkdown(): string {
    return reportMarkdown(this).join('');
  }

  /** The report as a page for people who do not read templates: one HTML file that loads nothing, and that any browser opens. */
  public toHtml(): string {
    return reportHtml(this).toString();
  }

  /** The findings as SARIF 2.1.0, for code scanning. */
  public toSarif(): string {
    return reportSarif(this);
  }

  /**
   * The report as JUnit's XML, for the test view of a CI server: a test case for each resource, in a suite for each stack.
   *
   * @param failOn the least severity of a finding that fails its test case, by default `FindingSeverity.ERROR`; with `FindingSeverity.OFF` none fails
   * @throws when `failOn` is no severity
   */
  public toJUnit(failOn: FindingSeverity = FindingSeverity.ERROR): string {
    requireMember('failOn', failOn, FindingSeverity);
    return reportJUnit(this, failOn);
  }

  /** The report as plain text, for a terminal. */
  public toText(): string {
    return reportText(this);
  }
}

const KINDS = { severities: optionsSuchAs('{ "XRay::SnsTopicTracing": FindingSeverity.INFO }') };

/** Throws where properties of a report are not what they must be. */
export function validateReportProps(props: CoverageReportProps): void {
  requireKinds(props, KINDS);
  const { minimumCoverage, severities = {} } = props;
  if (minimumCoverage !== undefined && !isWithin(minimumCoverage, 0, 100)) {
    throw misuse(`\`minimumCoverage\` must be a percentage from 0 to 100, got: ${shown(minimumCoverage)}`);
  }
  for (const [ruleId, severity] of Object.entries(severities)) { validateSeverity(ruleId, severity); }
}

/** Throws where somebody gives a severity to a rule that nobody has. */
function validateRuleIds(severities: Readonly<Record<string, FindingSeverity>>, registered: readonly string[]): void {
  const ids = [...RULES.map(({ id }) => id), ...registered];
  const known = new Set(ids.flatMap((id) => [id, qualifiedId(id)]));
  const unknown = Object.keys(severities).find((ruleId) => !known.has(ruleId));
  if (unknown !== undefined) { throw misuse(`\`severities\` must name rules, or those of registered tracers, got: ${shown(unknown)}; ${ruleSuggestion(unknown, ids)}`); }
}

function validateSeverity(ruleId: string, severity: FindingSeverity): void {
  if (!Object.values(FindingSeverity).includes(severity)) {
    throw misuse(`\`severities\` must be of ${Object.values(FindingSeverity).join(', ')}, got: ${shown(severity)} for ${shown(ruleId)}`);
  }
}
