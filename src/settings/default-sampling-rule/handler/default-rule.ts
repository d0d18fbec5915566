import { type SamplingRule, UpdateSamplingRuleCommand, type XRayClient, paginateGetSamplingRules } from '@aws-sdk/client-xray';
import { type Cause, denied, failure } from '../../private/handler/failure';

/** The rule that every account has in each region, and that nobody can create or delete. */
export const DEFAULT_RULE = 'Default';

/** How many requests a rule records. */
export interface Rate {
  /** Requests in each second. */
  readonly reservoirSize: number;
  /** The share of the others, from 0 to 1. */
  readonly fixedRate: number;
}

/** What AWS ships: the first request of each second, and 5 % of the others. */
export const AWS_RATE: Rate = { reservoirSize: 1, fixedRate: 0.05 };

/** Fractions go through texts and through X-Ray's own arithmetic on their way back. */
const PRECISION = 1e-9;

const READ_DENIED: Cause = denied('xray:GetSamplingRules');

const WRITE_DENIED: Cause = denied('xray:UpdateSamplingRule');

/** X-Ray's Default sampling rule in an account and region. */
export class DefaultRule {
  constructor(private readonly client: XRayClient) {}

  /** The rate of the rule; undefined where X-Ray does not list the rule. */
  public async read(): Promise<Rate | undefined> {
    const rule = await this.find().catch((error: unknown) => {
      throw failure('The Default sampling rule of X-Ray cannot be read', error, [READ_DENIED], 'Deploy again.');
    });
    return rule && { reservoirSize: rule.ReservoirSize ?? 0, fixedRate: rule.FixedRate ?? 0 };
  }

  /** Changes the two numbers of the rule: X-Ray refuses every other field of it, were it with the value that it has. */
  public async write({ reservoirSize, fixedRate }: Rate): Promise<void> {
    const SamplingRuleUpdate = { RuleName: DEFAULT_RULE, FixedRate: fixedRate, ReservoirSize: reservoirSize };
    await this.client.send(new UpdateSamplingRuleCommand({ SamplingRuleUpdate })).catch((error: unknown) => {
      throw failure(`X-Ray refuses ${reservoirSize} per second and a share of ${fixedRate} for the Default sampling rule`, error, [WRITE_DENIED],
        'Mend the rate, and deploy again.');
    });
  }

  private async find(): Promise<SamplingRule | undefined> {
    for await (const { SamplingRuleRecords: records = [] } of paginateGetSamplingRules({ client: this.client }, {})) {
      const found = records.find(({ SamplingRule: rule }) => rule?.RuleName === DEFAULT_RULE);
      if (found) { return found.SamplingRule; }
    }
    return undefined;
  }
}

/** Whether two rates are the same. */
export function isSameRate(one: Rate, other: Rate | undefined): boolean {
  return other !== undefined && one.reservoirSize === other.reservoirSize && Math.abs(one.fixedRate - other.fixedRate) < PRECISION;
}
