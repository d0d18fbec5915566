import { type Assumed, conditionsIn, decided } from './condition-branches';
import { listed } from '../../private/listed';
import { isObject, plainText } from '../../private/template/intrinsics';
import { referencesIn } from '../../private/template/references';

/**
 * Resources of a template that depend on each other in a circle, which CloudFormation refuses: the logical ids from one round to the same one
 * again. Undefined where there is none.
 *
 * What a macro makes of a template is not known, and SAM makes several resources of one, so templates with other macros and resources of SAM
 * are left out.
 */
export function findCycle(template: Record<string, any>): string[] | undefined {
  if (listed(template.Transform).some((transform) => !plainText(transform).startsWith('AWS::Serverless-'))) { return undefined; }
  const { Resources } = template;
  if (!cycleAmong(Resources, (properties) => properties)) { return undefined; }
  for (const assumed of assumptionsFor(Resources)) {
    const chosen: PropertiesOf = (properties, { Condition }) => decided(properties, new Map([...assumed, [Condition, true]]));
    const cycle = cycleAmong(existing(Resources, assumed), chosen);
    if (cycle) { return cycle; }
  }
  return undefined;
}

/**
 * What is assumed of conditions, one case after the other: nothing, then of each one that it holds, or does not. Whether several hold at once only the
 * deployment knows, so a circle that needs that is none that can be told.
 */
function assumptionsFor(resources: Record<string, any>): Assumed[] {
  const names = new Set(conditionsIn(resources));
  return [new Map(), ...[...names].flatMap((name) => [true, false].map((holds) => new Map([[name, holds]])))];
}

/** The resources that there are where something is assumed of their conditions. */
function existing(resources: Record<string, any>, assumed: Assumed): Record<string, any> {
  return Object.fromEntries(Object.entries(resources).filter(([, entry]) => assumed.get(entry?.Condition) !== false));
}

type PropertiesOf = (properties: any, entry: Record<string, any>) => any;

function cycleAmong(resources: Record<string, any>, propertiesOf: PropertiesOf): string[] | undefined {
  const dependencies = dependenciesOf(resources, propertiesOf);
  const settled = new Set<string>();
  for (const start of dependencies.keys()) {
    const cycle = cycleFrom(start, dependencies, settled);
    if (cycle) { return cycle; }
  }
  return undefined;
}

function dependenciesOf(resources: Record<string, any>, propertiesOf: PropertiesOf): Map<string, string[]> {
  const plain = Object.entries(resources).filter(([, entry]) => isObject(entry) && !plainText(entry.Type).startsWith('AWS::Serverless::'));
  const ids = new Set(plain.map(([id]) => id));
  return new Map(plain.map(([id, entry]) => {
    const referred = referencesIn(propertiesOf(entry.Properties, entry)).flatMap((reference) => reference.logicalId ?? []);
    return [id, [...new Set([...referred, ...listed(entry.DependsOn)])].filter((target) => ids.has(target))];
  }));
}

/** A depth-first search that keeps its own stack: a chain of resources may be longer than the one of calls. */
function cycleFrom(start: string, dependencies: Map<string, string[]>, settled: Set<string>): string[] | undefined {
  const path: { id: string; next: number }[] = [];
  const onPath = new Set<string>();
  const enter = (id: string) => {
    path.push({ id, next: 0 });
    onPath.add(id);
  };
  if (!settled.has(start)) { enter(start); }
  while (path.length > 0) {
    const current = path[path.length - 1];
    const target = dependencies.get(current.id)![current.next++];
    if (target === undefined) {
      settled.add(current.id);
      onPath.delete(current.id);
      path.pop();
    } else if (onPath.has(target)) {
      const ids = path.map(({ id }) => id);
      return [...ids.slice(ids.indexOf(target)), target];
    } else if (!settled.has(target)) {
      enter(target);
    }
  }
  return undefined;
}
