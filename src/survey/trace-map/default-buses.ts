import { type ExternalEnd, externalBus } from './map-end';
import type { ArnParts } from '../../private/template/arns';
import { mayBeIn, type Place } from '../places';
import type { ModelStack } from '../template-model';

/** The event bus that each account has in each region. */
export class DefaultBuses {
  /** The accounts and regions that are known of the stacks. */
  private readonly places: ReadonlyMap<string, Place>;
  private readonly isOne: boolean;

  constructor(stacks: readonly ModelStack[]) {
    const known = stacks.map(({ source }) => source).filter(({ account, region }) => account !== undefined && region !== undefined);
    this.places = new Map(known.map((place) => [textOf(place), place]));
    this.isOne = new Set(stacks.map((stack) => textOf(this.placeOf(stack)))).size < 2;
  }

  /** The bus of the account and the region that a stack is deployed to. */
  public of(stack: ModelStack): ExternalEnd {
    return this.at(this.placeOf(stack));
  }

  /** The bus of an account and a region, where stacks are deployed to them. */
  public in(place: Place): ExternalEnd | undefined {
    return this.places.has(textOf(place)) ? this.at(place) : undefined;
  }

  private at(place: Place): ExternalEnd {
    const where = textOf(place);
    return externalBus(this.isOne || where === '' ? DEFAULT : `${DEFAULT} (${where})`);
  }

  /** Where a stack is deployed to. One of which that is not known is where the others are, unless these are in several places. */
  private placeOf(stack: ModelStack): Place {
    const possible = [...this.places.values()].filter((place) => mayBeIn(stack, place));
    return possible.length === 1 ? possible[0] : stack.source;
  }
}

const DEFAULT = 'default';

/** Whether an ARN is that of a default bus. */
export function isDefaultBus({ service, resource }: ArnParts): boolean {
  return service === 'events' && resource === `event-bus/${DEFAULT}`;
}

/** A place as a text for people; empty where nothing is known of it. */
function textOf({ account, region }: Place): string {
  return [account, region].filter((part) => part !== undefined).join('/');
}
