import { AWS_RATE, DEFAULT_RULE, type DefaultRule, isSameRate, type Rate } from './default-rule';
import type { OnDelete, SettingEvent } from '../../private/handler/event';

/** The properties of the custom resource. CloudFormation sends numbers as texts. */
export interface DefaultRuleProperties {
  readonly ReservoirSize: string;
  readonly FixedRate: string;
  readonly OnDelete: OnDelete;
}

/** Brings the Default rule to what the properties say; X-Ray needs no time for it. */
export class DefaultRuleHandlers {
  constructor(private readonly rule: DefaultRule) {}

  /** Changes the rule, unless there is nothing to change. */
  public async onEvent(event: SettingEvent<DefaultRuleProperties>): Promise<{ PhysicalResourceId: string }> {
    const ours = rateOf(event.ResourceProperties);
    if (event.RequestType === 'Delete') {
      await this.delete(ours, event.ResourceProperties.OnDelete);
    } else if (!isSameRate(ours, await this.rule.read())) {
      await this.rule.write(ours);
    }
    return { PhysicalResourceId: event.PhysicalResourceId ?? DEFAULT_RULE };
  }

  /** What somebody else has set meanwhile stays. */
  private async delete(ours: Rate, onDelete: OnDelete): Promise<void> {
    const resets = onDelete === 'RESET' && isSameRate(ours, await this.rule.read());
    if (resets && !isSameRate(ours, AWS_RATE)) { await this.rule.write(AWS_RATE); }
  }
}

function rateOf({ ReservoirSize, FixedRate }: DefaultRuleProperties): Rate {
  return { reservoirSize: Number(ReservoirSize), fixedRate: Number(FixedRate) };
}
