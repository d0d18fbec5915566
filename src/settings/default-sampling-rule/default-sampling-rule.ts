import { ArnFormat, aws_iam as iam, type aws_logs as logs, Duration, Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { claimSetting } from '../../private/cdk/environment-singleton';
import { requireMember } from '../../private/options/enums';
import { optionsSuchAs, requireKind } from '../../private/options/option-kinds';
import { addAccountSetting } from '../private/setting-provider';
import { requireSamplingRate, type SamplingRate } from '../sampling-rate';
import { SettingOnDelete } from '../setting-on-delete';

/** Enough for some pages of rules, and for a minute of throttling. */
const HANDLER_TIMEOUT = Duration.minutes(3);

/**
 * Properties of X-Ray's Default sampling rule.
 */
export interface DefaultSamplingRuleProps {
  /**
   * How many of the requests that match no other sampling rule X-Ray records.
   */
  readonly rate: SamplingRate;

  /**
   * What becomes of the rule when this construct is deleted.
   *
   * With `RESET` it gets back what AWS ships, the first request of each second and 5 % of the others, unless something else has changed it meanwhile.
   *
   * @default SettingOnDelete.RESET
   */
  readonly onDelete?: SettingOnDelete;

  /**
   * Where the functions that set the rule write their logs.
   *
   * @default - a log group that is deleted with the stack and keeps logs for a month
   */
  readonly logGroup?: logs.ILogGroup;

  /**
   * Whether cdk-nag findings about those functions, their roles and their log group are acknowledged.
   *
   * @default true
   */
  readonly acknowledgeFindings?: boolean;
}

/**
 * Sets how many requests X-Ray records where no other sampling rule matches, in the whole AWS account in one region, not only those of this app.
 *
 * Every account has the rule `Default` in each region. It comes last, matches everything, and cannot be created or deleted; only its rate can be
 * changed. One app should own it: another that sets it too undoes this one's rate, and no deployment tells. Two in one app are an error.
 *
 * CloudFormation has no resource for it, so a custom resource calls X-Ray.
 *
 * @see https://docs.aws.amazon.com/xray/latest/devguide/xray-console-sampling.html
 */
export class DefaultSamplingRule extends Construct {
  /**
   * @param scope where the setting lives
   * @param id its id in the scope
   * @param props its properties
   * @throws when the app sets the rule of this account and region twice, or a property is not what it must be
   */
  constructor(scope: Construct, id: string, props: DefaultSamplingRuleProps) {
    super(scope, id);
    requireKind('props', props, optionsSuchAs('{ rate: SamplingRate.percent(5) }'), this);
    const { onDelete = SettingOnDelete.RESET } = props;
    requireMember('onDelete', onDelete, SettingOnDelete, this);
    requireSamplingRate(this, props.rate);
    claimSetting(this, 'DefaultSamplingRule');
    const ruleArn = Stack.of(this).formatArn({
      service: 'xray', resource: 'sampling-rule', resourceName: 'Default', arnFormat: ArnFormat.SLASH_RESOURCE_NAME,
    });
    addAccountSetting(this, {
      handler: 'default-sampling-rule',
      settingName: 'X-Ray Default sampling rule',
      resourceType: 'Custom::XRayDefaultSamplingRule',
      properties: {
        ReservoirSize: props.rate.reservoirSize,
        FixedRate: props.rate.fixedRate,
        OnDelete: onDelete,
      },
      statements: [
        new iam.PolicyStatement({ actions: ['xray:GetSamplingRules'], resources: ['*'] }),
        new iam.PolicyStatement({ actions: ['xray:UpdateSamplingRule'], resources: [ruleArn] }),
      ],
      timeout: HANDLER_TIMEOUT,
      logGroup: props.logGroup,
      acknowledgeFindings: props.acknowledgeFindings,
    });
  }
}
