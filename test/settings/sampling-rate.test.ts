import { CfnParameter, Stack, Token } from 'aws-cdk-lib';
import fc from 'fast-check';
import { SamplingRate } from '../../src';

/** What X-Ray is told. */
function numbers(rate: SamplingRate): [number, number] {
  return [rate.reservoirSize, rate.fixedRate];
}

const token = () => new CfnParameter(new Stack(), 'Number', { type: 'Number' }).valueAsNumber;

test.each<[string, SamplingRate, [number, number]]>([
  ['everyRequest()', SamplingRate.everyRequest(), [0, 1]],
  ['percent(0)', SamplingRate.percent(0), [0, 0]],
  ['percent(5)', SamplingRate.percent(5), [0, 0.05]],
  ['percent(100)', SamplingRate.percent(100), [0, 1]],
  ['perSecond(0)', SamplingRate.perSecond(0), [0, 0]],
  ['perSecond(10)', SamplingRate.perSecond(10), [10, 0]],
  ['perSecond(1).thenPercent(5)', SamplingRate.perSecond(1).thenPercent(5), [1, 0.05]],
  ['perMinute(60)', SamplingRate.perMinute(60), [1, 0]],
  ['perMinute(600).thenPercent(0.5)', SamplingRate.perMinute(600).thenPercent(0.5), [10, 0.005]],
])('%s', (_, rate, expected) => {
  expect(numbers(rate)).toEqual(expected);
});

test('thenPercent leaves the rate that it is called on as it is', () => {
  const rate = SamplingRate.perSecond(1);
  rate.thenPercent(5);
  expect(numbers(rate)).toEqual([1, 0]);
});

describe('nothing is rounded', () => {
  test.each([[12.345, 0.12345], [1.1, 0.011], [0.07, 0.0007], [1e-7, 1e-9], [99.999999, 0.99999999]])('%s %% is %s', (percentage, fraction) => {
    expect(SamplingRate.percent(percentage).fixedRate).toBe(fraction);
  });

  test('a percentage has the digits of its fraction', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 10 ** 9 }), (digits) => {
      expect(SamplingRate.percent(Number(`${digits}e-7`)).fixedRate).toBe(Number(`${digits}e-9`));
    }));
  });
});

describe('a rate per minute', () => {
  test('that is a multiple of 60 is taken, and no other is', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 10 ** 6 }), (rate) => {
      const take = () => SamplingRate.perMinute(rate).reservoirSize;
      if (rate % 60 === 0) { expect(take()).toBe(rate / 60); } else { expect(take).toThrow(/`perMinute` must be a positive multiple of 60/); }
    }));
  });

  test.each<[number, string]>([
    [90, '90; the nearest rates are 60 (1 per second) and 120 (2 per second)'],
    [1001, '1001; the nearest rates are 960 (16 per second) and 1020 (17 per second)'],
    [30, '30; the nearest rates are 60 (1 per second) and 120 (2 per second)'],
    [0, '0; the nearest rates are 60 (1 per second) and 120 (2 per second)'],
    [-60, '-60; the nearest rates are 60 (1 per second) and 120 (2 per second)'],
    [60.5, '60.5; the nearest rates are 60 (1 per second) and 120 (2 per second)'],
    [NaN, 'NaN; the nearest rates are 60 (1 per second) and 120 (2 per second)'],
    [Infinity, 'Infinity; the nearest rates are 60 (1 per second) and 120 (2 per second)'],
    [1e15, '1000000000000000; the nearest rates are 128849018760 (2147483646 per second) and 128849018820 (2147483647 per second)'],
  ])('cannot be %s', (rate, text) => {
    expect(() => SamplingRate.perMinute(rate)).toThrow(new Error(
      `\`perMinute\` must be a positive multiple of 60, because X-Ray counts by the second, got: ${text}`));
  });
});

test.each([-1, 0.5, NaN, Infinity, 2147483648])('perSecond cannot be %s', (rate) => {
  expect(() => SamplingRate.perSecond(rate)).toThrow(new Error(
    `\`perSecond\` must be a whole number from 0 to 2147483647, for example 5, got: ${rate}`));
});

test('perSecond can be as much as CloudFormation takes', () => {
  expect(SamplingRate.perSecond(2147483647).reservoirSize).toBe(2147483647);
});

describe.each<[string, (percentage: number) => SamplingRate]>([
  ['percent', (percentage) => SamplingRate.percent(percentage)],
  ['thenPercent', (percentage) => SamplingRate.perSecond(1).thenPercent(percentage)],
])('%s', (method, rate) => {
  test.each([-0.1, 100.1, NaN, Infinity])('cannot be %s', (percentage) => {
    expect(() => rate(percentage)).toThrow(new Error(
      `\`${method}\` must be within 0 and 100, for example 5 for five of a hundred requests, got: ${percentage}`));
  });

  test('cannot be a text', () => {
    expect(() => rate('five' as unknown as number)).toThrow(/got: "five"/);
    expect(() => rate('' as unknown as number)).toThrow(/got: ""/);
  });

  test('cannot be a token', () => {
    expect(() => rate(token())).toThrow(new Error(
      `\`${method}\` must be a number that is known at synthesis, because CloudFormation cannot divide it by 100, got a token; `
      + 'override `SamplingRule.FixedRate` of the L1 resource with a token that is a fraction from 0 to 1'));
  });
});

test('perSecond can be a token', () => {
  expect(Token.isUnresolved(SamplingRate.perSecond(token()).thenPercent(1).reservoirSize)).toBe(true);
});

test('perMinute cannot be a text', () => {
  expect(() => SamplingRate.perMinute('120' as any)).toThrow(new Error('`perMinute` must be a number, for example 120, got: "120"'));
});

test('perMinute cannot be a token', () => {
  expect(() => SamplingRate.perMinute(token())).toThrow(new Error(
    '`perMinute` must be a number that is known at synthesis, because CloudFormation cannot divide it by 60, got a token; give the token to `perSecond`'));
});

test.each<[string, SamplingRate, string]>([
  ['everyRequest', SamplingRate.everyRequest(), '100'],
  ['percent', SamplingRate.percent(1.1), '1.1'],
  ['thenPercent', SamplingRate.perSecond(1).thenPercent(0), '0'],
])('thenPercent cannot follow %s', (_, rate, said) => {
  expect(() => rate.thenPercent(5)).toThrow(new Error(
    `\`thenPercent\` must follow \`perSecond\` or \`perMinute\`, got a rate which records ${said} % already; say that percentage once`));
});
