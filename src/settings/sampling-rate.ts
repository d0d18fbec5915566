import { Token } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { misuse, shown } from '../private/errors';
import { isWithin } from '../private/options/numbers';
import { requireKind } from '../private/options/option-kinds';

/** The largest number that CloudFormation's type Integer holds. */
const MAX_INTEGER = 2147483647;

const SECONDS_PER_MINUTE = 60;

const NUMBER = { rule: 'a number, for example 120', fits: (value: unknown) => typeof value === 'number' };

/**
 * How many of the requests that a rule matches X-Ray records.
 *
 * X-Ray knows two numbers. The reservoir is how many requests are recorded in each second, by all hosts together; the fixed rate is the share
 * of the other requests that is recorded besides:
 *
 * - `SamplingRate.everyRequest()`: all of them
 * - `SamplingRate.percent(5)`: 5 of 100
 * - `SamplingRate.perSecond(10)`: the first 10 of each second, and no others
 * - `SamplingRate.perSecond(1).thenPercent(5)`: the first of each second, and 5 of 100 of the others; that is X-Ray's own default
 * - `SamplingRate.perMinute(120)`: the first 2 of each second, and no others
 *
 * Nothing is rounded. A percentage is kept as the very decimal fraction that it says: `percent(12.345)` is a fixed rate of 0.12345.
 *
 * @see https://docs.aws.amazon.com/xray/latest/devguide/xray-console-sampling.html
 */
export class SamplingRate {
  /** Every request is recorded. */
  public static everyRequest(): SamplingRate {
    return new SamplingRate(0, 1);
  }

  /**
   * A share of the requests is recorded.
   *
   * @param percentage 0 to 100; fractions of a percent are kept as they are
   * @throws when `percentage` is not within 0 and 100, or is a token: CloudFormation cannot divide it by 100
   */
  public static percent(percentage: number): SamplingRate {
    return new SamplingRate(0, fractionOf(percentage, 'percent'));
  }

  /**
   * The first requests of each second are recorded.
   *
   * @param requests how many, by all hosts together: a whole number from 0 on, or a token
   * @throws when `requests` is not a whole number from 0 on
   */
  public static perSecond(requests: number): SamplingRate {
    if (!Token.isUnresolved(requests) && !isReservoirSize(requests)) {
      throw misuse(`\`perSecond\` must be a whole number from 0 to ${MAX_INTEGER}, for example 5, got: ${shown(requests)}`);
    }
    return new SamplingRate(requests);
  }

  /**
   * The first requests of each second are recorded, said as a rate per minute.
   *
   * X-Ray counts by the second, so only rates are taken that are the same number in each second: 60, 120, 180 and so on. For fewer than 60 per
   * minute use `percent`.
   *
   * @param requests how many in a minute, by all hosts together: a positive multiple of 60
   * @throws when `requests` is not a positive multiple of 60, or is a token: CloudFormation cannot divide it by 60
   */
  public static perMinute(requests: number): SamplingRate {
    if (Token.isUnresolved(requests)) {
      throw misuse('`perMinute` must be a number that is known at synthesis, because CloudFormation cannot divide it by 60, got a token; '
        + 'give the token to `perSecond`');
    }
    requireKind('perMinute', requests, NUMBER);
    const perSecond = requests / SECONDS_PER_MINUTE;
    if (perSecond < 1 || !isReservoirSize(perSecond)) {
      throw misuse(`\`perMinute\` must be a positive multiple of 60, because X-Ray counts by the second, got: ${shown(requests)}; `
        + `the nearest rates are ${nearestRates(perSecond).join(' and ')}`);
    }
    return new SamplingRate(perSecond);
  }

  /** How many requests are recorded in each second before the fixed rate applies, by all hosts together. X-Ray calls it the reservoir. */
  public readonly reservoirSize: number;

  /** The share of the other requests that is recorded: a fraction from 0 to 1. */
  public readonly fixedRate: number;

  private constructor(reservoirSize: number, private readonly saidFixedRate?: number) {
    this.reservoirSize = reservoirSize;
    this.fixedRate = saidFixedRate ?? 0;
  }

  /**
   * The same rate for the first requests of each second, and a share of the others besides.
   *
   * @param percentage 0 to 100 of the requests that the reservoir has no room for; fractions of a percent are kept as they are
   * @throws when the rate says a percentage already, when `percentage` is not within 0 and 100, or is a token
   */
  public thenPercent(percentage: number): SamplingRate {
    if (this.saidFixedRate !== undefined) {
      throw misuse('`thenPercent` must follow `perSecond` or `perMinute`, got a rate which records '
        + `${decimalShift(this.saidFixedRate, 2)} % already; say that percentage once`);
    }
    return new SamplingRate(this.reservoirSize, fractionOf(percentage, 'thenPercent'));
  }
}

/**
 * Throws where something else was given for a rate, or nothing.
 *
 * @internal
 */
export function requireSamplingRate(scope: IConstruct, rate: SamplingRate): void {
  if (typeof rate?.fixedRate !== 'number' || typeof rate.reservoirSize !== 'number') {
    throw misuse(`\`rate\` must be a \`SamplingRate\`, for example \`SamplingRate.percent(5)\`, got: ${shown(rate)}`, scope);
  }
}

function isReservoirSize(value: number): boolean {
  return Number.isInteger(value) && value >= 0 && value <= MAX_INTEGER;
}

/** The two multiples of 60 that are nearest to a rate, which is given by the second: one below and one above, as far as X-Ray takes them. */
function nearestRates(perSecond: number): string[] {
  const floor = Number.isFinite(perSecond) ? Math.floor(perSecond) : 1;
  const lower = Math.min(Math.max(floor, 1), MAX_INTEGER - 1);
  return [lower, lower + 1].map((rate) => `${rate * SECONDS_PER_MINUTE} (${rate} per second)`);
}

function fractionOf(percentage: number, method: string): number {
  if (Token.isUnresolved(percentage)) {
    throw misuse(`\`${method}\` must be a number that is known at synthesis, because CloudFormation cannot divide it by 100, got a token; `
      + 'override `SamplingRule.FixedRate` of the L1 resource with a token that is a fraction from 0 to 1');
  }
  if (!isWithin(percentage, 0, 100)) {
    throw misuse(`\`${method}\` must be within 0 and 100, for example 5 for five of a hundred requests, got: ${shown(percentage)}`);
  }
  return decimalShift(percentage, -2);
}

/** A number with its decimal point moved, as people do it: 1.1 % is 0.011, where dividing binary fractions gives 0.011000000000000001. */
function decimalShift(value: number, places: number): number {
  const [digits, exponent = '0'] = String(value).split('e');
  return Number(`${digits}e${Number(exponent) + places}`);
}
