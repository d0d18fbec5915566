import { busesOf } from './event-buses';
import { plainText } from '../../../private/template/intrinsics';
import type { Relation } from '../../relation';
import type { ModelResource } from '../../template-model';
import { edgesBetween, type EdgeSource, evidenceAt, type FoundEdge, type FoundEvidence, type SourceContext } from '../edge-source';
import type { MapEnd } from '../map-end';
import { possibleItems } from '../possible-items';

/** What an event rule listens to, and whom it passes events on to. */
export const EVENT_RULES: EdgeSource = {
  types: ['AWS::Events::Rule'],
  edges: (rule, context) => {
    const { EventBusName, EventPattern, Targets } = rule.properties;
    return [
      ...(EventPattern === undefined ? [] : ruleEdges(busesOf(rule.stack, EventBusName, context.ends), rule, EventPattern, evidenceAt(rule, 'EventPattern'))),
      ...possibleItems(Targets).flatMap(({ path, item }) => targetEdges(rule, item, path, context)),
    ];
  },
};

/** How events of a rule come to its targets: those of schedules and of AWS services have no trace. */
export function relationOf(schedule: any, pattern: any): Relation {
  if (schedule !== undefined) { return 'schedule'; }
  const sources = Object(pattern).source;
  return Array.isArray(sources) && sources.some((source) => plainText(source).startsWith('aws.')) ? 'service event' : 'target';
}

/** The ways from buses to a rule. */
export function ruleEdges(buses: readonly MapEnd[], rule: MapEnd, pattern: any, evidence: FoundEvidence): FoundEdge[] {
  const isServiceEvent = relationOf(undefined, pattern) === 'service event';
  return edgesBetween(buses, [rule], 'rule', evidence).map((edge) => ({ ...edge, isServiceEvent }));
}

function targetEdges(rule: ModelResource, target: any, path: string, { ends }: SourceContext): FoundEdge[] {
  const task = target?.EcsParameters?.TaskDefinitionArn;
  const property = task === undefined ? 'Arn' : 'EcsParameters.TaskDefinitionArn';
  const relation = relationOf(rule.properties.ScheduleExpression, rule.properties.EventPattern);
  return [
    ...edgesBetween([rule], ends.in(rule.stack, task ?? target?.Arn), relation, evidenceAt(rule, `Targets.${path}.${property}`)),
    ...edgesBetween([rule], ends.in(rule.stack, target?.BatchParameters?.JobDefinition), relation, evidenceAt(rule, `Targets.${path}.BatchParameters.JobDefinition`)),
    ...edgesBetween([rule], ends.in(rule.stack, target?.DeadLetterConfig?.Arn), 'dead letters', evidenceAt(rule, `Targets.${path}.DeadLetterConfig.Arn`)),
  ];
}
