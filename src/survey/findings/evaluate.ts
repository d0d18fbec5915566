import { type FindingRule, isResource, type ModelWay, type RuleContext, type RuleMatch } from './finding-rule';
import { qualifiedId } from '../../private/ids';
import type { Acknowledgements } from '../acknowledgements';
import { compareTexts } from '../coverage';
import { FindingSeverity, type FindingWay, type SurveyFinding } from '../survey-finding';

/** Severities by rule id, with or without the prefix. */
export type Severities = Readonly<Record<string, FindingSeverity>>;

const ORDER = [FindingSeverity.ERROR, FindingSeverity.WARNING, FindingSeverity.INFO];

/** What a finding about all stacks is called. */
const WHOLE_APP = 'the whole app';

/** A finding, and what it was made from. */
export interface EvaluatedFinding {
  readonly finding: SurveyFinding;
  readonly match: RuleMatch;
}

/** What the rules find. */
export function evaluate(
  rules: readonly FindingRule[],
  context: RuleContext,
  acknowledgements: Acknowledgements,
  severities: Severities = {},
): EvaluatedFinding[] {
  return rules
    .flatMap((rule) => evaluateRule(rule, severityOf(rule.id, severities), context, acknowledgements))
    .sort((a, b) => compareFindings(a.finding, b.finding));
}

/** What a rule finds, with the severity that somebody gave it. */
function evaluateRule(
  rule: FindingRule,
  severity: FindingSeverity | undefined,
  context: RuleContext,
  acknowledgements: Acknowledgements,
): EvaluatedFinding[] {
  if (severity === FindingSeverity.OFF) { return []; }
  const ruleId = qualifiedId(rule.id);
  const findingOf = (match: RuleMatch): SurveyFinding => {
    const { at } = match;
    const resource = at && isResource(at) ? at : undefined;
    const source = (at && isResource(at) ? at.stack : at)?.source;
    const constructPath = resource ? resource.constructPath : source?.constructPath;
    return {
      ruleId,
      severity: severity ?? match.severity ?? rule.severity,
      message: match.message,
      fix: match.fix ?? rule.fix,
      url: rule.url,
      name: resource?.name ?? source?.name ?? WHOLE_APP,
      constructPath,
      stack: source?.name,
      templateFile: source?.file,
      logicalId: resource?.logicalId,
      resourceType: resource?.type,
      propertyPath: match.propertyPath,
      ways: match.ways?.map(namedWay),
      acknowledgement: acknowledgements.find(ruleId, constructPath ?? ''),
    };
  };
  return rule.find(context).map((match) => ({ match, finding: findingOf(match) }));
}

/** The severity that somebody gave a rule. */
export function severityOf(ruleId: string, severities: Severities): FindingSeverity | undefined {
  return severities[qualifiedId(ruleId)] ?? severities[ruleId];
}

/** Errors first, then by rule and by name. */
function compareFindings(a: SurveyFinding, b: SurveyFinding): number {
  return ORDER.indexOf(a.severity) - ORDER.indexOf(b.severity)
    || compareTexts(a.ruleId, b.ruleId)
    || compareTexts(a.name, b.name)
    || compareTexts(a.message, b.message);
}

function namedWay({ from, to, relation }: ModelWay): FindingWay {
  return { from: from?.name, to: to?.name, relation };
}
