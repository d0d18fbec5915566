import type { ModelStack } from '../../template-model';
import type { Ends } from '../ends';
import { externalBus, type MapEnd } from '../map-end';

/** The bus that a value names; the default bus where there is no value. */
export function busesOf(stack: ModelStack, name: any, ends: Ends): MapEnd[] {
  if (name === undefined || name === 'default') { return [ends.defaultBus(stack)]; }
  const found = ends.in(stack, name);
  if (found.length > 0 || typeof name !== 'string' || !/^[\w./-]+$/.test(name)) { return found; }
  return [ends.named(stack, 'events', name) ?? externalBus(name)];
}
