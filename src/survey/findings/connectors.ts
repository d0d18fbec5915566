import type { ModelWay, RuleContext, RuleMatch } from './finding-rule';
import { lookupTable } from '../../private/lookup-table';
import { functionBehind } from '../lambda-functions';
import type { Relation } from '../relation';
import type { ModelResource } from '../template-model';

/** What a type of resources connects: the properties that name both ends. */
interface Connection {
  readonly from: string;
  readonly to: string;
  readonly relation: Relation;
}

/** The types whose resources are no place of a trace, but the way from one to another. */
const CONNECTORS = lookupTable<Connection>({
  'AWS::Lambda::EventSourceMapping': { from: 'EventSourceArn', to: 'FunctionName', relation: 'event source' },
});

/** The way that a resource makes by itself; undefined where it makes none. */
export function ownWay(connector: ModelResource, context: RuleContext): ModelWay[] | undefined {
  const connection = CONNECTORS[connector.type];
  if (!connection) { return undefined; }
  const { model } = context;
  const to = model.target(connector, connection.to);
  return [{ from: model.target(connector, connection.from), to: to && functionBehind(to, context)[0], relation: connection.relation, connector }];
}

/** What is found of several ways to the same function for the same cause, once, with all of these ways. */
export function oncePerReceiver(found: readonly RuleMatch[]): RuleMatch[] {
  const first = new Map<unknown, RuleMatch>();
  found.forEach((match, index) => {
    const receiver = match.ways?.[0]?.to;
    const key = receiver ? `${receiver.name}\0${match.message}` : index;
    const known = first.get(key);
    first.set(key, known ? { ...known, ways: [...known.ways ?? [], ...match.ways ?? []] } : match);
  });
  return [...first.values()];
}
