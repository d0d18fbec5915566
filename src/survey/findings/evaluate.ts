import { type FindingRule, isResource, type ModelWay, type RuleContext, type RuleMatch } from './finding-rule';
import { qualifiedId } from '../../private/ids';
import type { AcknowledgementLookup } from '../acknowledgements';
import { sortedByText } from '../coverage';
import { FindingSeverity, type FindingWay, SEVERITIES, type SurveyFinding, WHOLE_APP } from '../survey-finding';
import type { ModelStack } from '../template-model';

/** Severities by rule id, with or without the prefix. */
export type Severities = Readonly<Record<string, FindingSeverity>>;

/** A finding, and what it was made from. */
export interface EvaluatedFinding {
  readonly finding: SurveyFinding;
  readonly match: RuleMatch;
}

/** What findings are judged by that is not of the templates. */
interface Judgement {
  readonly acknowledgements: AcknowledgementLookup;
  readonly severities?: Severities;
  /** The construct path of what is surveyed, which findings about all of it are acknowledged on. */
  readonly scopePath: string;
}

/** What the rules find. */
export function evaluate(rules: readonly FindingRule[], context: RuleContext, judgement: Judgement): EvaluatedFinding[] {
  const found = rules.flatMap((rule) => evaluateRule(rule, context, judgement));
  return sortedByText(found, ({ finding }) => errorsFirst(finding));
}

/** What a rule finds, with the severity that somebody gave it. */
function evaluateRule(rule: FindingRule, context: RuleContext, { acknowledgements, severities = {}, scopePath }: Judgement): EvaluatedFinding[] {
  const severity = severityOf(rule.id, severities);
  if (severity === FindingSeverity.OFF) { return []; }
  const ruleId = qualifiedId(rule.id);
  return rule.find(context).map((match) => {
    const { at } = match;
    const resource = at && isResource(at) ? at : undefined;
    const source = (resource ? resource.stack : at as ModelStack | undefined)?.source;
    const constructPath = resource ? resource.constructPath : source?.constructPath;
    const finding: SurveyFinding = {
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
      acknowledgement: acknowledgements.find(ruleId, constructPath ?? scopePath, source?.input),
    };
    return { match, finding };
  });
}

/** The severity that somebody gave a rule. */
function severityOf(ruleId: string, severities: Severities): FindingSeverity | undefined {
  return severities[qualifiedId(ruleId)] ?? severities[ruleId];
}

/** What orders findings: errors first, then by rule and by name. */
function errorsFirst({ severity, ruleId, name, message }: SurveyFinding): string {
  return `${SEVERITIES.indexOf(severity)} ${ruleId} ${name}\0${message}`;
}

function namedWay({ from, to, relation }: ModelWay): FindingWay {
  return { from: from?.name, to: to?.name, relation };
}
