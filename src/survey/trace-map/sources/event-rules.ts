import { busesOf } from './event-buses';
import { possibleItems } from '../../../private/template/possible-items';
import { eventSender, isPartnerBus } from '../../../private/template/rule-events';
import type { Relation } from '../../relation';
import type { ModelResource } from '../../template-model';
import { edgesBetween, type EdgeSource, evidenceAt, type FoundEdge, type FoundEvidence, type SourceContext } from '../edge-source';
import { isModelResource, type MapEnd } from '../map-end';

/** What an event rule listens to, and whom it passes events on to. */
export const EVENT_RULES: EdgeSource = {
  types: ['AWS::Events::Rule'],
  edges: (rule, context) => {
    const { EventBusName, EventPattern, ScheduleExpression, Targets } = rule.properties;
    const buses = busesOf(rule.stack, EventBusName, context.ends);
    const relation = relationOf(ScheduleExpression, EventPattern, buses);
    return [
      ...(EventPattern === undefined ? [] : ruleEdges(buses, rule, EventPattern, evidenceAt(rule, 'EventPattern'))),
      ...possibleItems(Targets).flatMap(({ path, item }) => targetEdges(rule, item, path, relation, context)),
    ];
  },
};

/** How events of a rule come to its targets: those of schedules, of AWS services and of partners have no trace. */
export function relationOf(schedule: any, pattern: any, buses: readonly MapEnd[]): Relation {
  return RELATIONS[eventSender(schedule, pattern, buses.length > 0 && buses.every(isOfPartner))];
}

const RELATIONS = { anyone: 'target', schedule: 'schedule', services: 'service event' } as const;

function isOfPartner(bus: MapEnd): boolean {
  return isModelResource(bus) ? isPartnerBus(bus.properties.Name, bus.properties.EventSourceName) : isPartnerBus(bus.name);
}

/** The ways from buses to a rule. */
export function ruleEdges(buses: readonly MapEnd[], rule: MapEnd, pattern: any, evidence: FoundEvidence): FoundEdge[] {
  const isServiceEvent = relationOf(undefined, pattern, buses) === 'service event';
  return edgesBetween(buses, [rule], 'rule', evidence).map((edge) => ({ ...edge, isServiceEvent }));
}

function targetEdges(rule: ModelResource, target: any, path: string, relation: Relation, { ends }: SourceContext): FoundEdge[] {
  const task = target?.EcsParameters?.TaskDefinitionArn;
  const property = task === undefined ? 'Arn' : 'EcsParameters.TaskDefinitionArn';
  return [
    ...edgesBetween([rule], ends.in(rule.stack, task ?? target?.Arn), relation, evidenceAt(rule, `Targets.${path}.${property}`)),
    ...edgesBetween([rule], ends.in(rule.stack, target?.BatchParameters?.JobDefinition), relation, evidenceAt(rule, `Targets.${path}.BatchParameters.JobDefinition`)),
    ...edgesBetween([rule], ends.in(rule.stack, target?.DeadLetterConfig?.Arn), 'dead letters', evidenceAt(rule, `Targets.${path}.DeadLetterConfig.Arn`)),
  ];
}
